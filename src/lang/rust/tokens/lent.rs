//! What a source says to those that import from it: everything but tests that keep to themselves.
//!
//! `#[cfg(test)] mod tests { .. }` is often the larger half of a file. Where nothing in it is `pub` or given to a type, no
//! other file can name any of it.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::brackets::partners;
use super::lexer::{Kind, Lexer, Token};

/// The text with blanks in the place of such modules: what stands beside them stays where it is.
pub fn lent(text: &str) -> Cow<'_, str> {
    if memmem::find(text.as_bytes(), b"test").is_none() {
        return Cow::Borrowed(text);
    }
    let tests = Tokens::of(text).test_modules();
    if tests.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut lent = String::with_capacity(text.len());
    let mut kept = 0;
    for module in tests {
        lent.push_str(text.get(kept..module.start).unwrap_or_default());
        let bytes = text.as_bytes().get(module.clone()).unwrap_or_default();
        lent.extend(bytes.iter().map(|byte| match byte {
            b'\n' | b'\r' => char::from(*byte),
            _ => ' ',
        }));
        kept = module.end;
    }
    lent.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(lent)
}

/// The tokens of a text, comments aside.
struct Tokens<'a> {
    text: &'a [u8],
    all: Vec<Token>,
    /// As `brackets` has them.
    partners: Vec<usize>,
}

impl<'a> Tokens<'a> {
    fn of(text: &'a str) -> Self {
        let mut lexer = Lexer::new(text);
        let tokens = std::iter::from_fn(|| lexer.next());
        let all: Vec<Token> = tokens.filter(|token| token.kind != Kind::Comment).collect();
        Self {
            text: text.as_bytes(),
            partners: partners(&all),
            all,
        }
    }

    /// Where test modules stand, from the first of their attributes to their closing brace, in order.
    fn test_modules(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(token) = self.all.get(at) {
            if token.kind != Kind::Pound {
                at += 1;
                continue;
            }
            let (is_test, item) = self.attributes(at);
            let body = self.module(item).filter(|_| is_test);
            let last = body.and_then(|body| {
                self.closing(body)
                    .filter(|last| self.keeps_to_itself(body..*last))
            });
            match last {
                Some(last) => {
                    found.push(token.start as usize..self.end(last));
                    at = last + 1;
                }
                None => at = item.max(at + 1),
            }
        }
        found
    }

    /// The attributes that begin there: whether one is `#[cfg(test)]`, and where the item stands that they are of.
    fn attributes(&self, mut at: usize) -> (bool, usize) {
        let mut is_test = false;
        while self.kinds(at, [Kind::Pound, Kind::BracketOpen]) {
            let Some(last) = self.closing(at + 1) else {
                break;
            };
            is_test |= self.is_cfg_test(at + 2..last);
            at = last + 1;
        }
        (is_test, at)
    }

    fn is_cfg_test(&self, inside: Range<usize>) -> bool {
        let tokens = self.all.get(inside).unwrap_or_default();
        let words = tokens.iter().map(|token| token.bytes(self.text));
        let known: [&[u8]; 4] = [b"cfg", b"(", b"test", b")"];
        words.eq(known)
    }

    /// Whether nothing inside is visible from outside: tests of other files may call what is `pub`, and what a type gets.
    fn keeps_to_itself(&self, mut inside: Range<usize>) -> bool {
        inside.all(|at| !self.is_word(at, b"pub") && !self.is_word(at, b"impl"))
    }

    /// The brace that a module's body begins with, where a module stands there.
    fn module(&self, mut at: usize) -> Option<usize> {
        if self.is_word(at, b"pub") {
            at += 1;
            if self.kinds(at, [Kind::ParenOpen]) {
                at = self.closing(at)? + 1;
            }
        }
        let body = at + 2;
        let is_module =
            self.is_word(at, b"mod") && self.kinds(at + 1, [Kind::Ident, Kind::BraceOpen]);
        is_module.then_some(body)
    }

    /// The bracket that closes the one there.
    fn closing(&self, open: usize) -> Option<usize> {
        self.partners.get(open).copied().filter(|last| *last > open)
    }

    fn kinds<const N: usize>(&self, at: usize, kinds: [Kind; N]) -> bool {
        let tokens = self.all.get(at..at + N).unwrap_or_default();
        tokens.iter().map(|token| token.kind).eq(kinds)
    }

    fn is_word(&self, at: usize, word: &[u8]) -> bool {
        self.all
            .get(at)
            .is_some_and(|token| token.bytes(self.text) == word)
    }

    fn end(&self, at: usize) -> usize {
        self.all.get(at).map_or(0, |token| token.end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts of a text: of every second one, blanks are lent.
    #[track_caller]
    fn check(parts: &[&str]) {
        let blank = |part: &str| {
            part.bytes()
                .map(|byte| if byte < b' ' { byte } else { b' ' })
                .collect()
        };
        let lent_part = |(at, part): (usize, &&str)| match at % 2 {
            0 => part.as_bytes().to_vec(),
            _ => blank(part),
        };
        let expected: Vec<u8> = parts.iter().enumerate().flat_map(lent_part).collect();
        assert_eq!(lent(&parts.concat()).as_bytes(), expected, "{parts:?}");
    }

    #[test]
    fn test_modules_are_blanks() {
        check(&[
            "fn f() {}\n",
            "#[cfg(test)]\nmod tests { a }",
            "\nfn g() {}",
        ]);
        check(&["", "#[cfg(test)] pub(crate) mod t { '}' \"}\" { } }", " x"]);
        check(&["", "#[allow(x)] #[cfg( test )] /* é */ #[b] mod t {}", " x"]);
        check(&["mod a { ", "#[cfg(test)] mod t { }", " } x"]);
        check(&[
            "é ",
            "#[cfg(test)] mod a {}",
            " ",
            "#[cfg(test)] mod b { é }",
            "\r\n",
        ]);
    }

    #[test]
    fn anything_else_stays() {
        for text in [
            "mod tests { }",
            "#[cfg(not(test))] mod a { }",
            "#[cfg(any(test, x))] mod a { }",
            "#[cfg(test)] mod tests;",
            "#[cfg(test)] fn f() { }",
            "#[cfg(test)] mod tests { (",
            "#[cfg(test) mod tests { }",
            "// #[cfg(test)]\nmod a { }",
            "#[cfg(test)] use a; mod b { }",
            "#[cfg(test)] mod a { pub fn f() {} }",
            "#[cfg(test)] mod a { impl super::T for super::R { const C: i32 = 1; } }",
            "#[cfg(test)] mod a { mod b { pub(crate) const C: i32 = 1; } }",
            "#![cfg(test)] mod a { }",
            "#",
            "#[cfg(test)]",
        ] {
            assert!(matches!(lent(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_lent_has_the_same_places(text in "([ {}\\[\\]()é\n]|#\\[cfg\\(test\\)\\]|mod a \\{|\"|#)*") {
            let lent = lent(&text);
            proptest::prop_assert_eq!(lent.len(), text.len());
            let same = lent.bytes().zip(text.bytes()).all(|(one, other)| one == other || one == b' ');
            proptest::prop_assert!(same);
        }
    }
}
