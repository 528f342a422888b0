//! All integration tests in one binary: the pages of the rules, the catalogue, the house's layers, what people read.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what is wrong by failing; helpers of tests are not seen as tests by clippy"
)]

mod catalogue;
mod layers;
mod pages;
mod specs;
mod tidy;
