//! Small questions to tree-sitter nodes.

use std::cell::Cell;
use std::num::NonZeroU16;
use std::sync::OnceLock;

use tree_sitter::{Language, Node};

use crate::model::source::Span;

pub(super) fn span(node: Node<'_>) -> Span {
    Span::new(node.start_byte(), node.end_byte())
}

/// The fields that are asked for. The grammar is asked once for their numbers: by name, it compares strings each time.
const FIELDS: [&str; 23] = [
    "alias",
    "alternative",
    "argument",
    "arguments",
    "body",
    "consequence",
    "constructor",
    "function",
    "index",
    "key",
    "kind",
    "left",
    "name",
    "object",
    "operator",
    "parameter",
    "parameters",
    "pattern",
    "property",
    "right",
    "source",
    "type",
    "value",
];

type FieldIds = [Option<NonZeroU16>; FIELDS.len()];

thread_local!(static CURRENT: Cell<&'static FieldIds> = const { Cell::new(&[None; FIELDS.len()]) });

/// Makes a grammar the one whose nodes this thread asks; `grammar` is its number, below 3.
pub(super) fn read_fields(grammar: usize, language: &Language) {
    static KNOWN: [OnceLock<FieldIds>; 3] = [const { OnceLock::new() }; 3];
    if let Some(known) = KNOWN.get(grammar) {
        CURRENT.set(known.get_or_init(|| FIELDS.map(|name| language.field_id_for_name(name))));
    }
}

/// The child in a field, of a node of the grammar that was read last on this thread.
#[inline]
pub(super) fn field<'t>(node: Node<'t>, name: &'static str) -> Option<Node<'t>> {
    let index = FIELDS.iter().position(|known| *known == name)?;
    node.child_by_field_id(CURRENT.get()[index]?.get())
}

/// Named children without comments.
pub(super) fn children<'t>(node: Node<'t>) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor)
        .filter(|child| child.kind() != "comment")
        .collect()
}

/// The first named child that is no comment.
pub(super) fn inner<'t>(node: Node<'t>) -> Option<Node<'t>> {
    children(node).into_iter().next()
}

/// The arguments of a call or construction.
pub(super) fn arguments<'t>(call: Node<'t>) -> Vec<Node<'t>> {
    field(call, "arguments")
        .filter(|list| list.kind() == "arguments")
        .map(children)
        .unwrap_or_default()
}

pub(super) fn is_function(kind: &str) -> bool {
    matches!(
        kind,
        "function_declaration"
            | "function_expression"
            | "arrow_function"
            | "method_definition"
            | "generator_function"
            | "generator_function_declaration"
    )
}

/// Wrappers that say nothing about the value in them.
pub(super) fn is_transparent(kind: &str) -> bool {
    matches!(
        kind,
        "parenthesized_expression"
            | "await_expression"
            | "as_expression"
            | "satisfies_expression"
            | "non_null_expression"
            | "type_assertion"
    )
}
