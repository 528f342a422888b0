//! Whether the code, its comments aside, names Parse at all.

use super::lexer::{Kind, Lexer};
use crate::lang::words::mentions_header;
use crate::model::catalogue;

/// Whether a token names one of Parse's crates, or a header of its REST interface.
pub fn names_parse(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut lexer = Lexer::new(text);
    while let Some(token) = lexer.next() {
        let written = token.bytes(bytes);
        let names = match token.kind {
            Kind::Ident => is_crate(written),
            Kind::String => mentions_header(written),
            _ => false,
        };
        if names {
            return true;
        }
    }
    false
}

fn is_crate(name: &[u8]) -> bool {
    let name = name.strip_prefix(b"r#").unwrap_or(name);
    // Most names are told from these by their first letter.
    let begins_so = |known: &&'static str| known.as_bytes().first() == name.first();
    catalogue::parse_crates().iter().any(begins_so)
        && std::str::from_utf8(name).is_ok_and(catalogue::is_parse_crate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_and_headers() {
        for text in [
            "use parse_rs::ParseError as E;",
            "extern crate parse_rs;",
            "vec![parse_rust_core::ErrorCode::ObjectNotFound]",
            "use r#parse_rs::x;",
            "h.insert(\"x-parse-session-token\", t)",
            "br#\"X-Parse-Session-Token\"#",
        ] {
            assert!(names_parse(text), "{text}");
        }
        for text in [
            "// parse_rs::Error, \"X-Parse-\"",
            "/* parse_rs */ fn f() -> Result<(), ParseError> { syn::Parse }",
            "let parse = url::ParseError;",
            "",
        ] {
            assert!(!names_parse(text), "{text}");
        }
    }
}
