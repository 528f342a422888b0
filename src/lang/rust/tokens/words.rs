//! What single words and literals of Rust look like to a linter of error codes: no context, no positions.

use crate::lang::rust::number;
pub(crate) use crate::lang::words::names_a_code;
use crate::model::catalogue;

/// The value of a number token, if it is an integer.
pub(crate) fn integer(token: &[u8]) -> Option<i64> {
    if token.len() <= 15 && token.iter().all(u8::is_ascii_digit) {
        let digits = token.iter().map(|digit| i64::from(digit - b'0'));
        return Some(digits.fold(0, |value, digit| value * 10 + digit));
    }
    number::integer(std::str::from_utf8(token).ok()?)
}

/// The value of a text that is an integer as a whole (`101`, `-1`).
pub(crate) fn integer_text(text: &[u8]) -> Option<i64> {
    const LONGEST: usize = 10;
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let plain = (1..=LONGEST).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
        && (digits == b"0" || digits[0] != b'0');
    let value = integer(digits).filter(|_| plain)?;
    Some(if text.len() > digits.len() {
        -value
    } else {
        value
    })
}

/// The text of a string token, without its prefix, marks and quotes; escapes stay as they are written.
pub(crate) fn unquoted(token: &[u8]) -> &[u8] {
    let quote = |byte: &u8| *byte == b'"';
    let (Some(open), Some(close)) = (token.iter().position(quote), token.iter().rposition(quote))
    else {
        return b"";
    };
    token.get(open + 1..close).unwrap_or_default()
}

/// A name that may hold an error code: `code` or `codes` is its last word (`code`, `error_code`, `ERROR_CODE`,
/// `errcode`, `ErrorCode`), except after a word that says which other code it is.
#[inline]
pub(crate) fn is_code_like(name: &[u8]) -> bool {
    let stem = name
        .strip_suffix(b"s")
        .or(name.strip_suffix(b"S"))
        .unwrap_or(name);
    let ends = stem.last_chunk::<4>().is_some_and(|four| {
        u32::from_le_bytes(*four) | 0x2020_2020 == u32::from_le_bytes(*b"code")
    });
    ends && is_code_word(&stem[..stem.len() - 4], stem[stem.len() - 4])
}

/// Whether `code`, beginning with this letter, is a word of its own behind `before`, and no other system's code.
#[inline(never)]
fn is_code_word(before: &[u8], first: u8) -> bool {
    const OTHERS: [&[u8]; 22] = [
        b"status",
        b"exit",
        b"key",
        b"char",
        b"zip",
        b"country",
        b"language",
        b"lang",
        b"currency",
        b"op",
        b"scan",
        b"postal",
        b"area",
        b"bar",
        b"qr",
        b"return",
        b"byte",
        b"source",
        b"machine",
        b"type",
        b"http",
        b"os",
    ];
    let Some(last) = before.last() else {
        return true;
    };
    let begins = match first {
        b'C' => last.is_ascii_lowercase() || last.is_ascii_digit() || *last == b'_',
        _ => {
            *last == b'_'
                || before.eq_ignore_ascii_case(b"err")
                || before.eq_ignore_ascii_case(b"error")
        }
    };
    let word = before.strip_suffix(b"_").unwrap_or(before);
    let other = OTHERS.iter().any(|other| {
        let at = word.len().checked_sub(other.len());
        at.is_some_and(|at| word[at..].eq_ignore_ascii_case(other))
    });
    begins && !other
}

/// A string that names the field: `"code"`, `"/error/code"`, `"error.code"`.
pub(crate) fn names_code(content: &[u8]) -> bool {
    content == b"code" || content.ends_with(b"/code") || content.ends_with(b".code")
}

/// A type or variant of errors by its name: `ParseError`, `Error`, `ApiError`.
#[inline]
pub(crate) fn is_error_like(name: &[u8]) -> bool {
    name.ends_with(b"Error")
}

/// The SDK's error class by its own name.
pub(crate) fn is_parse_error(name: &[u8]) -> bool {
    let classes = catalogue::parse_error_classes();
    classes.iter().any(|class| class.as_bytes() == name)
}

/// Whether a code bears this name.
pub(crate) fn is_code_name(name: &[u8]) -> bool {
    std::str::from_utf8(name).is_ok_and(|name| !catalogue::codes_named(name).is_empty())
}

pub(crate) fn is_capitalised(name: &[u8]) -> bool {
    name.first().is_some_and(u8::is_ascii_uppercase)
}

/// Wrappers that hand on the number that they are given.
pub(crate) fn hands_on(name: &[u8]) -> bool {
    matches!(
        name,
        b"Some"
            | b"Ok"
            | b"Err"
            | b"from"
            | b"into"
            | b"contains"
            | b"json"
            | b"vec"
            | b"unwrap_or"
            | b"unwrap_or_else"
            | b"map_or"
            | b"map_or_else"
            | b"ok_or"
            | b"then_some"
    )
}

/// Methods whose value has nothing of a code that they are given, nor is compared with it.
pub(crate) fn forgets_arguments(method: &[u8]) -> bool {
    matches!(method, b"map_err" | b"ok_or_else" | b"or_else" | b"expect")
}

/// A type that codes have.
pub(crate) fn is_integer_type(word: &[u8]) -> bool {
    matches!(word, b"i16" | b"i32" | b"i64" | b"u16" | b"u32" | b"u64")
}

/// The name of a constant: `NO_SUCH_BOAT`.
pub(crate) fn is_screaming(name: &[u8]) -> bool {
    let letters = name.iter().filter(|byte| byte.is_ascii_uppercase());
    letters.count() > 1 && !name.iter().any(u8::is_ascii_lowercase)
}

/// A number type of the language: `u16`, `f64`.
pub(crate) fn is_number_type(word: &[u8]) -> bool {
    matches!(word, [b'i' | b'u' | b'f', rest @ ..]
        if matches!(rest, b"8" | b"16" | b"32" | b"64" | b"128" | b"size"))
}

/// Words of the language and its number types: none is a name that holds something.
pub(crate) fn is_reserved(word: &[u8]) -> bool {
    is_number_type(word)
        || matches!(
            word,
            b"as"
                | b"async"
                | b"await"
                | b"bool"
                | b"break"
                | b"char"
                | b"const"
                | b"continue"
                | b"crate"
                | b"dyn"
                | b"else"
                | b"enum"
                | b"extern"
                | b"false"
                | b"fn"
                | b"for"
                | b"if"
                | b"impl"
                | b"in"
                | b"let"
                | b"loop"
                | b"match"
                | b"mod"
                | b"move"
                | b"mut"
                | b"pub"
                | b"ref"
                | b"return"
                | b"self"
                | b"Self"
                | b"static"
                | b"str"
                | b"struct"
                | b"super"
                | b"trait"
                | b"true"
                | b"type"
                | b"unsafe"
                | b"use"
                | b"where"
                | b"while"
                | b"_"
                | b"String"
                | b"Some"
                | b"None"
                | b"Ok"
                | b"Err"
                | b"Option"
                | b"Result"
                | b"Vec"
        )
}

/// What a keyword says to a walk over statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keyword {
    Let,
    For,
    In,
    Match,
    /// `const`, `static`
    Const,
    Fn,
    Enum,
    Type,
    Use,
    Impl,
    Move,
    Else,
    As,
    /// `if`, `while`
    If,
    /// `break`, `return`
    Leave,
    /// Any other after which an operand stands.
    Asks,
    /// `unsafe`, `extern`
    Modifier,
}

const KEYWORDS: [(&[u8], Keyword); 27] = [
    (b"as", Keyword::As),
    (b"if", Keyword::If),
    (b"in", Keyword::In),
    (b"fn", Keyword::Fn),
    (b"box", Keyword::Asks),
    (b"dyn", Keyword::Asks),
    (b"for", Keyword::For),
    (b"let", Keyword::Let),
    (b"mut", Keyword::Asks),
    (b"ref", Keyword::Asks),
    (b"use", Keyword::Use),
    (b"else", Keyword::Else),
    (b"enum", Keyword::Enum),
    (b"impl", Keyword::Impl),
    (b"move", Keyword::Move),
    (b"type", Keyword::Type),
    (b"async", Keyword::Asks),
    (b"break", Keyword::Leave),
    (b"const", Keyword::Const),
    (b"match", Keyword::Match),
    (b"where", Keyword::Asks),
    (b"while", Keyword::If),
    (b"yield", Keyword::Asks),
    (b"extern", Keyword::Modifier),
    (b"return", Keyword::Leave),
    (b"static", Keyword::Const),
    (b"unsafe", Keyword::Modifier),
];

/// By length, the letters that the keywords of that length begin with, from the lowest bit.
const KEYWORD_STARTS: [u32; 7] = keyword_starts();

const fn keyword_starts() -> [u32; 7] {
    let mut starts = [0; 7];
    let mut at = 0;
    while at < KEYWORDS.len() {
        let word = KEYWORDS[at].0;
        starts[word.len()] |= 1 << (word[0] - b'a');
        at += 1;
    }
    starts
}

#[inline]
pub(crate) fn keyword(word: &[u8]) -> Option<Keyword> {
    let starts = KEYWORD_STARTS.get(word.len())?;
    let first = word.first()?.wrapping_sub(b'a');
    if first < 26 && starts & 1 << first != 0 {
        return search(word);
    }
    None
}

#[inline(never)]
fn search(word: &[u8]) -> Option<Keyword> {
    let found = KEYWORDS.iter().find(|(known, _)| *known == word);
    found.map(|(_, keyword)| *keyword)
}

/// Keywords after which an operand stands.
pub(crate) fn asks_for_operand(word: &[u8]) -> bool {
    let statement = [
        Keyword::Type,
        Keyword::Use,
        Keyword::Enum,
        Keyword::Fn,
        Keyword::Else,
        Keyword::As,
        Keyword::Impl,
        Keyword::For,
        Keyword::Modifier,
    ];
    keyword(word).is_some_and(|keyword| !statement.contains(&keyword))
}
