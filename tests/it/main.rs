//! The integration tests: one binary, one module a subject.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what is wrong by failing; helpers of tests are not seen as tests by clippy"
)]

mod pages;
mod specs;
mod layers;
mod tidy;
