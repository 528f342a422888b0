//! Lists: what is asked whether it has a code, and the tables of tests that a loop takes apart row by row.

use std::borrow::Cow;
use std::rc::Rc;

use syn::{Expr as Tree, Pat};

use super::bind::Local;
use super::expr::{hands_on, unwrapped};
use super::patterns::{self, Matched, Taken};
use super::{Walker, paths};
use crate::model::facts::{BindingId, Bound, Expr, Operand, ScopeId, Site, Subject};
use crate::model::hashed::HashMap;
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
    /// What maps are given one by one: `map.insert(101, ..)`.
    inserted: HashMap<BindingId, Leaves>,
    asked: Vec<Question>,
}

/// What becomes of the literals of a list that has a name: `NAME.contains(&code)`, `code == case.1`.
struct Question {
    list: BindingId,
    cell: Cell,
    site: Site,
    subject: Subject,
    scope: ScopeId,
    in_test: bool,
}

/// A part of each row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Whole,
    /// Of a pair the first, else the whole.
    Key,
    At(usize),
    Named(String),
}

type Leaves = Vec<(Span, Operand)>;

/// An element of a list.
pub(super) enum Row {
    Single(Leaves),
    Tuple(Vec<Leaves>),
    /// A struct's fields.
    Fields(Vec<(String, Leaves)>),
}

impl Walker<'_> {
    /// The elements of a list literal, through what hands it on.
    pub(super) fn elements<'e>(&mut self, mut tree: &'e Tree) -> Option<Vec<Cow<'e, Tree>>> {
        loop {
            tree = match unwrapped(tree) {
                Tree::MethodCall(node) if hands_on(&paths::name(&node.method)) => &node.receiver,
                // `LazyLock::new(|| [..])`
                Tree::Call(node) if node.args.len() == 1 => match node.args.first() {
                    Some(Tree::Closure(closure)) => &closure.body,
                    _ => return None,
                },
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
            Tree::Struct(node) => {
                let fields = node.fields.iter();
                let fields =
                    fields.map(|field| (patterns::member(&field.member), self.leaves(&field.expr)));
                Row::Fields(fields.collect())
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
    pub(super) fn note_asked(&mut self, list: &Tree, asked: Expr, cell: Cell) {
        if let Some(id) = self.listed_under(list) {
            let subject = Subject::Against { other: asked };
            self.question(id, cell, Site::Membership, subject);
        }
    }

    fn question(&mut self, list: BindingId, cell: Cell, site: Site, subject: Subject) {
        self.rows.asked.push(Question {
            list,
            cell,
            site,
            subject,
            scope: self.scope,
            in_test: self.in_test,
        });
    }

    /// Notes what becomes of a part of a row: `case.1`, `case.code`.
    pub(super) fn note_cell(&mut self, value: &Tree, site: Site, subject: &Subject) {
        let Tree::Field(field) = unwrapped(value) else {
            return;
        };
        let Tree::Path(base) = unwrapped(&field.base) else {
            return;
        };
        let row = base.path.get_ident();
        let Some(row) = row.and_then(|row| self.find(&paths::name(row))) else {
            return;
        };
        if self.rows.lists.contains_key(&row) {
            let cell = match &field.member {
                syn::Member::Named(name) => Cell::Named(paths::name(name)),
                syn::Member::Unnamed(index) => Cell::At(index.index as usize),
            };
            self.question(row, cell, site, subject.clone());
        }
    }

    /// Notes the key that a map is given.
    pub(super) fn note_inserted(&mut self, map: &Tree, key: &Tree) {
        if let Some(id) = self.listed_under(map) {
            let leaves = self.leaves(key);
            self.rows.inserted.entry(id).or_default().extend(leaves);
        }
    }

    /// The rows of a list that is written out, or bound to a name.
    pub(super) fn rows_behind(&mut self, list: &Tree) -> Option<Rc<[Row]>> {
        match self.rows_of(list) {
            Some(rows) => Some(Rc::from(rows)),
            None => {
                let id = self.listed_under(list)?;
                self.rows.lists.get(&id).cloned()
            }
        }
    }

    /// Binds the names of a loop's pattern, to the literals of the rows where those are in the file.
    pub(super) fn bind_loop(&mut self, pat: &Pat, iterated: &Tree, value: Expr, reach: Span) {
        let (iterated, pat) = counted(iterated, pat);
        let Some(rows) = self.rows_behind(iterated) else {
            let mut taken = Taken::plain(reach);
            self.take(pat, &Matched::Value(value), &mut taken);
            self.declare(taken.locals);
            return;
        };
        self.bind_rows(pat, &rows, reach);
    }

    /// Binds the names of a pattern to the literals of rows.
    pub(super) fn bind_rows(&mut self, pat: &Pat, rows: &Rc<[Row]>, reach: Span) {
        let mut taken = Taken::plain(reach);
        let mut literals = Vec::new();
        for (at, pat) in cells(pat) {
            match patterns::hands_on(pat) {
                Some(name) => {
                    let cell = at.map_or(Cell::Whole, Cell::At);
                    let leaves = column(rows, &cell);
                    taken.locals.push(self.row_local(&name, pat, &leaves));
                    literals.push((name, leaves));
                }
                None => self.take(pat, &Matched::Value(Expr::Opaque), &mut taken),
            }
        }
        self.declare(taken.locals);
        if let Some(id) = patterns::hands_on(pat).and_then(|whole| self.find(&whole)) {
            self.rows.lists.insert(id, Rc::clone(rows));
        }
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
        let mut known: HashMap<BindingId, Vec<(Cell, Subject)>> = HashMap::default();
        for question in asked {
            let rows = self.rows.lists.get(&question.list).cloned();
            let mut literals = rows.map_or_else(Vec::new, |rows| column(&rows, &question.cell));
            if let Some(inserted) = self.rows.inserted.get(&question.list) {
                literals.extend(inserted.iter().cloned());
            }
            literals.retain(|(_, operand)| matches!(operand, Operand::Number(_)));
            let askers = known.entry(question.list).or_default();
            let asker = (question.cell, question.subject);
            if literals.is_empty() || askers.len() >= MAX_ASKERS || askers.contains(&asker) {
                continue;
            }
            (self.scope, self.in_test) = (question.scope, question.in_test);
            for (span, operand) in literals {
                self.emit_leaf(span, operand, question.site, asker.1.clone());
            }
            askers.push(asker);
        }
    }
}

/// `(i, row)` in `list.iter().enumerate()`: the list, and the pattern for the row.
fn counted<'t>(iterated: &'t Tree, pat: &'t Pat) -> (&'t Tree, &'t Pat) {
    match (unwrapped(iterated), pat) {
        (Tree::MethodCall(call), Pat::Tuple(pair))
            if call.method == "enumerate" && pair.elems.len() == 2 =>
        {
            (&call.receiver, &pair.elems[1])
        }
        _ => (iterated, pat),
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
fn column(rows: &[Row], cell: &Cell) -> Leaves {
    let leaves = rows.iter().filter_map(|row| match (row, cell) {
        (Row::Single(leaves), Cell::Whole | Cell::Key) => Some(leaves),
        (Row::Tuple(cells), Cell::Key) => cells.first(),
        (Row::Tuple(cells), Cell::At(at)) => cells.get(*at),
        (Row::Fields(fields), Cell::Named(name)) => {
            let mut fields = fields.iter();
            fields
                .find(|(field, _)| field == name)
                .map(|(_, leaves)| leaves)
        }
        _ => None,
    });
    leaves.flatten().cloned().collect()
}
