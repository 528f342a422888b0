//! Member paths as they are read, a name at a time.

use super::super::lexer::Kind;
use crate::model::facts::Expr;
use crate::model::source::Span;

/// Names beyond this many are not kept: nobody writes them, and expressions nest.
const LONGEST: usize = 24;

/// `a.b.c`: the places of its names, or of those behind something that is no name.
#[derive(Clone, Debug)]
pub(super) struct Path {
    names: Vec<Span>,
    /// It begins with something else than a name.
    opaque: bool,
    /// More names may follow.
    open: bool,
    /// What stands before it.
    pub(super) opener: Kind,
}

impl Default for Path {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            opaque: true,
            open: false,
            opener: Kind::Unknown,
        }
    }
}

/// Whether a path may go on behind this token.
pub(super) fn continues(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Dot | Kind::ParenOpen | Kind::BracketOpen | Kind::Not
    )
}

impl Path {
    pub(super) fn begin(name: Span, opener: Kind) -> Self {
        Self {
            names: vec![name],
            opaque: false,
            open: true,
            opener,
        }
    }

    /// What a bracket left: members may follow, names are not known.
    pub(super) fn unknown() -> Self {
        Self::default()
    }

    pub(super) fn member(&mut self, name: Span) {
        if self.names.len() >= LONGEST {
            self.opaque();
        }
        self.names.push(name);
        self.open = true;
    }

    /// What was read so far is no path of names.
    pub(super) fn opaque(&mut self) {
        self.names.clear();
        self.opaque = true;
        self.open = true;
    }

    pub(super) fn close(&mut self) {
        self.open = false;
    }

    /// Parentheses around it are closed: members may follow.
    pub(super) fn reopen(&mut self) {
        self.open = true;
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn is_opaque(&self) -> bool {
        self.opaque
    }

    pub(super) fn root(&self) -> Option<Span> {
        self.names.first().copied().filter(|_| !self.opaque)
    }

    pub(super) fn last_two(&self) -> Option<(Span, Span)> {
        match self.names.as_slice() {
            [.., before, last] => Some((*before, *last)),
            _ => None,
        }
    }

    /// From its first name to its last.
    pub(super) fn span(&self) -> Span {
        match (self.names.first(), self.names.last()) {
            (Some(first), Some(last)) => Span {
                start: first.start,
                end: last.end,
            },
            _ => Span::default(),
        }
    }

    /// A member `code` of something.
    pub(super) fn is_code(&self, bytes: &[u8]) -> bool {
        let member = self.names.len() > 1 || self.opaque;
        let last = self.names.last().and_then(|last| bytes.get(last.range()));
        member && last == Some(b"code")
    }

    /// .. and nothing has followed it yet.
    pub(super) fn is_closed_code(&self, bytes: &[u8]) -> bool {
        self.open && self.is_code(bytes)
    }

    pub(super) fn expr(&self, text: &str) -> Expr {
        let name = |span: &Span| text.get(span.range()).unwrap_or_default();
        let mut names = self.names.iter();
        let root = if self.opaque { None } else { names.next() };
        let root = match root.map(name) {
            None => Expr::Opaque,
            Some("this") => Expr::This,
            Some("super") => Expr::Super,
            Some(root) => Expr::Name(root.to_owned()),
        };
        names.fold(root, |base, member| base.member(name(member)))
    }
}
