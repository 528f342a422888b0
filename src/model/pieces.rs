//! A source in pieces: its tokens in one vocabulary for all languages, for questions about places that are no facts.
//!
//! A front end reports as facts where a code may stand. Whoever asks about any other number learns from the pieces around
//! it where that stands.

use super::source::Span;

/// A token, in the order of the text; blanks are in none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub kind: PieceKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A name or a keyword.
    Word,
    /// A number, without its sign.
    Number,
    /// A string with its quotes, a part of a template, a regular expression, the text of a page.
    Text,
    /// With its marks.
    Comment,
    /// An opening bracket of any kind.
    Open,
    Close,
    Comma,
    /// An operator or any other mark.
    Mark,
}
