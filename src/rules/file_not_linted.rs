//! `file-not-linted`: a source that could not be checked. The judge is the pipeline, which alone knows what could not be read.

use crate::model::finding::{Judge, NOT_LINTED, Rule, Severity};

pub static RULE: Rule = Rule {
    id: NOT_LINTED,
    summary: "a source that could not be checked",
    suggests: "what to do about it",
    severity: Severity::Error,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/file-not-linted.md"),
    judge: Judge::Engine,
};
