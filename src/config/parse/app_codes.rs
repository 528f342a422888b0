//! `[app-codes]`: an app's own names for its own numbers.

use std::ops::{Range, RangeInclusive};

use super::text::{Key, Text, Value};
use crate::model::catalogue;
use crate::model::error::Result;
use crate::model::settings::{AppCode, LONGEST_NAME};

/// The numbers that the page of error codes leaves to apps.
const RANGE: RangeInclusive<i64> = 9000..=9999;

pub(in crate::config) const KEYS: &[&str] = &["code", "description"];

/// In the order of the text.
pub(super) fn read(text: &Text<'_>, value: &Value<'_>) -> Result<Vec<AppCode>> {
    let mut codes: Vec<AppCode> = Vec::new();
    for (key, value) in text.table(value)? {
        check_name(text, key)?;
        let (code, span) = entry(text, key, value)?;
        let same = |known: &&AppCode| catalogue::same_name(&known.name, &code.name);
        if let Some(first) = codes.iter().find(same) {
            let message = format!("two app codes have one name: `{}`", code.name);
            let label = format!("`{}` ({}) is the same name", first.name, first.code);
            return Err(text.error(key.span(), message, label).help(
                "letter case, `_` and words like `ERROR` and `CODE` at either end do not tell names apart: choose another one",
            ));
        }
        if let Some(first) = codes.iter().find(|known| known.code == code.code) {
            let message = format!("two app codes are {}", code.code);
            let label = format!("`{}` has this number already", first.name);
            return Err(text
                .error(span, message, label)
                .help("clients tell errors apart by their numbers: choose another one"));
        }
        codes.push(code);
    }
    Ok(codes)
}

/// The code, and the place of its number.
fn entry(text: &Text<'_>, key: &Key<'_>, value: &Value<'_>) -> Result<(AppCode, Range<usize>)> {
    let name = key.get_ref().to_string();
    let form = || format!("write `{name} = {{ code = 9001, description = \"..\" }}`");
    let (mut number, mut description) = (None, String::new());
    for (key, value) in text.table(value).map_err(|error| error.help(form()))? {
        match key.get_ref().as_ref() {
            "code" => number = Some((code(text, value)?, value.span())),
            "description" => text.string(value)?.clone_into(&mut description),
            _ => return Err(text.unknown("key", key, KEYS)),
        }
    }
    let required = text.required(value, "code", number);
    let (code, span) = required.map_err(|error| error.help(form()))?;
    let code = AppCode {
        name,
        code,
        description,
    };
    Ok((code, span))
}

fn code(text: &Text<'_>, value: &Value<'_>) -> Result<i64> {
    let code = text.integer(value)?;
    Some(code)
        .filter(|code| RANGE.contains(code))
        .ok_or_else(|| {
            let (first, last) = RANGE.into_inner();
            let message = format!("an app's own codes are {first}-{last}");
            text.error(value.span(), message, "outside the range of apps")
                .help("predefined codes have their constants; the numbers between are reserved")
        })
}

/// A name must do as a constant in any language, and must not say that the number is a predefined one.
fn check_name(text: &Text<'_>, key: &Key<'_>) -> Result<()> {
    let name = key.get_ref().as_ref();
    let wrong = |label: &str| {
        let message = format!("`{name}` cannot be the name of a constant");
        text.error(key.span(), message, label)
    };
    let letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    let plain = name.chars().all(|c| letter(c) || c.is_ascii_digit());
    if !plain || !name.starts_with(letter) {
        return Err(wrong("letters, digits and `_` only, no digit first"));
    }
    if !catalogue::screaming_snake(name).starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(wrong("its first word has to begin with a letter").help("as in `SOLD_OUT`"));
    }
    if RESERVED.contains(&name) {
        let form = catalogue::screaming_snake(name);
        return Err(
            wrong("this word is reserved in JavaScript, TypeScript or Rust")
                .help(format!("write `{form}`, or say more: `{form}_FAILED`")),
        );
    }
    if name.len() > LONGEST_NAME {
        let label = format!("longer than {LONGEST_NAME} letters");
        return Err(wrong(&label).help("the description has room for the rest"));
    }
    if let Some(predefined) = catalogue::codes_named(name).first() {
        let message = format!("`{name}` is the name of a predefined code");
        let label = format!("this is {predefined}");
        return Err(text
            .error(key.span(), message, label)
            .help("choose another name"));
    }
    Ok(())
}

/// Words that no constant can be called in one of the languages.
const RESERVED: [&str; 90] = [
    "Self",
    "abstract",
    "any",
    "arguments",
    "as",
    "async",
    "await",
    "become",
    "boolean",
    "box",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "constructor",
    "continue",
    "crate",
    "debugger",
    "declare",
    "default",
    "delete",
    "do",
    "dyn",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "extern",
    "false",
    "final",
    "finally",
    "fn",
    "for",
    "from",
    "function",
    "gen",
    "get",
    "if",
    "impl",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "module",
    "move",
    "mut",
    "namespace",
    "new",
    "null",
    "of",
    "override",
    "package",
    "priv",
    "private",
    "protected",
    "pub",
    "public",
    "ref",
    "require",
    "return",
    "self",
    "set",
    "static",
    "struct",
    "super",
    "switch",
    "symbol",
    "this",
    "throw",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "undefined",
    "unsafe",
    "use",
    "var",
    "void",
    "where",
    "while",
    "yield",
];
