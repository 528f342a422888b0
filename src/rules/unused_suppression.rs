//! `unused-suppression`: a suppression comment that suppresses nothing, or is malformed. The judge is `suppress`, which alone knows what a comment hid.

use crate::model::finding::{Judge, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "unused-suppression",
    summary: "a suppression comment that suppresses nothing, or is malformed",
    suggests: "removing or mending it",
    severity: Severity::Warning,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/unused-suppression.md"),
    judge: Judge::Engine,
};
