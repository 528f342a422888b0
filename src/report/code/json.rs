//! The answer to `parselint code` as JSON. The structs are this file's own: the format changes only here.

use super::Answer;
use crate::model::catalogue::{
    self, CodeEntry, CodeRange, HttpStatus, PageRow, SdkConstant, Trap, UnknownName,
};
use crate::model::error::{Error, Result};
use serde::Serialize;

#[derive(Serialize)]
struct Document {
    version: u8,
    codes: Vec<Code>,
}

/// One number, or one name that has none; what does not apply is null or empty.
#[derive(Serialize)]
struct Code {
    code: Option<i64>,
    kind: Kind,
    name: Option<&'static str>,
    description: Option<&'static str>,
    deprecated: bool,
    names: Vec<Name>,
    constants: Vec<Constant>,
    range: Option<Range>,
    meant: Vec<Meant>,
    traps: Vec<TrapRow>,
    notes: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Predefined,
    HttpStatus,
    Undefined,
    UnknownConstant,
}

#[derive(Serialize)]
struct Name {
    name: &'static str,
    section: &'static str,
    description: &'static str,
    deprecated: bool,
}

#[derive(Serialize)]
struct Constant {
    sdk: &'static str,
    language: &'static str,
    package: &'static str,
    name: &'static str,
    /// As source code of the language has it.
    spelled: String,
    since: Option<&'static str>,
}

#[derive(Serialize)]
struct Range {
    id: &'static str,
    heading: &'static str,
    min: Option<i64>,
    max: Option<i64>,
    text: &'static str,
}

/// A code that may be meant, best first.
#[derive(Serialize)]
struct Meant {
    code: i64,
    constant: String,
    default: bool,
    /// Words of a message that speak for it.
    words: &'static [&'static str],
}

#[derive(Serialize)]
struct TrapRow {
    sdk: &'static str,
    armed_by: &'static [&'static str],
    disarmed_by: &'static [&'static str],
    reason: &'static str,
}

pub(super) fn document(answer: &Answer) -> Result<String> {
    let codes = match answer {
        Answer::All => catalogue::entries().iter().map(predefined).collect(),
        Answer::Codes { entries, .. } => entries.iter().map(|entry| predefined(entry)).collect(),
        Answer::Status(status) => vec![http_status(status)],
        Answer::Number(number) => vec![undefined(*number)],
        Answer::Invented(name) => vec![invented(name)],
    };
    let document = Document { version: 1, codes };
    let mut text =
        serde_json::to_string_pretty(&document).map_err(|why| Error::new(why.to_string()))?;
    text.push('\n');
    Ok(text)
}

fn predefined(entry: &CodeEntry) -> Code {
    let description = (!entry.rows.is_empty()).then(|| entry.description());
    Code {
        name: Some(entry.name()),
        description,
        deprecated: entry.deprecated(),
        names: entry.rows.iter().map(name).collect(),
        constants: entry.constants.iter().filter_map(constant).collect(),
        traps: catalogue::traps_of(entry.code).map(trap).collect(),
        notes: entry.note.into_iter().chain(entry.server).collect(),
        ..bare(Some(entry.code), Kind::Predefined)
    }
}

fn http_status(status: &HttpStatus) -> Code {
    let codes = status.suggestions(None).into_iter();
    let mut code = undefined(status.status);
    code.kind = Kind::HttpStatus;
    code.name = Some(status.phrase);
    code.meant = codes
        .filter_map(|code| meant_by_status(status, code))
        .collect();
    code.notes.extend(status.note);
    code
}

fn meant_by_status(status: &HttpStatus, code: i64) -> Option<Meant> {
    let mut candidates = status.candidates.iter();
    let words = candidates.find(|candidate| candidate.code == code);
    Some(Meant {
        default: status.default == Some(code),
        words: words.map_or(&[], |candidate| candidate.words),
        ..meant(code)?
    })
}

fn undefined(number: i64) -> Code {
    let outsider = catalogue::outsider(number);
    let constants = outsider.map_or(&[][..], |outsider| outsider.constants);
    Code {
        constants: constants.iter().filter_map(constant).collect(),
        notes: outsider
            .map(|outsider| outsider.remark)
            .into_iter()
            .collect(),
        ..bare(Some(number), Kind::Undefined)
    }
}

fn invented(unknown: &UnknownName) -> Code {
    let codes = unknown
        .meant
        .iter()
        .filter_map(|name| catalogue::javascript_code(name));
    Code {
        name: Some(unknown.name),
        meant: codes.filter_map(meant).collect(),
        ..bare(None, Kind::UnknownConstant)
    }
}

fn bare(code: Option<i64>, kind: Kind) -> Code {
    Code {
        code,
        kind,
        name: None,
        description: None,
        deprecated: false,
        names: Vec::new(),
        constants: Vec::new(),
        range: code.and_then(catalogue::range_of).map(range),
        meant: Vec::new(),
        traps: Vec::new(),
        notes: Vec::new(),
    }
}

fn name(row: &PageRow) -> Name {
    Name {
        name: row.name,
        section: row.section,
        description: row.description,
        deprecated: row.deprecated,
    }
}

fn constant(constant: &SdkConstant) -> Option<Constant> {
    let sdk = catalogue::sdk(constant.sdk)?;
    Some(Constant {
        sdk: sdk.id,
        language: sdk.language,
        package: sdk.package,
        name: constant.name,
        spelled: sdk.spell(constant.name),
        since: constant.since,
    })
}

fn range(range: &CodeRange) -> Range {
    Range {
        id: range.id,
        heading: range.heading,
        min: range.min,
        max: range.max,
        text: range.text,
    }
}

fn meant(code: i64) -> Option<Meant> {
    let constant = catalogue::javascript_constant(code)?;
    Some(Meant {
        code,
        constant: catalogue::sdk(constant.sdk)?.spell(constant.name),
        default: false,
        words: &[],
    })
}

fn trap(trap: &Trap) -> TrapRow {
    TrapRow {
        sdk: trap.sdk,
        armed_by: trap.armed_by,
        disarmed_by: trap.words,
        reason: trap.reason,
    }
}
