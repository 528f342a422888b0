//! All integration tests in one binary: the pages of the rules, the catalogue, the house rules.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod catalogue;
mod layers;
mod pages;
mod specs;
mod tidy;
