//! `parselint code [N|NAME]`: what the catalogue knows of a number or a name, for a person or as JSON.
//!
//! This file understands the question. `text` and `json` answer it; `page` wraps and colours. Nothing here judges code.

mod json;
mod page;
mod text;

use crate::model::catalogue::{self, CodeEntry, HttpStatus, UnknownName};
use crate::model::error::{Error, Result};

/// The answer at 80 columns, with ANSI colours where asked for; ends with a line feed. Without a query, all codes.
pub fn text(query: Option<&str>, colour: bool) -> Result<String> {
    Ok(text::page(&ask(query)?, colour))
}

/// The answer as `{"version": 1, "codes": [..]}`; ends with a line feed.
pub fn json(query: Option<&str>) -> Result<String> {
    json::document(&ask(query)?)
}

/// What a question leads to.
#[derive(Debug)]
enum Answer {
    All,
    /// Predefined codes; several where a name has several numbers.
    Codes {
        entries: Vec<&'static CodeEntry>,
        /// The name in the question, where JavaScript does not have it though the question takes it to.
        not_javascript: Option<String>,
    },
    /// A number that is an HTTP status.
    Status(&'static HttpStatus),
    /// A number that nothing defines.
    Number(i64),
    /// A name that is known not to exist.
    Invented(&'static UnknownName),
}

fn ask(query: Option<&str>) -> Result<Answer> {
    let Some(query) = query.map(str::trim) else {
        return Ok(Answer::All);
    };
    match query.parse::<i64>() {
        Ok(number) => Ok(by_number(number)),
        Err(_) => by_name(query).ok_or_else(|| unknown(query)),
    }
}

fn by_number(number: i64) -> Answer {
    if let Some(entry) = catalogue::entry(number) {
        return Answer::Codes {
            entries: vec![entry],
            not_javascript: None,
        };
    }
    catalogue::http_status(number).map_or(Answer::Number(number), Answer::Status)
}

/// The whole query counts first (`object not found`), then its parts from the last one (`Parse.Error.TIMEOUT`,
/// `PFErrorCode.errorTimeout.rawValue`).
fn by_name(query: &str) -> Option<Answer> {
    let parts = query.rsplit(|letter: char| !(letter.is_alphanumeric() || "_-".contains(letter)));
    let parts = parts.filter(|part| !part.is_empty());
    std::iter::once(query)
        .chain(parts)
        .find_map(by_one_name)
        .map(|answer| with_javascript_in_mind(answer, query))
}

fn by_one_name(name: &str) -> Option<Answer> {
    let entries: Vec<_> = catalogue::entries_named(name).collect();
    if !entries.is_empty() {
        return Some(Answer::Codes {
            entries,
            not_javascript: None,
        });
    }
    let mut invented = catalogue::unknown_names().iter();
    if let Some(found) = invented.find(|unknown| catalogue::same_name(unknown.name, name)) {
        return Some(Answer::Invented(found));
    }
    let mut statuses = catalogue::http_statuses().iter();
    let status = statuses.find(|status| catalogue::same_name(status.phrase, name));
    status.map(Answer::Status)
}

/// Notes a name that exists elsewhere only, where the question is about JavaScript.
fn with_javascript_in_mind(answer: Answer, query: &str) -> Answer {
    let name = query.rsplit(['.', ' ']).next().unwrap_or(query);
    let asked = query.starts_with("Parse.Error.")
        || (query == name && !catalogue::meant_by(name).is_empty());
    match answer {
        Answer::Codes { entries, .. } if asked && !catalogue::is_javascript_constant(name) => {
            Answer::Codes {
                entries,
                not_javascript: Some(name.to_owned()),
            }
        }
        other => other,
    }
}

fn unknown(query: &str) -> Error {
    let shown = query.escape_debug();
    if query.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return Error::new(format!("'{shown}' is not a code"))
            .help("codes are whole numbers of up to 64 bits: `parselint code 101`");
    }
    let near = nearest(query);
    let help = match near.as_slice() {
        [] => "`parselint code` lists all codes".to_owned(),
        near => format!(
            "did you mean {}? `parselint code` lists all codes",
            near.join(" or ")
        ),
    };
    Error::new(format!("there is no Parse error code named '{shown}'")).help(help)
}

/// Up to three names that are spelled much like this one, nearest first, with their numbers.
fn nearest(query: &str) -> Vec<String> {
    let name = query.rsplit(['.', ':', ' ']).next().unwrap_or(query);
    let wanted = catalogue::normalise(name);
    let limit = (wanted.chars().count() / 3).clamp(1, 5);
    let page = catalogue::entries().iter();
    let page = page.flat_map(|entry| entry.rows.iter().map(|row| (row.name, entry.code)));
    let constants = catalogue::javascript_constants().iter().copied();
    let mut known: Vec<_> = if name.contains('_') {
        constants.chain(page).collect()
    } else {
        page.chain(constants).collect()
    };
    let distance = |name: &str| strsim::osa_distance(&wanted, &catalogue::normalise(name));
    known.retain(|(name, _)| distance(name) <= limit);
    known.sort_by_key(|(name, _)| distance(name));
    let mut seen: Vec<i64> = Vec::new();
    known.retain(|(_, code)| {
        !seen.contains(code) && {
            seen.push(*code);
            true
        }
    });
    let told = known
        .iter()
        .take(3)
        .map(|(name, code)| format!("{name} ({code})"));
    told.collect()
}

#[cfg(test)]
mod tests;
