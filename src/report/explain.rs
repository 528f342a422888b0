//! `parselint explain`: why a number was, or was not, taken for a Parse code, drawn for people and as JSON for programs.
//!
//! `drawing` is the page, `document` the JSON; both tell the same facts.

mod document;
mod drawing;

use super::Style;
use crate::model::catalogue;
use crate::model::error::Result;
use crate::model::explain::{Explained, Explanation, Verdict};
use crate::model::resolved::{Evidence, Target};

/// The page, ending with a line feed.
pub fn text(explained: &Explained, style: Style) -> String {
    drawing::page(explained, style)
}

/// `{"version": 1, "path", "file", "explanations", "notes"}`, ending with a line feed.
pub fn json(explained: &Explained) -> Result<String> {
    super::document::pretty(&document::Document::new(explained), "the document")
}

/// The verdict in a line.
fn verdict(row: &Explanation) -> String {
    let Verdict::Code { target, evidence } = &row.verdict else {
        return "not a Parse code".into();
    };
    let what = match target {
        Target::Number(code) | Target::NumericText(code) | Target::Constant(code) => {
            format!(
                "Parse code {code} ({})",
                name(*code).unwrap_or("not predefined")
            )
        }
        Target::Message => "a message in the place of a Parse code".into(),
        Target::UnknownMember(name) => format!("a constant that Parse does not have, `{name}`"),
    };
    match evidence {
        Evidence::Weak => format!("{what}, weak: shown with --pedantic only"),
        grade => format!("{what}, {}", grade.name()),
    }
}

/// The page's name of a code, or the SDKs'.
fn name(code: i64) -> Option<&'static str> {
    catalogue::entry(code).map(catalogue::CodeEntry::name)
}

#[cfg(test)]
mod tests;
