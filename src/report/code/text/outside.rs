//! The pages of numbers and names that are no Parse codes: HTTP statuses, undefined numbers, invented names.

use super::super::page::{Page, Style};
use super::{bounds, notes, spelled, title};
use crate::model::catalogue::{self, CodeEntry, HttpStatus, UnknownName};

pub(super) fn invented(page: &mut Page, unknown: &UnknownName) {
    page.line(&[
        ("Parse.Error.", None),
        (unknown.name, Some(Style::Bold)),
        (" does not exist", Some(Style::Red)),
    ]);
    page.blank();
    page.paragraph(
        2,
        "No SDK has the name. In JavaScript it is undefined at run time, so the response has no code at all.",
        None,
    );
    page.heading("What may be meant");
    for name in unknown.meant {
        let Some(entry) = catalogue::javascript_code(name).and_then(catalogue::entry) else {
            continue;
        };
        meant(page, entry, "");
        page.paragraph(9, entry.description(), Some(Style::Dim));
    }
}

fn meant(page: &mut Page, entry: &CodeEntry, when: &str) {
    let Some(constant) = entry.constant("js") else {
        return;
    };
    let code = format!("{:>5}  ", entry.code);
    page.line(&[
        ("  ", None),
        (&code, None),
        (&spelled(constant.name), Some(Style::Cyan)),
    ]);
    page.paragraph(9, when, None);
}

pub(super) fn http_status(page: &mut Page, status: &HttpStatus) {
    title(
        page,
        status.status,
        status.phrase,
        "an HTTP status, no Parse code",
    );
    page.heading("What it does");
    let text = format!(
        "`new Parse.Error({0}, ..)` is answered with HTTP 400 and the code {0} in the body, which stands in no table of \
         codes and lies in the range that is reserved for Parse Server. The server takes the status from the code: 101 becomes HTTP 404, 1 becomes HTTP 500, every other code \
         HTTP 400.",
        status.status
    );
    page.paragraph(2, &text, None);
    if let Some(server) = status.server {
        page.paragraph(
            2,
            &format!(
                "Parse Server itself sends HTTP {} for: {server}.",
                status.status
            ),
            None,
        );
    }
    page.heading("What may be meant");
    let codes = status.suggestions(None);
    for code in &codes {
        if let Some(entry) = catalogue::entry(*code) {
            meant(page, entry, &when(status, *code));
        }
    }
    if codes.is_empty() {
        page.paragraph(2, "No Parse code stands for this status.", None);
    }
    page.paragraph(
        2,
        "For an error of your application alone, take a code from 9000 to 9999.",
        None,
    );
    let outsider = catalogue::outsider(status.status).map(|outsider| outsider.remark);
    notes(page, status.note.into_iter().chain(outsider));
}

fn when(status: &HttpStatus, code: i64) -> String {
    let mut words = status
        .candidates
        .iter()
        .filter(|candidate| candidate.code == code);
    let words = words.find(|candidate| !candidate.words.is_empty());
    let words =
        words.map(|candidate| format!("where the message says: {}", candidate.words.join(", ")));
    match (status.default == Some(code), words) {
        (true, None) => "usually".to_owned(),
        (true, Some(words)) => format!("usually, and {words}"),
        (false, words) => words.unwrap_or_default(),
    }
}

pub(super) fn undefined(page: &mut Page, number: i64) {
    let range = catalogue::range_of(number);
    let what = match range.map(|range| range.id) {
        Some("app") => "for errors of your own application",
        Some("reserved") => "reserved: nobody may use it",
        Some(_) => "not defined, and reserved for Parse Server",
        None => "outside every range",
    };
    title(page, number, "no predefined code", what);
    page.heading("Who may use it");
    match range {
        Some(range) => {
            page.edges((range.heading, Style::Bold), (&bounds(range), Style::Dim));
            page.paragraph(4, range.text.lines().last().unwrap_or_default(), None);
        }
        None => page.paragraph(
            2,
            "Nobody: the page of error codes defines no range from 10000 up.",
            None,
        ),
    }
    if range.is_some_and(|range| range.id == "app") {
        name_it(page, number);
    } else {
        instead(page);
    }
    notes(
        page,
        catalogue::outsider(number)
            .map(|outsider| outsider.remark)
            .into_iter(),
    );
}

fn name_it(page: &mut Page, number: i64) {
    page.heading("How to name it");
    page.paragraph(2, "Declare it once in parselint.toml:", None);
    page.blank();
    page.line(&[("      [app-codes]", Some(Style::Cyan))]);
    let line =
        format!("      ORDER_REJECTED = {{ code = {number}, description = \"What happened.\" }}");
    page.line(&[(&line, Some(Style::Cyan))]);
    page.blank();
    page.paragraph(
        2,
        "Then `parselint emit javascript`, `typescript` or `rust` writes the constant, and the checks know the number. \
         Every error of the application has a number of its own.",
        None,
    );
    page.heading("Who may not");
    page.paragraph(
        2,
        "Parse Server and its modules stay at 4999 or below. Third-party components bring no code of their own into \
         the world: they use 1 (INTERNAL_SERVER_ERROR) with the facts in the message, or another predefined code.",
        None,
    );
}

fn instead(page: &mut Page) {
    page.heading("What to use instead");
    page.point(
        "Whoever you are: a predefined code that says the same. `parselint code` lists them.",
    );
    page.point("In an application: a code of your own from 9000 to 9999.");
    page.point(
        "In a third-party component: 1 (INTERNAL_SERVER_ERROR), with the facts in the message.",
    );
    page.point("In Parse Server and its modules: a free code of 4999 or below, added to the page.");
}
