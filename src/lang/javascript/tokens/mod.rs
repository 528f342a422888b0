//! JavaScript and TypeScript as tokens: fast, and tolerant of any input.
//!
//! `lexer` cuts the text, `trace` says whether the code speaks of Parse, `scan` whether a tree is worth while, `facts`
//! reads what tokens alone can tell. `angles` finds what one of the grammars cannot read. `words` knows single words;
//! `frame`, `names`, `sites` and `callees` belong to `scan`. Scopes, bindings and everything else that needs a tree is for
//! `tree`, the next room.

mod lexer;
mod words;
mod scan;
mod frame;
mod names;
mod sites;
mod callees;
mod facts;
mod pieces;
mod trace;
mod angles;

use memchr::memmem;

pub use angles::angles;
pub use facts::facts;
pub(crate) use facts::facts_in;
pub(crate) use lexer::{Kind, Lexer, Token};
pub use pieces::pieces;
pub use scan::scan;
pub use trace::names_parse;

#[cfg(test)]
mod speed;

/// A text without the source map that a compiler left at its end, which is as long as the code and costs as much.
pub(crate) fn code(text: &[u8]) -> &[u8] {
    const MARK: &[u8] = b"\n//# sourceMappingURL=data:";
    match memmem::rfind(text, MARK) {
        Some(at) if !text[at + 1..].trim_ascii_end().contains(&b'\n') => &text[..at],
        _ => text,
    }
}

/// The same of a text that is known to be UTF-8.
pub(crate) fn code_of(text: &str) -> &str {
    &text[..code(text.as_bytes()).len()]
}
