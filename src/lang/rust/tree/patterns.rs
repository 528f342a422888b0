//! Patterns: the names that they bind to parts of a value, and the numbers that they ask it for.

use syn::{Expr as Tree, Pat};

use super::Walker;
use super::bind::Local;
use super::paths::{is_constant_name, last_name, name};
use super::sites::Beside;
use crate::model::facts::{Binding, Bound, Expr, Operand, Relation, Site, Subject};
use crate::model::source::Span;

/// What a pattern is held against.
#[derive(Clone)]
pub(super) enum Matched {
    Value(Expr),
    /// The error of a result.
    Rejected {
        promise: Expr,
    },
    /// A tuple or an array, part by part.
    Parts(Vec<Matched>),
    /// A parameter.
    Given(Bound),
}

/// What was found in a pattern.
pub(super) struct Taken {
    pub(super) locals: Vec<Local>,
    /// The numbers that it asks for.
    pub(super) numbers: Vec<Span>,
    /// The code for which the names are bound.
    reach: Span,
    /// What is matched, for a second label.
    context: Option<Span>,
    /// A plain `let`, which takes a value apart without asking which it is.
    plain: bool,
    annotation: Option<Expr>,
}

impl Taken {
    pub(super) fn new(reach: Span, context: Option<Span>) -> Self {
        Self {
            locals: Vec::new(),
            numbers: Vec::new(),
            reach,
            context,
            plain: false,
            annotation: None,
        }
    }

    pub(super) fn plain(reach: Span) -> Self {
        Self {
            plain: true,
            ..Self::new(reach, None)
        }
    }
}

impl Walker<'_> {
    /// A scrutinee, part by part where it is written so.
    pub(super) fn matched(&mut self, tree: &Tree) -> Matched {
        let parts = match tree {
            Tree::Tuple(node) => &node.elems,
            Tree::Array(node) => &node.elems,
            Tree::Paren(node) => return self.matched(&node.expr),
            Tree::Reference(node) => return self.matched(&node.expr),
            _ => return Matched::Value(self.expr(tree)),
        };
        Matched::Parts(parts.iter().map(|part| self.matched(part)).collect())
    }

    /// Reads a pattern: reports what it asks for, and collects what it binds.
    pub(super) fn take(&mut self, pat: &Pat, matched: &Matched, taken: &mut Taken) {
        match pat {
            Pat::Ident(node) => self.take_ident(node, matched, taken),
            Pat::Type(node) => {
                taken.annotation = self.ty(&node.ty);
                self.take(&node.pat, matched, taken);
                taken.annotation = None;
            }
            Pat::Paren(node) => self.take(&node.pat, matched, taken),
            Pat::Reference(node) => self.take(&node.pat, matched, taken),
            Pat::Guard(node) => self.take(&node.pat, matched, taken),
            Pat::Or(node) => {
                for case in &node.cases {
                    self.take(case, matched, taken);
                }
            }
            Pat::Lit(node) => {
                let literal = Tree::Lit(node.clone());
                self.asks(&literal, matched, taken);
            }
            Pat::Path(node) => {
                let path = self.qualified(node.qself.as_ref(), &node.path);
                let span = self.span_of_path(&node.path);
                self.asks_for(span, Operand::Path(path), matched, taken);
                self.mention(node.qself.as_ref(), &node.path);
            }
            Pat::Range(node) => {
                let known = self.facts.uses.len();
                for bound in node.start.iter().chain(&node.end) {
                    self.asks(bound, matched, taken);
                }
                self.relate(known, Relation::Range);
            }
            Pat::Struct(node) => self.take_struct(node, matched, taken),
            Pat::TupleStruct(node) => self.take_variant(node, matched, taken),
            Pat::Tuple(node) => self.take_parts(node.elems.iter(), matched, taken),
            Pat::Slice(node) => match matched {
                Matched::Parts(_) => self.take_parts(node.elems.iter(), matched, taken),
                _ => {
                    for pat in &node.elems {
                        self.take(pat, &Matched::Value(Expr::Opaque), taken);
                    }
                }
            },
            Pat::Verbatim(tokens) => self.torn(tokens),
            _ => {}
        }
    }

    fn take_ident(&mut self, node: &syn::PatIdent, matched: &Matched, taken: &mut Taken) {
        if let Some((_, inner)) = &node.subpat {
            self.take(inner, matched, taken);
        }
        let local = name(&node.ident);
        let span = self.at(node.ident.span());
        let binds = node.subpat.is_some() || node.by_ref.is_some() || node.mutability.is_some();
        if !binds && is_constant_name(&local) {
            self.asks_for(span, Operand::Path(Expr::Name(local)), matched, taken);
            return;
        }
        let value = match matched {
            Matched::Value(Expr::Opaque) | Matched::Parts(_) => Bound::Opaque,
            Matched::Value(value) => Bound::Value(value.clone()),
            Matched::Rejected { promise } => Bound::Rejection {
                promise: promise.clone(),
                span: taken.reach,
            },
            Matched::Given(bound) => bound.clone(),
        };
        // `A(code) | B(code)`: one name, either value.
        if let Some(known) = taken.locals.iter_mut().find(|known| known.name == local) {
            known.value = merged(std::mem::replace(&mut known.value, Bound::Opaque), value);
            return;
        }
        taken.locals.push(Local {
            name: local,
            span,
            value,
            annotation: taken.annotation.clone(),
        });
    }

    fn take_struct(&mut self, node: &syn::PatStruct, matched: &Matched, taken: &mut Taken) {
        self.note_path(&node.path);
        let base = match matched {
            Matched::Value(value) if taken.plain && node.path.segments.len() == 1 => value.clone(),
            _ => self.made(node.qself.as_ref(), &node.path),
        };
        for field in &node.fields {
            let part = Matched::Value(base.clone().member(member(&field.member)));
            self.take(&field.pat, &part, taken);
        }
    }

    fn take_variant(&mut self, node: &syn::PatTupleStruct, matched: &Matched, taken: &mut Taken) {
        let last = last_name(&node.path).unwrap_or_default();
        match (last.as_str(), node.elems.first()) {
            ("Some" | "Ok" | "Ready", Some(inner)) => self.take(inner, matched, taken),
            ("Err", Some(inner)) => {
                let error = match matched {
                    Matched::Value(promise) => Matched::Rejected {
                        promise: promise.clone(),
                    },
                    known => known.clone(),
                };
                self.take(inner, &error, taken);
            }
            // A type of its own for the code: `Code(101)`.
            (_, Some(inner))
                if node.elems.len() == 1
                    && node.path.segments.len() == 1
                    && matches!(matched, Matched::Value(value) if super::sites::is_code(value)) =>
            {
                self.take(inner, matched, taken);
            }
            _ => {
                let base = self.made(node.qself.as_ref(), &node.path);
                self.take_parts(node.elems.iter(), &Matched::Value(base), taken);
            }
        }
    }

    /// A value that a constructor has made.
    fn made(&mut self, qself: Option<&syn::QSelf>, path: &syn::Path) -> Expr {
        Expr::Call {
            callee: Box::new(self.qualified(qself, path)),
            constructs: true,
            first: None,
        }
    }

    fn take_parts<'p>(
        &mut self,
        pats: impl ExactSizeIterator<Item = &'p Pat>,
        matched: &Matched,
        taken: &mut Taken,
    ) {
        let (count, mut behind_rest) = (pats.len(), false);
        let base = match matched {
            Matched::Parts(_) => Expr::Opaque,
            other => self.matched_expr(other, taken.reach),
        };
        for (at, pat) in pats.enumerate() {
            behind_rest |= matches!(pat, Pat::Rest(_));
            let part = match matched {
                _ if behind_rest => Matched::Value(Expr::Opaque),
                Matched::Parts(parts) if parts.len() == count => parts[at].clone(),
                Matched::Parts(_) => Matched::Value(Expr::Opaque),
                _ if base == Expr::Opaque => Matched::Value(Expr::Opaque),
                _ => Matched::Value(base.clone().member(at.to_string())),
            };
            self.take(pat, &part, taken);
        }
    }

    /// What is matched as an expression: an error or a parameter gets a binding without a name.
    fn matched_expr(&mut self, matched: &Matched, reach: Span) -> Expr {
        let value = match matched {
            Matched::Value(value) => return value.clone(),
            Matched::Parts(_) => return Expr::Opaque,
            Matched::Rejected { promise } => Bound::Rejection {
                promise: promise.clone(),
                span: reach,
            },
            Matched::Given(bound) => bound.clone(),
        };
        Expr::Slot(self.push_binding(Binding {
            name: String::new(),
            scope: self.scope,
            span: reach,
            value,
            annotation: None,
        }))
    }

    fn asks(&mut self, literal: &Tree, matched: &Matched, taken: &mut Taken) {
        for (span, operand) in self.leaves(literal) {
            self.asks_for(span, operand, matched, taken);
        }
    }

    fn asks_for(&mut self, span: Span, operand: Operand, matched: &Matched, taken: &mut Taken) {
        if matches!(operand, Operand::Number(_)) {
            taken.numbers.push(span);
        }
        let other = self.matched_expr(matched, taken.reach);
        if super::sites::meets_nothing(&other) || !super::sites::counts(&operand) {
            return;
        }
        let beside = Beside {
            message: None,
            context: taken.context,
        };
        self.emit(
            span,
            operand,
            Site::Case,
            Subject::Against { other },
            beside,
        );
    }
}

pub(super) fn member(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(field) => name(field),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

fn merged(one: Bound, other: Bound) -> Bound {
    match (one, other) {
        (Bound::Value(Expr::Either(mut options)), Bound::Value(value)) => {
            options.push(value);
            Bound::Value(Expr::Either(options))
        }
        (Bound::Value(one), Bound::Value(other)) => Bound::Value(Expr::Either(vec![one, other])),
        (Bound::Opaque, bound) | (bound, _) => bound,
    }
}

/// The name that a pattern binds to the whole value, through what only wraps it.
pub(super) fn hands_on(pat: &Pat) -> Option<String> {
    ident(pat).map(name)
}

pub(super) fn ident(pat: &Pat) -> Option<&syn::Ident> {
    match pat {
        Pat::Ident(node) => Some(&node.ident),
        Pat::Type(node) => ident(&node.pat),
        Pat::Paren(node) => ident(&node.pat),
        Pat::Reference(node) => ident(&node.pat),
        Pat::TupleStruct(node) => {
            let wraps = last_name(&node.path).is_some_and(|last| last == "Some" || last == "Ok");
            node.elems.first().filter(|_| wraps).and_then(ident)
        }
        _ => None,
    }
}

/// The names that a pattern binds.
pub(super) fn names(pat: &Pat, found: &mut Vec<String>) {
    match pat {
        Pat::Ident(node) => {
            found.push(name(&node.ident));
            if let Some((_, inner)) = &node.subpat {
                names(inner, found);
            }
        }
        Pat::Type(node) => names(&node.pat, found),
        Pat::Paren(node) => names(&node.pat, found),
        Pat::Reference(node) => names(&node.pat, found),
        Pat::Guard(node) => names(&node.pat, found),
        Pat::Or(node) => node.cases.iter().for_each(|pat| names(pat, found)),
        Pat::Tuple(node) => node.elems.iter().for_each(|pat| names(pat, found)),
        Pat::TupleStruct(node) => node.elems.iter().for_each(|pat| names(pat, found)),
        Pat::Slice(node) => node.elems.iter().for_each(|pat| names(pat, found)),
        Pat::Struct(node) => node
            .fields
            .iter()
            .for_each(|field| names(&field.pat, found)),
        _ => {}
    }
}

/// The names that the `let`s of a condition bind.
pub(super) fn names_of_condition(condition: &Tree, found: &mut Vec<String>) {
    match condition {
        Tree::Let(node) => names(&node.pat, found),
        Tree::Binary(node) => {
            names_of_condition(&node.left, found);
            names_of_condition(&node.right, found);
        }
        _ => {}
    }
}
