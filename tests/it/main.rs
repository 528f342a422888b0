//! All integration tests in one binary: the pages of the rules, the house's layers, and what people read first.

mod pages;
mod specs;
mod layers;
mod tidy;
