//! All integration tests in one binary: the pages of the rules, the accuracy corpus, the catalogue, the command line,
//! whole projects, hostile inputs, the house's layers, what people read.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what is wrong by failing; helpers of tests are not seen as tests by clippy"
)]

mod accuracy;
mod across;
mod asking;
mod baseline;
mod catalogue;
mod cli;
mod contract;
mod emit;
mod explain;
mod fixing;
mod formats;
mod fuzzed;
mod gate;
mod hostile;
mod injection;
mod json;
mod layers;
mod limits;
mod own_constants;
mod own_names;
mod pages;
mod program;
mod projects;
mod properties;
mod safety;
mod scope;
mod settling;
mod sound;
mod specs;
mod spelled;
mod stability;
mod supply;
mod tidy;
mod trust;
