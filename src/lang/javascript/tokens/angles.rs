//! Angle brackets of TypeScript where an operand is due: casts (`<T>x`) and type parameters (`<T>(x) => y`).
//!
//! They say nothing of values, and in a file that may hold JSX they would begin an element. Without them, and only without
//! them, one grammar reads both kinds of files.

use super::lexer::{Kind, Lexer};
use crate::model::source::Span;

/// Bytes that a list of types between two angle brackets may have.
const LONGEST: usize = 4096;

/// Such angle brackets with what is between them, in the order of the text; none that are never closed.
pub fn angles(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return found;
    }
    let mut lexer = Lexer::new(text);
    let mut asynchronous = false;
    loop {
        let due = asynchronous || !lexer.after_operand();
        let Some(token) = lexer.next() else {
            return found;
        };
        asynchronous = token.bytes(text.as_bytes()) == b"async";
        let opens = due && token.kind == Kind::Compare && token.bytes(text.as_bytes()) == b"<";
        if !opens || found.last().is_some_and(|last| last.contains(token.span())) {
            continue;
        }
        if let Some(end) = closed(text.as_bytes(), token.end as usize) {
            found.push(Span::new(token.start as usize, end));
        }
    }
}

/// Where the bracket that was opened before `start` is closed: behind its partner.
fn closed(bytes: &[u8], start: usize) -> Option<usize> {
    let near = bytes.get(start..bytes.len().min(start + LONGEST))?;
    let (mut angles, mut others) = (1_usize, 0_usize);
    for (at, byte) in near.iter().enumerate() {
        match byte {
            b'<' => angles += 1,
            // The arrow of a function's type.
            b'>' if at > 0 && near[at - 1] == b'=' => {}
            b'>' => angles -= 1,
            b'(' | b'[' | b'{' => others += 1,
            b')' | b']' | b'}' => others = others.checked_sub(1)?,
            b';' if others == 0 => return None,
            _ => {}
        }
        if angles == 0 {
            return (others == 0).then_some(start + at + 1);
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
        check("a = ~<{ b: number; c: string }>~{};");
    }

    #[test]
    fn what_stands_behind_an_operand() {
        check("if (a < b && c > d) {}");
        check("f<number>(g); new Map<string, Array<number>>(); class A<T> extends B<T> {}");
        check("function f<T>(x: T) {} const a: Array<number> = b;");
        check("for (let i = 0; i < n; i++) {} this < a; a[0] < b; f() < g;");
        check("a = < b; c > d");
        check("a = <");
    }
}
