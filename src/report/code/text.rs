//! The answer to `parselint code` for a person: a page a predefined code, or the table of all of them.
//!
//! `outside` has the pages of numbers and names that are no Parse codes.

mod outside;

use super::Answer;
use super::page::{Page, Style};
use crate::model::catalogue::{self, CodeEntry, CodeRange, PageRow, SdkConstant, Trap};

pub(super) fn page(answer: &Answer, colour: bool) -> String {
    let mut page = Page::new(colour);
    match answer {
        Answer::All => all(&mut page),
        Answer::Codes {
            entries,
            not_javascript,
        } => {
            if let Some(name) = not_javascript {
                not_in_javascript(&mut page, name, entries);
            }
            for (at, entry) in entries.iter().enumerate() {
                if at > 0 || not_javascript.is_some() {
                    page.blank();
                }
                code(&mut page, entry);
            }
        }
        Answer::Status(status) => outside::http_status(&mut page, status),
        Answer::Number(number) => outside::undefined(&mut page, *number),
        Answer::Invented(name) => outside::invented(&mut page, name),
    }
    page.finish()
}

fn code(page: &mut Page, entry: &CodeEntry) {
    let remark = if entry.deprecated() { "deprecated" } else { "" };
    title(page, entry.code, entry.name(), remark);
    match entry.rows {
        [] => page.paragraph(
            2,
            "Not on the page of error codes: the SDKs define it.",
            None,
        ),
        [row] => {
            page.paragraph(2, row.description, None);
            page.paragraph(
                2,
                &format!("Listed under: {}", row.section),
                Some(Style::Dim),
            );
        }
        rows => names(page, rows),
    }
    constants(page, entry);
    traps(page, entry);
    who(page, entry);
    notes(page, entry.note.into_iter().chain(entry.server));
}

fn names(page: &mut Page, rows: &[PageRow]) {
    for row in rows {
        page.blank();
        page.edges((row.name, Style::Bold), (row.section, Style::Dim));
        page.paragraph(4, row.description, None);
    }
}

fn who(page: &mut Page, entry: &CodeEntry) {
    page.heading("Who may use it");
    if entry.deprecated() {
        page.paragraph(
            2,
            "Nobody any more: the page of error codes calls it deprecated.",
            None,
        );
        return;
    }
    page.paragraph(
        2,
        "Everyone: it is predefined, so Parse Server, applications and third-party components may throw it alike.",
        None,
    );
    let range = catalogue::range_of(entry.code)
        .map(bounds)
        .unwrap_or_default();
    let text = format!(
        "Its range, {range}, is reserved for Parse Server; nobody else may add a number to it."
    );
    page.paragraph(2, &text, None);
}

fn title(page: &mut Page, code: i64, name: &str, remark: &str) {
    let code = code.to_string();
    page.line(&[
        (&code, Some(Style::Cyan)),
        ("  ", None),
        (name, Some(Style::Bold)),
        ("  ", None),
        (remark, Some(Style::Yellow)),
    ]);
}

/// A row for each SDK, those without a constant in one line at the end.
fn constants(page: &mut Page, entry: &CodeEntry) {
    page.heading("Constants");
    let javascript = entry.constant("js").map(|constant| constant.name);
    let mut missing = Vec::new();
    for sdk in catalogue::sdks() {
        let found: Vec<_> = entry.constants.iter().filter(|c| c.sdk == sdk.id).collect();
        if found.is_empty() && sdk.id != "ts-types" {
            missing.push(sdk.language);
        }
        for constant in found {
            if sdk.id == "ts-types" && javascript == Some(constant.name) {
                continue;
            }
            constant_line(page, sdk.language, &sdk.spell(constant.name), constant);
        }
    }
    let none = if entry.constants.is_empty() {
        "No SDK has one".to_owned()
    } else {
        format!("None in {}", listing(&missing))
    };
    let advice = if entry.deprecated() {
        ""
    } else {
        ": bind the number to a constant of your own"
    };
    page.paragraph(2, &format!("{none}{advice}."), Some(Style::Dim));
}

fn constant_line(page: &mut Page, language: &str, spelled: &str, constant: &SdkConstant) {
    let label = format!("  {language:<17}  ");
    let since = constant.since.map(|version| format!("  since {version}"));
    page.line(&[
        (&label, Some(Style::Dim)),
        (spelled, Some(Style::Cyan)),
        (since.as_deref().unwrap_or_default(), Some(Style::Yellow)),
    ]);
}

/// Traps that have one reason are one point.
fn traps(page: &mut Page, entry: &CodeEntry) {
    let traps: Vec<&Trap> = catalogue::traps_of(entry.code).collect();
    if traps.is_empty() {
        return;
    }
    page.heading("Beware");
    let mut told: Vec<&str> = Vec::new();
    for trap in &traps {
        if told.contains(&trap.reason) {
            continue;
        }
        told.push(trap.reason);
        let alike = traps.iter().filter(|other| other.reason == trap.reason);
        let sdks: Vec<&str> = alike
            .filter_map(|other| catalogue::sdk(other.sdk))
            .map(|sdk| sdk.language)
            .collect();
        page.point(&trap_text(trap, &sdks));
    }
}

fn trap_text(trap: &Trap, sdks: &[&str]) -> String {
    let owners = if sdks.len() > 5 {
        "All SDKs".to_owned()
    } else {
        listing(sdks)
    };
    let mut text = format!("{owners}: {}.", trap.reason);
    if !trap.armed_by.is_empty() {
        text += &format!(" Wrong beside these words: {}.", trap.armed_by.join(", "));
    }
    if !trap.words.is_empty() {
        text += &format!(" Right beside these words: {}.", trap.words.join(", "));
    }
    text
}

fn notes<'a>(page: &mut Page, notes: impl Iterator<Item = &'a str>) {
    let mut notes = notes.peekable();
    if notes.peek().is_some() {
        page.heading("Good to know");
    }
    for note in notes {
        page.point(&sentence(note));
    }
}

fn not_in_javascript(page: &mut Page, name: &str, entries: &[&CodeEntry]) {
    page.line(&[
        ("Parse.Error.", None),
        (name, Some(Style::Bold)),
        (" does not exist", Some(Style::Red)),
    ]);
    let meant: Vec<String> = match catalogue::meant_by(name) {
        [] => entries
            .iter()
            .filter_map(|entry| rightful_constant(entry))
            .collect(),
        meant => meant.iter().map(|name| spelled(name)).collect(),
    };
    let advice = if meant.is_empty() {
        "the SDK has no constant of that meaning".to_owned()
    } else {
        format!("what exists is {}", meant.join(" or "))
    };
    let text = format!(
        "Only the page or another SDK has the name. In JavaScript it is undefined at run time, so the response has \
         no code; {advice}."
    );
    page.paragraph(2, &text, None);
}

/// The JavaScript constant of a code, unless it means something else.
fn rightful_constant(entry: &CodeEntry) -> Option<String> {
    let constant = entry.constant("js")?;
    catalogue::trap("js", entry.code, None)
        .is_none()
        .then(|| spelled(constant.name))
}

fn all(page: &mut Page) {
    page.line(&[(
        " Code  Name                            Parse.Error.",
        Some(Style::Bold),
    )]);
    for entry in catalogue::entries() {
        let constant = entry.constant("js").map_or("-", |constant| constant.name);
        let names: Vec<&str> = match entry.rows {
            [] => vec!["(not on the page)"],
            rows => rows.iter().map(|row| row.name).collect(),
        };
        for (at, name) in names.into_iter().enumerate() {
            let number = if at == 0 {
                entry.code.to_string()
            } else {
                String::new()
            };
            page.line(&[
                (&format!("{number:>5}  "), Some(Style::Cyan)),
                (&format!("{name:<30}  "), None),
                (if at == 0 { constant } else { "" }, Some(Style::Dim)),
            ]);
        }
    }
    page.heading("Ranges");
    for range in catalogue::ranges() {
        page.edges((range.heading, Style::Bold), (&bounds(range), Style::Dim));
    }
    page.blank();
    page.paragraph(
        0,
        "`parselint code N` or `parselint code NAME` tells all about one.",
        Some(Style::Dim),
    );
}

fn spelled(constant: &str) -> String {
    catalogue::sdk("js").map_or_else(|| constant.to_owned(), |sdk| sdk.spell(constant))
}

fn bounds(range: &CodeRange) -> String {
    match (range.min, range.max) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (None, Some(max)) => format!("{max} and below"),
        (Some(min), None) => format!("{min} and above"),
        (None, None) => "no new codes".to_owned(),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listing(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn sentence(text: &str) -> String {
    if text.ends_with('.') {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
