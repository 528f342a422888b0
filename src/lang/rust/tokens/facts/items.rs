//! Items: imports, constants, enums, and the attributes that say what is built for tests only.

use std::ops::Range;

use super::super::lexer::Kind;
use super::super::words;
use super::{Found, Reader};
use crate::model::facts::{
    Binding, Bound, Constant, Expr, Facts, Group, GroupKind, Operand, Site, Subject,
};
use crate::model::source::Span;

/// Tokens of one item's head at most, its brackets not counted.
const REACH: usize = 256;
/// Names that one `use` binds at most.
const MAX_NAMES: usize = 1024;
/// Segments of a path at most.
const MAX_SEGMENTS: usize = 32;

impl Reader<'_> {
    /// `const NAME: T = 101;`, `static NAME: Option<T> = Some(101);`
    pub(super) fn constant(&mut self, at: usize) {
        let name = at + 1 + usize::from(self.word_at(at + 1) == "mut");
        if self.kind(name) != Kind::Ident || self.kind(name + 1) != Kind::Colon {
            return;
        }
        let limit = self.tokens.len().min(at + REACH);
        let ends = |reader: &Self, at: usize| {
            matches!(reader.kind(at), Kind::Semicolon | Kind::Assign) || reader.kind(at).closes()
        };
        let Some(assign) = self.find(name + 2..limit, ends) else {
            return;
        };
        let Some(end) = self.find(assign + 1..limit, ends) else {
            return;
        };
        if self.kind(assign) != Kind::Assign {
            return;
        }
        let Some(found) = self.literal(assign + 1..end) else {
            return;
        };
        let text = self.word_at(name).to_owned();
        self.bind(name, &text, Bound::Opaque);
        let subject = Subject::Named {
            name: text,
            group: None,
        };
        self.emit(at, found, Site::Constant, subject);
    }

    fn bind(&mut self, at: usize, name: &str, value: Bound) {
        self.facts.bindings.push(Binding {
            name: name.to_owned(),
            scope: 0,
            span: self.span(at),
            value,
            annotation: None,
        });
    }

    /// `enum E { A = 101, .. }`
    pub(super) fn enumeration(&mut self, at: usize) {
        let name = self.word_at(at + 1).to_owned();
        let open = at + 2;
        if name.is_empty() || self.kind(open) != Kind::BraceOpen {
            return;
        }
        let variants = self.split(self.inside(open), Kind::Comma);
        let members: Vec<Constant> = variants
            .into_iter()
            .filter_map(|variant| self.variant(variant))
            .collect();
        if members.is_empty() {
            return;
        }
        let group = u32::try_from(self.facts.groups.len()).unwrap_or(u32::MAX);
        for member in &members {
            let found = Found {
                span: member.span,
                operand: Operand::Number(member.value),
            };
            let subject = Subject::Named {
                name: member.name.clone(),
                group: Some(group),
            };
            self.emit(at, found, Site::EnumMember, subject);
        }
        self.bind(at + 1, &name, Bound::Group(group));
        let end = self.behind(open) - 1;
        self.facts.groups.push(Group {
            name: Some(name),
            span: Span {
                start: self.span(at).start,
                end: self.span(end).end,
            },
            kind: GroupKind::Enum,
            members,
        });
    }

    /// `Name = 101`, behind attributes.
    fn variant(&self, variant: Range<usize>) -> Option<Constant> {
        let assign = self.find(variant.clone(), |reader, at| {
            reader.kind(at) == Kind::Assign
        })?;
        let name = assign
            .checked_sub(1)
            .filter(|name| *name >= variant.start)?;
        let found = self.literal(assign + 1..variant.end)?;
        let Operand::Number(value) = found.operand else {
            return None;
        };
        let text = self.word_at(name);
        (!text.is_empty()).then(|| Constant {
            name: text.to_owned(),
            name_span: self.span(name),
            span: found.span,
            value,
        })
    }

    /// `use a::b::{C as D, E, self, *};`
    pub(super) fn import(&mut self, at: usize) {
        let semicolon = |reader: &Self, at: usize| reader.kind(at) == Kind::Semicolon;
        let Some(end) = self.find(at + 1..self.tokens.len().min(at + REACH), semicolon) else {
            return;
        };
        let mut open = vec![(at + 1..end, None)];
        let mut names = 0;
        while let Some((tree, base)) = open.pop() {
            names += 1;
            if names > MAX_NAMES {
                return;
            }
            self.import_tree(tree, base, &mut open);
        }
    }

    fn import_tree(
        &mut self,
        tree: Range<usize>,
        base: Option<Expr>,
        open: &mut Vec<(Range<usize>, Option<Expr>)>,
    ) {
        let mut path = base;
        let (mut at, mut last) = (tree.start, tree.start);
        let mut segments = 0;
        while at < tree.end {
            segments += 1;
            match (self.kind(at), self.word_at(at)) {
                (Kind::PathSep, _) => {}
                (Kind::BraceOpen, _) => {
                    let inner = self.split(self.inside(at), Kind::Comma).into_iter();
                    open.extend(inner.rev().map(|tree| (tree, path.clone())));
                    return;
                }
                (Kind::Ident, "as") => {
                    let name = self.word_at(at + 1).to_owned();
                    return self.bind_import(at + 1, &name, path);
                }
                (Kind::Ident, "self") if path.is_some() => {}
                (Kind::Ident, name) if segments < 2 * MAX_SEGMENTS => {
                    path = Some(self.segment(path, name));
                    last = at;
                }
                _ => return,
            }
            at += 1;
        }
        let name = path.as_ref().and_then(last_segment).map(str::to_owned);
        self.bind_import(last, &name.unwrap_or_default(), path);
    }

    fn segment(&mut self, base: Option<Expr>, name: &str) -> Expr {
        match base {
            Some(base) => base.member(name),
            None => {
                let within = matches!(name, "crate" | "self" | "super");
                if !within && !self.facts.modules.iter().any(|known| known == name) {
                    self.facts.modules.push(name.to_owned());
                }
                Expr::Module(name.to_owned())
            }
        }
    }

    fn bind_import(&mut self, at: usize, name: &str, path: Option<Expr>) {
        if let Some(path) = path.filter(|_| !matches!(name, "" | "_")) {
            self.bind(at, name, Bound::Value(path));
        }
    }

    /// `#[test]`, `#[tokio::test]`, `#[cfg(test)]`: what follows is built for tests only.
    pub(super) fn attribute(&mut self, at: usize) {
        let open = at + 1;
        if self.kind(open) != Kind::BracketOpen {
            return;
        }
        let attribute = self.inside(open);
        let plain = self.word_at(attribute.end.saturating_sub(1)) == "test";
        let configured = self.word_at(attribute.start) == "cfg"
            && self.word_at(attribute.start + 2) == "test"
            && attribute.len() == 4;
        let called = attribute
            .clone()
            .any(|at| self.word_at(at) == "test" && self.kind(at.wrapping_sub(1)) == Kind::PathSep);
        if !plain && !configured && !called {
            return;
        }
        let ends =
            |reader: &Self, at: usize| matches!(reader.kind(at), Kind::BraceOpen | Kind::Semicolon);
        let behind = self.behind(open);
        let item = self.find(behind..self.tokens.len().min(behind + REACH), ends);
        let end = item.map_or(0, |item| self.behind(item));
        self.test_end = self.test_end.max(end);
    }
}

fn last_segment(path: &Expr) -> Option<&str> {
    match path {
        Expr::Module(name) => Some(name),
        path => path.last_name(),
    }
}

/// Paths whose first name nothing in the file binds begin with a crate.
pub(super) fn adopt_crates(facts: &mut Facts) {
    let bindings = &facts.bindings;
    let modules = &mut facts.modules;
    let mut adopt = |path: &mut Expr| {
        let is_path = matches!(path, Expr::Member(..) | Expr::Call { .. });
        let Some(root) = root_mut(path).filter(|_| is_path) else {
            return;
        };
        let Expr::Name(name) = root else { return };
        let bound = bindings.iter().any(|binding| binding.name == *name);
        if bound || words::is_capitalised(name.as_bytes()) {
            return;
        }
        if !matches!(name.as_str(), "crate" | "super") && !modules.contains(name) {
            modules.push(name.clone());
        }
        *root = Expr::Module(std::mem::take(name));
    };
    for code_use in &mut facts.uses {
        if let Operand::Path(path) = &mut code_use.operand {
            adopt(path);
        }
        if let Subject::Argument { callee, .. } = &mut code_use.subject {
            adopt(callee);
        }
        if let Subject::Field(field) = &mut code_use.subject
            && let crate::model::facts::Fate::Built { class } = &mut field.fate
        {
            adopt(class);
        }
    }
}

fn root_mut(mut path: &mut Expr) -> Option<&mut Expr> {
    loop {
        match path {
            Expr::Member(base, _) => path = base,
            Expr::Call { callee, .. } => path = callee,
            Expr::Name(_) => return Some(path),
            _ => return None,
        }
    }
}
