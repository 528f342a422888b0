//! Lists: what is asked whether it has a code, and the tables of tests that a loop takes apart row by row.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use syn::{Expr as Tree, Pat};

use super::bind::Local;
use super::expr::{hands_on, unwrapped};
use super::patterns::{self, Matched, Taken};
use super::{Walker, paths};
use crate::model::facts::{BindingId, Bound, Expr, Operand, ScopeId, Site, Subject};
use crate::model::source::Span;

/// Lists longer than this are data, not codes.
const MAX_ELEMENTS: usize = 512;
/// How many values of one variable are kept.
const MAX_VALUES: usize = 16;
/// A list is asked for this many different things at most.
const MAX_ASKERS: usize = 16;

#[derive(Default)]
pub(super) struct Rows {
    lists: HashMap<BindingId, Rc<[Row]>>,
    /// `NAME.contains(..)`: the list, where, and what it is asked for.
    asked: Vec<(BindingId, ScopeId, Expr)>,
}

type Leaves = Vec<(Span, Operand)>;

/// An element of a list.
enum Row {
    Single(Leaves),
    Tuple(Vec<Leaves>),
}

impl Walker<'_> {
    /// The elements of a list literal, through what hands it on.
    pub(super) fn elements<'e>(&mut self, mut tree: &'e Tree) -> Option<Vec<Cow<'e, Tree>>> {
        loop {
            tree = match unwrapped(tree) {
                Tree::MethodCall(node) if hands_on(&paths::name(&node.method)) => &node.receiver,
                Tree::Array(node) => {
                    return Some(
                        node.elems
                            .iter()
                            .take(MAX_ELEMENTS)
                            .map(Cow::Borrowed)
                            .collect(),
                    );
                }
                Tree::Macro(node) => {
                    let elements = self.listed(&node.mac)?;
                    return Some(
                        elements
                            .into_iter()
                            .take(MAX_ELEMENTS)
                            .map(Cow::Owned)
                            .collect(),
                    );
                }
                _ => return None,
            }
        }
    }

    /// Keeps the literals of a list that a name is bound to.
    pub(super) fn note_rows(&mut self, id: BindingId, value: &Tree) {
        if let Some(rows) = self.rows_of(value) {
            self.rows.lists.insert(id, Rc::from(rows));
        }
    }

    fn rows_of(&mut self, value: &Tree) -> Option<Vec<Row>> {
        let elements = self.elements(value)?;
        let rows = elements.iter().map(|element| match unwrapped(element) {
            Tree::Tuple(tuple) => {
                Row::Tuple(tuple.elems.iter().map(|cell| self.leaves(cell)).collect())
            }
            single => Row::Single(self.leaves(single)),
        });
        Some(rows.collect())
    }

    fn listed_under(&mut self, mut tree: &Tree) -> Option<BindingId> {
        loop {
            tree = match unwrapped(tree) {
                Tree::MethodCall(node) if hands_on(&paths::name(&node.method)) => &node.receiver,
                Tree::Path(node) => return self.find(&paths::name(node.path.get_ident()?)),
                _ => return None,
            }
        }
    }

    /// Notes that a list is asked whether it has something.
    pub(super) fn note_asked(&mut self, list: &Tree, asked: Expr) {
        if let Some(id) = self.listed_under(list) {
            self.rows.asked.push((id, self.scope, asked));
        }
    }

    /// Binds the names of a loop's pattern, to the literals of the rows where those are in the file.
    pub(super) fn bind_loop(&mut self, pat: &Pat, iterated: &Tree, value: Expr, reach: Span) {
        let rows = match self.rows_of(iterated) {
            Some(rows) => Some(Rc::from(rows)),
            None => {
                let id = self.listed_under(iterated);
                id.and_then(|id| self.rows.lists.get(&id).cloned())
            }
        };
        let mut taken = Taken::plain(reach);
        let Some(rows) = rows else {
            self.take(pat, &Matched::Value(value), &mut taken);
            self.declare(taken.locals);
            return;
        };
        let mut literals = Vec::new();
        for (at, pat) in cells(pat) {
            match patterns::hands_on(pat) {
                Some(name) => {
                    let leaves = column(&rows, at);
                    taken.locals.push(self.row_local(&name, pat, &leaves));
                    literals.push((name, leaves));
                }
                None => self.take(pat, &Matched::Value(Expr::Opaque), &mut taken),
            }
        }
        self.declare(taken.locals);
        for (name, leaves) in literals {
            self.named_leaves(&name, leaves);
        }
    }

    fn row_local(&self, name: &str, pat: &Pat, leaves: &Leaves) -> Local {
        let mut options: Vec<Expr> = Vec::new();
        for (_, operand) in leaves {
            let option = match operand {
                Operand::Number(value) => Expr::Number(*value),
                Operand::Text(_) => continue,
                Operand::Path(path) => path.clone(),
            };
            if options.len() < MAX_VALUES && !options.contains(&option) {
                options.push(option);
            }
        }
        let value = match options.len() {
            0 => Bound::Opaque,
            1 => Bound::Value(options.remove(0)),
            _ => Bound::Value(Expr::Either(options)),
        };
        let span = patterns::ident(pat).map(|ident| self.at(ident.span()));
        Local {
            name: name.into(),
            span: span.unwrap_or_default(),
            value,
            annotation: None,
        }
    }

    /// The literals of lists that are asked by name.
    pub(super) fn settle_lists(&mut self) {
        let asked = std::mem::take(&mut self.rows.asked);
        let mut known: HashMap<BindingId, HashSet<Expr>> = HashMap::new();
        for (id, scope, other) in asked {
            let Some(rows) = self.rows.lists.get(&id).cloned() else {
                continue;
            };
            let askers = known.entry(id).or_default();
            if askers.len() >= MAX_ASKERS || !askers.insert(other.clone()) {
                continue;
            }
            self.scope = scope;
            for (span, operand) in column(&rows, None) {
                if matches!(operand, Operand::Number(_)) {
                    let other = other.clone();
                    self.emit_leaf(span, operand, Site::Membership, Subject::Against { other });
                }
            }
        }
    }
}

/// The patterns for the cells of a row; `None`: for all of it.
fn cells(pat: &Pat) -> Vec<(Option<usize>, &Pat)> {
    match pat {
        Pat::Paren(node) => cells(&node.pat),
        Pat::Reference(node) => cells(&node.pat),
        Pat::Tuple(node) => {
            let numbered = node.elems.iter().enumerate();
            numbered.map(|(at, pat)| (Some(at), pat)).collect()
        }
        single => vec![(None, single)],
    }
}

/// The literals of one cell of all rows.
fn column(rows: &[Row], cell: Option<usize>) -> Leaves {
    let leaves = rows.iter().filter_map(|row| match (row, cell) {
        (Row::Single(leaves), None) => Some(leaves),
        (Row::Tuple(cells), Some(at)) => cells.get(at),
        _ => None,
    });
    leaves.flatten().cloned().collect()
}
