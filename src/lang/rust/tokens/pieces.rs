//! A text in pieces that all languages share, for whoever asks about a place that is no fact.

use super::lexer::{Kind, Lexer};
use crate::model::pieces::{Piece, PieceKind};

/// Every token of a text, comments included.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut lexer = Lexer::new(text);
    let mut pieces = Vec::new();
    while let Some(token) = lexer.next() {
        pieces.push(Piece {
            kind: kind(token.kind),
            span: token.span(),
        });
    }
    pieces
}

fn kind(kind: Kind) -> PieceKind {
    match kind {
        Kind::Ident => PieceKind::Word,
        Kind::Number => PieceKind::Number,
        Kind::String | Kind::Char => PieceKind::Text,
        Kind::Comment => PieceKind::Comment,
        kind if kind.opens() => PieceKind::Open,
        kind if kind.closes() => PieceKind::Close,
        Kind::Comma => PieceKind::Comma,
        _ => PieceKind::Mark,
    }
}
