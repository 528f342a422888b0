//! Whether the code, its comments aside, names Parse at all.

use super::lexer::{Kind, Lexer};
use super::words::unquoted;
use crate::lang::words::mentions_header;
use crate::model::catalogue;

/// Whether a token names the object `Parse`, one of its modules, or a header of its REST interface. Where a name is
/// written with escapes, it may be any name.
pub fn names_parse(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut lexer = Lexer::new(text);
    while let Some(token) = lexer.next() {
        let written = token.bytes(bytes);
        let names = match token.kind {
            Kind::Ident => is_namespace(written),
            Kind::String | Kind::Template => {
                let content = unquoted(written);
                is_namespace(content) || is_module(content) || mentions_header(content)
            }
            Kind::TemplateHead | Kind::TemplateMiddle | Kind::TemplateTail => {
                mentions_header(written)
            }
            _ => false,
        };
        if names {
            return true;
        }
    }
    lexer.escapes()
}

#[inline]
fn is_namespace(name: &[u8]) -> bool {
    let mut known = catalogue::parse_namespaces().iter();
    known.any(|known| known.as_bytes() == name)
}

fn is_module(content: &[u8]) -> bool {
    // Written with escapes, it may be any module.
    content.contains(&b'\\')
        || std::str::from_utf8(content).is_ok_and(catalogue::is_parse_package)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_object_its_modules_and_its_headers() {
        for text in [
            "throw new Parse.Error(1)",
            "x._default.Parse",
            "window[\"Parse\"].Error",
            "import P from 'parse'",
            "require(\"parse/node\")",
            "import S from `parse-server`",
            "import '@parse/s3-files-adapter'",
            "Moralis.Error",
            "h['X-Parse-Session-Token']",
            "`${a}x-parse-${b}`",
            "var P\\u0061rse",
        ] {
            assert!(names_parse(text), "{text}");
        }
        for text in [
            "// Parse.Error, 'parse'",
            "/* Parse */ JSON.parse(Parser)",
            "new ParseError(101)",
            "'Parse error'",
            "'x-parse'",
            "import './parse'",
            "",
        ] {
            assert!(!names_parse(text), "{text}");
        }
    }
}
