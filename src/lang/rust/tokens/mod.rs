//! Rust as tokens: fast, and tolerant of any input.
//!
//! `lexer` cuts the text, and `brackets` knows which brackets belong together. `trace` says whether the code speaks of
//! Parse, `scan` whether a tree is worth while. `facts` reads what tokens alone can tell, `lent` leaves out what other
//! files cannot see. `words` knows single words. Scopes, locals and everything else that needs a tree is for `tree`, the
//! next room.

mod lexer;
mod brackets;
mod words;
mod scan;
mod facts;
mod lent;
mod pieces;
mod trace;

pub use facts::facts;
pub(super) use facts::{comments, facts_in};
pub use lent::lent;
pub use pieces::pieces;
pub use scan::scan;
pub use trace::names_parse;

#[cfg(test)]
mod speed;
