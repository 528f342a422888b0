//! Angle brackets of TypeScript where an operand is due: casts (`<T>x`) and type parameters (`<T>(x) => y`).
//!
//! No value depends on them, and where JSX may stand they would begin an element. One grammar reads files with JSX and
//! files without, if these brackets are blanked out for it.

use super::lexer::{Kind, Lexer, Token};
use crate::model::source::Span;

/// Bytes that a list of types between two angle brackets may have.
const LONGEST: usize = 4096;

/// Such angle brackets and what they enclose, in the order of the text, of a source without JSX. Doubt means none: what
/// is left out may be a syntax error, and what is taken for one is lost.
pub fn angles(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found: Vec<Span> = Vec::new();
    if memchr::memchr(b'<', bytes).is_none() {
        return found;
    }
    let mut lexer = Lexer::without_jsx(text);
    let mut before = Token::NONE;
    // `x!` is an operand, as `x` is.
    let mut asserted = false;
    loop {
        let ended = asserted || lexer.after_operand();
        let Some(token) = lexer.next() else {
            return found;
        };
        if token.kind == Kind::Comment {
            continue;
        }
        asserted = token.kind == Kind::Not && ended;
        let function = std::mem::replace(&mut before, token).bytes(bytes) == b"async";
        let open = match token.bytes(bytes) {
            b"<" => 1,
            b"<<" => 2,
            _ => continue,
        };
        let inside = found.last().is_some_and(|last| last.contains(token.span()));
        if inside || ended && !function {
            continue;
        }
        let Some(end) = closed(bytes, token.end as usize, open) else {
            continue;
        };
        let called = bytes[end..].trim_ascii_start().starts_with(b"(");
        if !function || called {
            found.push(Span::new(token.start as usize, end));
        }
    }
}

/// Where brackets that were opened before `start` are all closed: behind the last of them. `None` where what stands
/// between is no type.
fn closed(bytes: &[u8], start: usize, open: usize) -> Option<usize> {
    let near = bytes.get(start..bytes.len().min(start + LONGEST))?;
    if near.trim_ascii_start().first()?.is_ascii_digit() {
        return None;
    }
    let (mut angles, mut others) = (open, 0_usize);
    let mut at = 0;
    while let Some(byte) = near.get(at) {
        let rest = &near[at..];
        match byte {
            b'"' | b'\'' | b'`' => at += 1 + memchr::memchr(*byte, &rest[1..])?,
            b'/' if rest.starts_with(b"/*") => at += 1 + memchr::memmem::find(rest, b"*/")?,
            b'=' if rest.starts_with(b"=>") => at += 1,
            b'<' => angles += 1,
            b'>' => angles -= 1,
            b'(' | b'[' | b'{' => others += 1,
            b')' | b']' | b'}' => others = others.checked_sub(1)?,
            b';' | b'?' if others == 0 => return None,
            b'&' | b'|' | b'=' if rest.get(1) == Some(byte) => return None,
            _ => {}
        }
        at += 1;
        if angles == 0 {
            return (others == 0).then_some(start + at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `~` stands around each.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace('~', "");
        let parts = angles(&text).into_iter();
        let found: Vec<_> = parts.map(|span| &text[span.range()]).collect();
        let expected: Vec<_> = marked.split('~').skip(1).step_by(2).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn casts_and_parameters_of_types() {
        check("const a = ~<any>~window.b;");
        check("~<any>~window.b();");
        check("throw new E(~<number>~404);");
        check("const f = ~<T>~(x: T): T => x;");
        check("const f = async ~<T extends Record<string, number[]>>~(x: T) => x;");
        check("const f = ~<T extends (a: string) => void>~(x: T) => x;");
        check("type F = ~<T>~(x: T) => T; interface G { ~<T>~(x: T): T; new ~<T>~(x: T): T }");
        check("a = ~<{ b: number; c?: string }>~{};");
        check("f(~<<T>(x: T) => T>~y); throw ~<{ code: ')', b: '>' }>~e; a = ~<F /* > */>~b;");
        check("const a = ~<any>~{ b: '</any>' };");
    }

    #[test]
    fn what_stands_behind_an_operand() {
        check("if (a < b && c > d) {}");
        check("f<number>(g); new Map<string, Array<number>>(); class A<T> extends B<T> {}");
        check("function f<T>(x: T) {} const a: Array<number> = b;");
        check("for (let i = 0; i < n; i++) {} this < a; a[0] < b; f() < g;");
        check("a = < b; c > d");
        check(
            "if (x! < 5 || y! > 3) {} a ? b! < c : d! > e; async < b && c > (d); of < 5 || a > 3",
        );
        check("a = <");
    }
}
