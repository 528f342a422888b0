//! JavaScript and TypeScript as tokens: fast, and tolerant of any input.
//!
//! `lexer` cuts the text, `scan` says whether a tree is worth while, `facts` reads what tokens alone can tell. `words`
//! knows single words, `frame`, `names` and `sites` belong to `scan`. Scopes, bindings and everything else that needs
//! a tree is for `tree`, the next room.

mod lexer;
mod words;
mod scan;
mod frame;
mod names;
mod sites;
mod facts;

pub use facts::facts;
pub(crate) use facts::facts_in;
pub use scan::scan;
