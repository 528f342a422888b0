//! The places at which a number, a string or a name meets something that may be a Parse error's code.

use super::Walker;
use super::node::Node;
use super::objects::is_code_key;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{ANY_KEY, CodeUse, Expr, Operand, Relation, Site, Subject};
use crate::model::source::Span;

impl<'t> Walker<'t> {
    /// Reports a use of each literal or name that `value` may be.
    pub(super) fn emit(
        &mut self,
        value: Node<'t>,
        site: Site,
        subject: &Subject,
        message: Option<&str>,
        context: Option<Span>,
    ) {
        for (span, operand) in self.leaves(value) {
            self.emit_leaf(span, operand, site, subject.clone(), message, context);
        }
    }

    pub(super) fn emit_leaf(
        &mut self,
        span: Span,
        operand: Operand,
        site: Site,
        subject: Subject,
        message: Option<&str>,
        context: Option<Span>,
    ) {
        self.note_statement();
        self.note_items();
        let message = message.map(str::to_owned);
        let scope = self.scope();
        self.facts.uses.push(CodeUse {
            span,
            operand,
            site,
            subject,
            scope,
            message,
            context,
            relation: Relation::Plain,
            chain: None,
            in_test: false,
        });
    }

    /// Keeps the innermost statement around the node at hand, for comments above it.
    fn note_statement(&mut self) {
        let is_statement = |node: &&Node<'_>| node.kind().is_statement();
        let found = self.ancestors.iter().rev().take(32).find(is_statement);
        if let Some(statement) = found {
            let span = statement.span();
            if self.facts.statements.last() != Some(&span) {
                self.facts.statements.push(span);
            }
        }
    }

    /// `value` is compared with `other`. A name counts as a constant only where the other side is none.
    pub(super) fn against(
        &mut self,
        value: Node<'t>,
        other: Node<'t>,
        site: Site,
        context: Option<Span>,
    ) {
        let meets = self.expr(other);
        if matches!(meets, Expr::Opaque | Expr::Number(_) | Expr::Text(_)) {
            return;
        }
        let subject = Subject::Against { other: meets };
        for (span, operand) in self.leaves(value) {
            let counts = match &operand {
                Operand::Path(path) => is_constant_like(path) || asks_code(&subject, path),
                Operand::Text(text) => !text.is_empty(),
                Operand::Number(_) => true,
            };
            if counts {
                self.emit_leaf(span, operand, site, subject.clone(), None, context);
            }
        }
    }

    pub(super) fn case(&mut self, node: Node<'t>) {
        let [.., switch, _body] = self.ancestors.as_slice() else {
            return;
        };
        let (Some(value), Some(head)) = (node.field(Field::Value), switch.field(Field::Value))
        else {
            return;
        };
        let context = Some(head.span());
        self.against(value, head, Site::Case, context);
    }

    /// The words of a message: a string, or the fixed parts of a template or a sum.
    pub(super) fn words(&self, node: Node<'t>) -> Option<&'t str> {
        match node.kind() {
            Kind::String | Kind::TemplateString | Kind::Binary => Some(self.text(node)),
            _ => None,
        }
    }
}

/// `error.code === code`: a name that a code is compared with may be a parameter.
fn asks_code(subject: &Subject, path: &Expr) -> bool {
    let code = matches!(
        subject,
        Subject::Against { other: Expr::Member(_, key) } if is_code_key(key)
    );
    code && matches!(path, Expr::Name(_))
}

/// A constant is written with a capital somewhere near its end (`X`, `Codes.GONE`, `ErrorCode.NotThere`), or is a member of
/// something (`codes.gone`).
fn is_constant_like(path: &Expr) -> bool {
    let member = matches!(path, Expr::Member(base, name)
        if matches!(base.as_ref(), Expr::Name(_)) && !matches!(name.as_str(), "code" | "length" | ANY_KEY));
    member
        || path
            .last_name()
            .is_some_and(|name| name.starts_with(|c: char| c.is_uppercase()))
}
