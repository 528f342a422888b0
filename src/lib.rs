//! parselint finds numeric Parse Platform error codes in sources and judges them.
//!
//! The modules stand in the order of the way that the data takes; `ARCHITECTURE.md` tells it as a story.

pub mod cli;
pub mod upwards;
pub mod fence;
pub mod config;
pub mod pipeline;
pub mod discover;
pub mod git;
pub mod manifest;
pub mod prefilter;
pub mod lang;
pub mod resolve;
pub mod rules;
pub mod suppress;
pub mod baseline;
pub mod fix;
pub mod write;
pub mod report;
pub mod emit;
pub mod model;

#[cfg(test)]
mod scratch;
