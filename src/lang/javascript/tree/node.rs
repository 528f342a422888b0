//! A tree as the walk reads it: one flat list of nodes in the order of the text, as `parser` gives it, or copied from
//! tree-sitter's tree.
//!
//! The copy costs one pass of a cursor. Questions about children, fields and ancestors, of which there are many for
//! each node, then cost next to nothing. Punctuation, comments and the insides of strings have no node.

use tree_sitter::{Tree, TreeCursor};

use super::vocabulary::{Field, Kind, Vocabulary};
use crate::model::source::Span;

/// The nodes of a source; the first is the whole program.
pub(super) struct Nodes {
    records: Vec<Record>,
    pub(super) comments: Vec<Span>,
    /// What the parser could not read, in the order of the text.
    pub(super) failures: Vec<Failure>,
}

pub(super) struct Failure {
    pub(super) span: Span,
    /// The token that the parser made up, as the text does not have it.
    pub(super) missing: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) kind: Kind,
    pub(super) field: Field,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The index behind the last node below this one.
    pub(super) after: u32,
}

impl Nodes {
    /// The nodes of a text without errors.
    pub(super) fn of(records: Vec<Record>, comments: Vec<Span>) -> Self {
        Self {
            records,
            comments,
            failures: Vec::new(),
        }
    }

    /// Copies a tree; `casts` tells that `Grammar::readable` may have put a sign in the place of one.
    pub(super) fn read(tree: &Tree, vocabulary: &Vocabulary, casts: bool) -> Self {
        let mut cursor = tree.walk();
        let mut nodes = Self {
            records: Vec::new(),
            comments: Vec::new(),
            failures: Vec::new(),
        };
        // Indices of the nodes above the cursor.
        let mut above: Vec<usize> = Vec::new();
        loop {
            let copied = nodes.copy(&cursor, vocabulary);
            if let (true, Some(index), Some(above)) = (casts, copied, above.last()) {
                nodes.see_through(*above, index);
            }
            if let Some(index) = copied
                && cursor.goto_first_child()
            {
                above.push(index);
                continue;
            }
            while !cursor.goto_next_sibling() {
                let Some(parent) = above.pop() else {
                    return nodes;
                };
                nodes.records[parent].after = nodes.next_index();
                cursor.goto_parent();
            }
        }
    }

    /// A sign before an object stands in for a cast, which `Grammar::readable` has left out: nobody else writes one.
    fn see_through(&mut self, above: usize, index: usize) {
        if self.records[index].kind == Kind::Object && self.records[above].kind == Kind::Unary {
            self.records[above].kind = Kind::Parenthesized;
        }
    }

    fn next_index(&self) -> u32 {
        u32::try_from(self.records.len()).unwrap_or(u32::MAX)
    }

    /// Copies the node at the cursor; its index, if nodes below it are to be read.
    fn copy(&mut self, cursor: &TreeCursor<'_>, vocabulary: &Vocabulary) -> Option<usize> {
        let node = cursor.node();
        let kind = vocabulary.kind(node.kind_id());
        // An error above tells of what is below; a missing token is an error of its own.
        let broken = node.has_error();
        if broken && (node.is_error() || node.is_missing()) {
            self.failures.push(Failure {
                span: Span::new(node.start_byte(), node.end_byte()),
                missing: node.is_missing().then(|| token_name(node)),
            });
        }
        match kind {
            Kind::Punctuation => return None,
            Kind::Comment => {
                let span = Span::new(node.start_byte(), node.end_byte());
                self.comments.push(span);
                return None;
            }
            _ => {}
        }
        let index = self.records.len();
        let offset = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
        self.records.push(Record {
            kind,
            field: cursor
                .field_id()
                .map_or(Field::Other, |id| vocabulary.field(id.get())),
            start: offset(node.start_byte()),
            end: offset(node.end_byte()),
            after: offset(index + 1),
        });
        (broken || !kind.is_leaf()).then_some(index)
    }

    #[cfg(test)]
    pub(super) fn records(&self) -> &[Record] {
        &self.records
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.next_index()).map(|index| Node { nodes: self, index })
    }
}

/// One node of a tree.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    nodes: &'t Nodes,
    index: u32,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<'t> Node<'t> {
    #[inline]
    fn record(self) -> &'t Record {
        &self.nodes.records[self.index as usize]
    }

    #[inline]
    pub(super) fn kind(self) -> Kind {
        self.record().kind
    }

    #[inline]
    pub(super) fn span(self) -> Span {
        let record = self.record();
        Span::new(record.start as usize, record.end as usize)
    }

    /// Whether a node is this one or below it, provided that it does not stand before it.
    #[inline]
    pub(super) fn reaches(self, later: Node<'_>) -> bool {
        later.index < self.record().after
    }

    /// The nodes right below, operators and keywords included.
    fn below(self) -> impl Iterator<Item = Node<'t>> {
        let end = self.record().after;
        let at = move |index: u32| {
            (index < end).then_some(Node {
                nodes: self.nodes,
                index,
            })
        };
        std::iter::successors(at(self.index + 1), move |node| at(node.record().after))
    }

    /// The nodes right below, without comments, operators and keywords.
    pub(super) fn children(self) -> impl Iterator<Item = Node<'t>> {
        self.below().filter(|child| child.kind() != Kind::Token)
    }

    /// The first child.
    pub(super) fn inner(self) -> Option<Node<'t>> {
        self.children().next()
    }

    /// The child in a field.
    #[inline]
    pub(super) fn field(self, field: Field) -> Option<Node<'t>> {
        self.below().find(|child| child.record().field == field)
    }

    /// The children of the child in a field.
    pub(super) fn children_of(self, field: Field) -> impl Iterator<Item = Node<'t>> {
        self.field(field).into_iter().flat_map(Node::children)
    }

    /// The operators and keywords right below.
    pub(super) fn tokens(self) -> impl Iterator<Item = Node<'t>> {
        self.below().filter(|child| child.kind() == Kind::Token)
    }

    /// The arguments of a call or construction.
    pub(super) fn arguments(self) -> impl Iterator<Item = Node<'t>> {
        let list = self.field(Field::Arguments);
        list.filter(|list| list.kind() == Kind::Arguments)
            .into_iter()
            .flat_map(Node::children)
    }
}

/// A token for people: `)` in quotes, `property identifier` without.
fn token_name(node: tree_sitter::Node<'_>) -> String {
    match node.is_named() {
        true => node.kind().replace('_', " "),
        false => format!("`{}`", node.kind()),
    }
}
