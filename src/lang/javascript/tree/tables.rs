//! Tables and lists that are looked up or asked by name, and statics that are assigned one by one: what they hold is
//! noted in the walk, and what it meets is only known at the end of the file.

use std::collections::BTreeMap;

use super::Walker;
use super::leaves::unwrapped;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::lang::javascript::number::{integer, integer_text};
use crate::model::facts::ScopeId;
use crate::model::facts::{
    CodeUse, Constant, Expr, Group, GroupKind, Operand, Relation, Site, Subject,
};
use crate::model::hashed::{HashMap, HashSet};
use crate::model::source::Span;

/// Lists longer than this are data, not codes.
const MAX_ELEMENTS: usize = 512;

/// A table is asked for this many different things at most.
const MAX_ASKERS: usize = 16;

#[derive(Default)]
pub(super) struct Tables {
    /// `NAME[index]`, `NAME.includes(index)`: the name, where, and what it is asked for.
    pub(super) asked: Vec<(String, ScopeId, Expr)>,
    /// Integer keys of an object, or integers of a list, that a name is bound to.
    named: Vec<Named>,
    /// `Owner.NAME = 101`, by owner.
    statics: BTreeMap<String, Vec<Constant>>,
}

struct Named {
    name: String,
    scope: ScopeId,
    site: Site,
    literals: Vec<(Span, Literal)>,
}

/// An integer, or a string that is one, as it stands in the text.
enum Literal {
    Bare,
    Quoted,
}

impl Tables {
    /// Notes the integer keys of `name = { 101: .. }`.
    pub(super) fn note_object(&mut self, name: &str, scope: ScopeId, object: Node<'_>) {
        let pairs = object.children().filter(|child| child.kind() == Kind::Pair);
        let keys = pairs.filter_map(|pair| literal(pair.field(Field::Key)?));
        self.note(name, scope, Site::Lookup, keys.take(MAX_ELEMENTS).collect());
    }

    /// Notes the integers of `name = [101, 209]` or `name = new Set([..])`.
    pub(super) fn note_list(&mut self, name: &str, scope: ScopeId, value: Option<Node<'_>>) {
        let list = value.and_then(|value| match value.kind() {
            Kind::Array => Some(value),
            Kind::New => value
                .arguments()
                .next()
                .filter(|first| first.kind() == Kind::Array),
            _ => None,
        });
        let elements: Vec<_> = list.into_iter().flat_map(Node::children).collect();
        // `new Map([[101, ..], ..])`: what stands first in each pair is looked up.
        let pairs = elements.iter().filter(|pair| pair.kind() == Kind::Array);
        let keys = pairs.filter_map(|pair| literal(pair.inner()?));
        let keys: Vec<_> = keys.take(MAX_ELEMENTS).collect();
        let elements = elements.iter().filter_map(|element| literal(*element));
        let elements: Vec<_> = elements.take(MAX_ELEMENTS).collect();
        self.note(name, scope, Site::Lookup, keys);
        self.note(name, scope, Site::Membership, elements);
    }

    fn note(&mut self, name: &str, scope: ScopeId, site: Site, literals: Vec<(Span, Literal)>) {
        if !literals.is_empty() {
            self.named.push(Named {
                name: name.into(),
                scope,
                site,
                literals,
            });
        }
    }

    pub(super) fn note_static(&mut self, owner: String, constant: Constant) {
        self.statics.entry(owner).or_default().push(constant);
    }
}

fn literal(node: Node<'_>) -> Option<(Span, Literal)> {
    match node.kind() {
        Kind::Number | Kind::Unary => Some((node.span(), Literal::Bare)),
        Kind::String => Some((node.span(), Literal::Quoted)),
        _ => None,
    }
}

impl<'t> Walker<'t> {
    pub(super) fn lookup(&mut self, node: Node<'t>) {
        let (Some(table), Some(index)) = (node.field(Field::Object), node.field(Field::Index))
        else {
            return;
        };
        let index = self.expr(index);
        if let Expr::Name(name) = self.expr(table) {
            self.tables.asked.push((name, self.scope(), index));
        } else if let Some(object) = unwrapped(table).filter(|object| object.kind() == Kind::Object)
        {
            self.keys(object, |_| Subject::Against {
                other: index.clone(),
            });
        }
    }

    /// Reports the integer keys of an object literal.
    fn keys(&mut self, object: Node<'t>, subject: impl Fn(&str) -> Subject) {
        for pair in object.children().filter(|child| child.kind() == Kind::Pair) {
            let Some(key) = pair.field(Field::Key) else {
                continue;
            };
            let operand = match key.kind() {
                Kind::Number => integer(self.text(key)).map(Operand::Number),
                Kind::String => self.string(key).map(|text| Operand::Text(text.to_owned())),
                _ => None,
            };
            let numeric = match &operand {
                Some(Operand::Text(text)) => integer_text(text).is_some(),
                Some(_) => true,
                None => false,
            };
            if let Some(operand) = operand.filter(|_| numeric) {
                let message = pair.field(Field::Value).and_then(|value| self.words(value));
                self.emit_leaf(
                    key.span(),
                    operand,
                    Site::Lookup,
                    subject(""),
                    message,
                    None,
                );
            }
        }
    }

    pub(super) fn settle_tables(&mut self) {
        let tables = std::mem::take(&mut self.tables);
        self.settle_statics(tables.statics);
        if tables.named.is_empty() || tables.asked.is_empty() {
            return;
        }
        let mut by_binding: HashMap<usize, Vec<&Named>> = HashMap::default();
        for table in &tables.named {
            if let Some(binding) = self.names.find(&self.facts, &table.name, table.scope) {
                by_binding.entry(binding).or_default().push(table);
            }
        }
        let mut askers: HashMap<usize, HashSet<&Expr>> = HashMap::default();
        for (name, scope, asked) in &tables.asked {
            let Some(binding) = self.names.find(&self.facts, name, *scope) else {
                continue;
            };
            let Some(named) = by_binding.get(&binding) else {
                continue;
            };
            let known = askers.entry(binding).or_default();
            if known.len() < MAX_ASKERS && known.insert(asked) {
                for table in named {
                    self.settle_table(table, *scope, asked);
                }
            }
        }
    }

    fn settle_table(&mut self, table: &Named, scope: ScopeId, asked: &Expr) {
        for (span, literal) in &table.literals {
            let Some(operand) = operand(self.file.slice(*span), literal) else {
                continue;
            };
            let subject = Subject::Against {
                other: asked.clone(),
            };
            let site = table.site;
            let found = CodeUse {
                span: *span,
                operand,
                site,
                subject,
                scope,
                message: None,
                context: None,
                chain: None,
                relation: Relation::Plain,
                in_test: false,
            };
            self.facts.uses.push(found);
        }
    }

    fn settle_statics(&mut self, statics: BTreeMap<String, Vec<Constant>>) {
        for (owner, members) in statics {
            let (Some(first), Some(last)) = (members.first(), members.last()) else {
                continue;
            };
            let span = Span {
                start: first.name_span.start.min(last.name_span.start),
                end: last.span.end.max(first.span.end),
            };
            let name = owner.rsplit('.').next().map(str::to_owned);
            let uses: Vec<_> = members
                .iter()
                .map(|m| (m.span, m.value, m.name.clone()))
                .collect();
            let kind = match owner.as_str() {
                "exports" | "module.exports" => GroupKind::Exports,
                _ => GroupKind::ClassStatics,
            };
            self.facts.groups.push(Group {
                name,
                span,
                kind,
                members,
            });
            let id = u32::try_from(self.facts.groups.len() - 1).unwrap_or(u32::MAX);
            for (span, value, name) in uses {
                let subject = Subject::Named {
                    name,
                    group: Some(id),
                };
                self.emit_leaf(
                    span,
                    Operand::Number(value),
                    Site::Constant,
                    subject,
                    None,
                    None,
                );
            }
        }
    }
}

fn operand(text: &str, literal: &Literal) -> Option<Operand> {
    match literal {
        Literal::Quoted => {
            let inside = text.get(1..text.len().checked_sub(1)?)?;
            integer_text(inside).map(|_| Operand::Text(inside.to_owned()))
        }
        Literal::Bare => match text.strip_prefix('-') {
            Some(digits) => integer(digits.trim_start()).map(|value| Operand::Number(-value)),
            None => integer(text).map(Operand::Number),
        },
    }
}
