//! What the lexer makes of a text, token by token.

use super::*;
use proptest::prelude::*;

fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer::new(text);
    std::iter::from_fn(|| lexer.next()).collect()
}

/// `Kind text` of each token, in one line.
fn shown(text: &str) -> String {
    let show = |token: Token| format!("{:?} {}", token.kind, &text[token.span().range()]);
    let all: Vec<String> = tokens(text).into_iter().map(show).collect();
    all.join(" | ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text:?}");
}

/// The whole text is one token of this kind.
#[track_caller]
fn check_one(kind: Kind, texts: &[&str]) {
    for text in texts {
        let found = tokens(text);
        assert_eq!(found.len(), 1, "{text:?}: {}", shown(text));
        assert_eq!(
            (found[0].kind, found[0].span().len()),
            (kind, text.len()),
            "{text:?}"
        );
    }
}

#[test]
fn literals_and_names_of_every_kind() {
    check_one(
        Kind::Ident,
        &["a", "_", "r#match", "größe", "r", "br", "日本", "r#é"],
    );
    check_one(Kind::Lifetime, &["'a", "'static", "'_", "'r#fn", "'ä1"]);
    check_one(
        Kind::Number,
        &[
            "1",
            "0x6_5u16",
            "1_01i32",
            "1.5",
            "1.",
            "1e5",
            "1e-5",
            "2.5E+10_f64",
            "0b11",
            "101usize",
        ],
    );
    check_one(
        Kind::String,
        &[
            "\"\"",
            "\"a\\\"b\"",
            "\"a\nb\"",
            "b\"x\\\\\"",
            "c\"x\"",
            "r\"\\\"",
            "r#\"a\"b\"#",
            "br##\"\"#\"##",
            "cr#\"\"#",
            "\"é\"",
        ],
    );
    check_one(
        Kind::Char,
        &[
            "'a'",
            "'\\''",
            "'\\\\'",
            "'\\u{1F600}'",
            "'é'",
            "b'x'",
            "b'\\n'",
            "'\"'",
        ],
    );
    check_one(
        Kind::Comment,
        &[
            "// x",
            "/// x",
            "/* a /* b */ c */",
            "/**/",
            "/***/",
            "/* open /* */",
            "#!/usr/bin/env run",
        ],
    );
}

#[test]
fn numbers_end_where_methods_and_ranges_begin() {
    check("1..2", "Number 1 | Range .. | Number 2");
    check("100..=199", "Number 100 | Range ..= | Number 199");
    check(
        "1.max(2)",
        "Number 1 | Dot . | Ident max | ParenOpen ( | Number 2 | ParenClose )",
    );
    check("t.0.1", "Ident t | Dot . | Number 0 | Dot . | Number 1");
    check("-1", "Minus - | Number 1");
    check("0xe+1", "Number 0xe | Operator + | Number 1");
    check(
        "1.0.abs()",
        "Number 1.0 | Dot . | Ident abs | ParenOpen ( | ParenClose )",
    );
}

#[test]
fn quotes_open_characters_or_lifetimes() {
    check("&'a str", "Ampersand & | Lifetime 'a | Ident str");
    check("'a: loop", "Lifetime 'a | Colon : | Ident loop");
    check(
        "f::<'a,'b>('c')",
        "Ident f | PathSep :: | Less < | Lifetime 'a | Comma , | Lifetime 'b | Greater > | ParenOpen ( | Char 'c' | ParenClose )",
    );
    check("'", "Unknown '");
    check("'\\n", "Unknown ' | Unknown \\ | Ident n");
}

#[test]
fn operators_are_as_long_as_they_can_be() {
    check(
        "== != <= >= => -> :: ..= ... .. && || | & <<= >>= << >> += = ! - * ? % @ $",
        "Compare == | Compare != | Compare <= | Compare >= | FatArrow => | ThinArrow -> | PathSep :: | Range ..= | \
         Range ... | Range .. | And && | Or || | Pipe | | Ampersand & | Update <<= | Update >>= | ShiftLeft << | \
         ShiftRight >> | Update += | Assign = | Not ! | Minus - | Star * | Question ? | Operator % | At @ | Dollar $",
    );
}

#[test]
fn the_start_of_a_file_may_be_a_shebang_line() {
    check("#!/bin/sh\nfn", "Comment #!/bin/sh | Ident fn");
    check("\u{feff}#!/bin/sh\r\nfn", "Comment #!/bin/sh | Ident fn");
    check(
        "#![x]",
        "Pound # | Not ! | BracketOpen [ | Ident x | BracketClose ]",
    );
    check(
        "#! [x]",
        "Pound # | Not ! | BracketOpen [ | Ident x | BracketClose ]",
    );
    check("a #!", "Ident a | Pound # | Not !");
    check("\u{feff}a\r\n// b\r\nc", "Ident a | Comment // b | Ident c");
}

#[test]
fn what_never_closes_costs_a_character() {
    check("\"a b", "Unknown \" | Ident a | Ident b");
    check(
        "r#\"a b",
        "Ident r | Pound # | Unknown \" | Ident a | Ident b",
    );
    check("b\"a", "Ident b | Unknown \" | Ident a");
    check("b'", "Ident b | Unknown '");
    check("r##x", "Ident r | Pound # | Pound # | Ident x");
    check("\u{1}§", "Unknown \u{1} | Unknown §");
}

#[test]
fn a_part_is_read_by_itself() {
    let text = "é \"a 101 b\"";
    let part = Span::new(text.find('a').expect("a"), text.find('b').expect("b"));
    let mut lexer = Lexer::over(text, part);
    let found: Vec<&str> = std::iter::from_fn(|| lexer.next())
        .map(|token| &text[token.span().range()])
        .collect();
    assert_eq!(found, ["a", "101"]);
}

const SOURCE: &str = r###"#!/usr/bin/env x
use a::{b as c, *}; // ünd
/* x /* y */ */ fn f<'a>(x: &'a str, r#in: u8) -> Option<i64> {
    let s = r#"a"b"#; let t = b"\"é"; let c = '\u{1F600}';
    assert_eq!(r.code(), Some(-1_01_i32), "{r:?}"); x.0.1 <<= 1..=2;
    match x { 100..=199 | 'a'..='z' if y != 1.5e-3 => (), _ => {} }
}"###;

#[test]
fn any_piece_of_a_source_is_read() {
    for (at, _) in SOURCE.char_indices() {
        holds(&SOURCE[..at]);
        holds(&SOURCE[at..]);
    }
}

/// Tokens are whole characters, in order, and leave out blanks alone.
#[track_caller]
fn holds(text: &str) {
    let mut end = 0;
    for token in tokens(text) {
        let between = &text[end..token.start as usize];
        assert!(
            between
                .chars()
                .all(|char| char.is_whitespace() || "\u{feff}\u{200e}\u{200f}".contains(char)),
            "{between:?} of {text:?}"
        );
        assert!(token.end > token.start, "{text:?}");
        end = token.end as usize;
    }
    assert!(
        text[end..]
            .chars()
            .all(|char| char.is_whitespace() || "\u{feff}\u{200e}\u{200f}".contains(char)),
        "{text:?}"
    );
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_mixture_of_marks_is_read(text in "[rbc#\"'\\\\/*a0.é\n<>=|&:-]{0,60}") {
        holds(&text);
    }
}
