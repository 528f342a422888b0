//! Small questions to tree-sitter nodes.

use tree_sitter::Node;

use crate::model::source::Span;

pub(super) fn span(node: Node<'_>) -> Span {
    Span::new(node.start_byte(), node.end_byte())
}

/// The child in a field.
pub(super) fn field<'t>(node: Node<'t>, name: &str) -> Option<Node<'t>> {
    node.child_by_field_name(name)
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
