//! Tables of tokens, hostile texts, and what holds of any text.

use proptest::prelude::*;

use super::*;

fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer::new(text);
    std::iter::from_fn(|| lexer.next()).collect()
}

/// The tokens' texts, without blanks and comments, each with a letter for the kinds that look alike.
fn shown(text: &str) -> Vec<String> {
    let show = |token: &Token| {
        let piece = &text[token.span().range()];
        match token.kind {
            Kind::Regex => format!("regex {piece}"),
            Kind::JsxText => format!("text {piece}"),
            Kind::Unknown => format!("? {piece}"),
            _ => piece.to_owned(),
        }
    };
    tokens(text)
        .iter()
        .filter(|token| token.kind != Kind::Comment)
        .map(show)
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn names_and_numbers() {
    check(
        "a $b _c #d \u{e9}t\u{e9} \\u0061b \\u{61}c",
        &[
            "a",
            "$b",
            "_c",
            "#d",
            "\u{e9}t\u{e9}",
            "\\u0061b",
            "\\u{61}c",
        ],
    );
    check(
        "1 0x65 0o7 0b1 50_035 10n",
        &["1", "0x65", "0o7", "0b1", "50_035", "10n"],
    );
    check(
        "1.5 .5 1e-7 1.e+3 1..a 1...b",
        &[
            "1.5", ".5", "1e-7", "1.e+3", "1.", ".", "a", "1", "...", "b",
        ],
    );
    check("a-1+2", &["a", "-", "1", "+", "2"]);
    check("\u{feff}a\u{a0}b\u{2028}c", &["a", "b", "c"]);
    check("#!/usr/bin/env node\na", &["a"]);
    check("a # b", &["a", "? #", "b"]);
    check("\u{20ac}\u{1f600}", &["? \u{20ac}", "? \u{1f600}"]);
}

#[test]
fn operators_are_as_long_as_they_can_be() {
    check("a===b!==c", &["a", "===", "b", "!==", "c"]);
    check(
        "a??=b||=c&&=d??e?.f?.5:1",
        &[
            "a", "??=", "b", "||=", "c", "&&=", "d", "??", "e", "?.", "f", "?", ".5", ":", "1",
        ],
    );
    check(
        "a>>>=b>>>c>>=d<<e**=f=>g",
        &[
            "a", ">>>=", "b", ">>>", "c", ">>=", "d", "<<", "e", "**=", "f", "=>", "g",
        ],
    );
    check("a++ - --b", &["a", "++", "-", "--", "b"]);
}

#[test]
fn strings_end_on_their_line() {
    check(r#"'a' "b\"c" 'd\\'"#, &["'a'", r#""b\"c""#, r"'d\\'"]);
    check("'a\\\nb' c", &["'a\\\nb'", "c"]);
    check("'a\\\r\nb' c", &["'a\\\r\nb'", "c"]);
    check("'abc\nd'e'", &["? '", "abc", "d", "? '", "e", "? '"]);
    check("x = 'abc", &["x", "=", "? '", "abc"]);
    check("return'x'", &["return", "'x'"]);
}

#[test]
fn templates_nest() {
    check("`a` b", &["`a`", "b"]);
    check("`a${b}c${d}e` f", &["`a${", "b", "}c${", "d", "}e`", "f"]);
    check("`${`${a}`}`", &["`${", "`${", "a", "}`", "}`"]);
    check(
        "`${{a: {}}}` b",
        &["`${", "{", "a", ":", "{", "}", "}", "}`", "b"],
    );
    check("`\\`$\\${` a", &["`\\`$\\${`", "a"]);
    check("` never closed 101", &["? `", "never", "closed", "101"]);
    check("`a${b", &["`a${", "b"]);
    check(
        "`a${b} never closed",
        &["`a${", "b", "}", "never", "closed"],
    );
}

#[test]
fn a_slash_divides_or_opens_a_regular_expression() {
    check("a / b / c", &["a", "/", "b", "/", "c"]);
    check(
        "x = /a'b/g.test(y)",
        &["x", "=", "regex /a'b/g", ".", "test", "(", "y", ")"],
    );
    check("return /[/]'/", &["return", "regex /[/]'/"]);
    check(
        "x.return / 2 / 3",
        &["x", ".", "return", "/", "2", "/", "3"],
    );
    check(
        "if (a) /'/.test(b)",
        &["if", "(", "a", ")", "regex /'/", ".", "test", "(", "b", ")"],
    );
    check("f(a) / 2 / 3", &["f", "(", "a", ")", "/", "2", "/", "3"]);
    check("a[0] / 2 / 3", &["a", "[", "0", "]", "/", "2", "/", "3"]);
    check(
        "{} /'/.test(b)",
        &["{", "}", "regex /'/", ".", "test", "(", "b", ")"],
    );
    check("x = {} / 2 / 3", &["x", "=", "{", "}", "/", "2", "/", "3"]);
    check(
        "x = (/never closed\n)",
        &["x", "=", "(", "/", "never", "closed", ")"],
    );
    check("a /= 2", &["a", "/=", "2"]);
    check("`${a}` / 2 / 3", &["`${", "a", "}`", "/", "2", "/", "3"]);
    check("a++ / 2 / 3", &["a", "++", "/", "2", "/", "3"]);
}

#[test]
fn comments_are_one_token() {
    let kinds = |text| {
        tokens(text)
            .iter()
            .map(|token| token.kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds("// a\nb"), [Kind::Comment, Kind::Ident]);
    for text in [
        "// a\rb",
        "// a\r\nb",
        "// \u{2027}\u{2028}b",
        "// \u{e9}\u{2029}b",
    ] {
        assert_eq!(kinds(text), [Kind::Comment, Kind::Ident], "{text:?}");
    }
    assert_eq!(
        kinds("/* a\n*/b/* c"),
        [Kind::Comment, Kind::Ident, Kind::Comment]
    );
    check("a //'\nb /*'*/ c", &["a", "b", "c"]);
}

#[test]
fn jsx_text_is_prose() {
    check(
        "x = <p>Don't {a} `quote`</p>; 'b'",
        &[
            "x",
            "=",
            "<",
            "p",
            ">",
            "text Don't ",
            "{",
            "a",
            "}",
            "text  `quote`",
            "</p>",
            ";",
            "'b'",
        ],
    );
    check(
        "<A b='c\nd' e={f}/>, 1",
        &[
            "<", "A", "b", "=", "'c\nd'", "e", "=", "{", "f", "}", "/>", ",", "1",
        ],
    );
    check(
        "<><b>1</b></>, 2",
        &["<", ">", "<", "b", ">", "text 1", "</b>", "</>", ",", "2"],
    );
    check(
        "<a-b.c:d>x</a-b.c:d> / 2",
        &["<", "a-b.c:d", ">", "text x", "</a-b.c:d>", "/", "2"],
    );
    check(
        "<p>see https://x.y {a}</p>",
        &[
            "<",
            "p",
            ">",
            "text see https://x.y ",
            "{",
            "a",
            "}",
            "</p>",
        ],
    );
    check(
        "<div><br></div>'a'",
        &["<", "div", ">", "<", "br", ">", "</div>", "'a'"],
    );
    check(
        "<T<U> a>b</T>",
        &["<", "T", "? <U>", "a", ">", "text b", "</T>"],
    );
    check("<p>{/* c */}</p>", &["<", "p", ">", "{", "}", "</p>"]);
}

#[test]
fn types_in_angle_brackets_are_no_jsx() {
    check(
        "x = <T>(a: T) => 'b'",
        &[
            "x", "=", "<", "T", ">", "(", "a", ":", "T", ")", "=>", "'b'",
        ],
    );
    check(
        "x = <T extends U>(a) => a",
        &[
            "x", "=", "<", "T", "extends", "U", ">", "(", "a", ")", "=>", "a",
        ],
    );
    check(
        "x = <any>y; '</z>'",
        &["x", "=", "<", "any", ">", "y", ";", "'</z>'"],
    );
    check("a < b > c", &["a", "<", "b", ">", "c"]);
    check("f<T>(1)", &["f", "<", "T", ">", "(", "1", ")"]);
}

#[test]
fn an_apostrophe_in_prose_costs_one_character() {
    check("Don't 'a'", &["Don", "? '", "t", "'a'"]);
}

#[test]
fn brackets_that_do_not_match_cost_nothing_else() {
    check("`${(}` a", &["`${", "(", "}`", "a"]);
    check("} a `b${ ]}c`", &["}", "a", "`b${", "]", "}c`"]);
}

#[test]
fn a_part_of_a_text_keeps_its_offsets() {
    let text = "aa 'b' cc";
    let mut lexer = Lexer::over(text, Span::new(3, 6));
    let found: Vec<_> = std::iter::from_fn(|| lexer.next())
        .map(|token| &text[token.span().range()])
        .collect();
    assert_eq!(found, ["'b'"]);
}

/// Inputs on which a careless search starts again and again.
#[test]
fn hostile_texts_take_linear_time() {
    const TIMES: usize = 100_000;
    for piece in [
        "'\\", "\"\\'", "`${", "`\\", "=/[", "=/\\", "(/", "<a ", "<a b", "=<a>", "<></", "{<a>",
        "}", "`${{", "({[", "/*", "${", "a<b>", "'", "`", "<a<", "\\u{", "#", "</a>",
    ] {
        let text = piece.repeat(TIMES);
        let started = std::time::Instant::now();
        let count = tokens(&text).len();
        assert!(count > 0, "{piece}");
        assert!(
            started.elapsed().as_secs() < 20,
            "{piece}: {:?}",
            started.elapsed()
        );
    }
}

/// The closing tags stand far away from each tag, under one name or in turn under several.
#[test]
fn closing_tags_far_away_are_looked_for_in_linear_time() {
    const DEEP: usize = 200_000;
    for (open, close) in [
        ("<a>{", "}</a>"),
        ("<a b>{<c d>{", "}</c>}</a>"),
        ("<a>{<b>{<c>{<d>{", "}</d>}</c>}</b>}</a>"),
    ] {
        let text = format!("x={}101{};last", open.repeat(DEEP), close.repeat(DEEP));
        let started = std::time::Instant::now();
        assert!(tokens(&text).len() > DEEP, "{open}");
        let took = started.elapsed();
        assert!(took.as_secs() < 20, "{open}: {took:?}");
    }
}

#[test]
fn deep_nests_are_read_to_their_end() {
    const DEEP: usize = 100_000;
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("`${", "}`"),
        ("<a>", "</a>"),
        ("<a b={", "}></a>"),
    ] {
        let text = format!("x={}101{};last", open.repeat(DEEP), close.repeat(DEEP));
        let mut lexer = Lexer::new(&text);
        let mut deepest = 0;
        let mut last = Token::NONE;
        while let Some(token) = lexer.next() {
            deepest = deepest.max(lexer.depth());
            last = token;
        }
        assert!(deepest >= DEEP, "{open}");
        assert_eq!(lexer.depth(), 0, "{open}");
        assert_eq!(&text[last.span().range()], "last", "{open}");
    }
}

/// Texts made of what the lexer decides by.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "'",
        "\"",
        "`",
        "${",
        "}",
        "{",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "/",
        "*",
        "\\",
        "\n",
        "\r\n",
        "a",
        "if",
        "return",
        " ",
        "1",
        ".",
        "=",
        "</",
        "/>",
        "<a",
        "//",
        "\u{e9}",
        "\u{1f600}",
        "\u{2028}",
        "\u{feff}",
        "#",
        "?.",
        "u{61}",
        ";",
        ",",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

#[track_caller]
fn holds_together(text: &str) {
    let mut end = 0;
    for token in tokens(text) {
        let range = token.span().range();
        assert!(
            end <= range.start && range.start < range.end,
            "{text:?}: {token:?}"
        );
        assert!(text.get(range.clone()).is_some(), "{text:?}: {token:?}");
        let blank = |char: char| char.is_whitespace() || matches!(char, '\u{feff}');
        assert!(
            text[end..range.start].chars().all(blank),
            "{text:?}: a gap before {token:?}"
        );
        end = range.end;
    }
    assert!(
        text[end..]
            .chars()
            .all(|char| char.is_whitespace() || char == '\u{feff}'),
        "{text:?}: a tail"
    );
}

proptest! {
    #[test]
    fn any_text_is_cut_in_order_and_on_characters(text in any::<String>()) {
        holds_together(&text);
    }

    #[test]
    fn any_mixture_of_marks_is_cut_in_order_and_on_characters(text in pieces()) {
        holds_together(&text);
    }
}
