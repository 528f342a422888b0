//! Object literals and groups of constants: error bodies, tables, enums, class statics.

use super::Walker;
use super::leaves::unwrapped;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{
    self, Constant, Expr, FixedBy, Group, GroupId, GroupKind, Operand, Site, Subject, Takes,
};

/// How many keys beside a code are told: an error has a handful.
const MAX_SIBLINGS: usize = 64;

/// Whether a key holds an error's code.
pub(super) fn is_code_key(key: &str) -> bool {
    key == "code"
}

impl<'t> Walker<'t> {
    pub(super) fn object(&mut self, node: Node<'t>) {
        let pairs: Vec<_> = node
            .children()
            .filter(|child| child.kind() == Kind::Pair)
            .collect();
        let (mut constants, mut codes) = (Vec::new(), Vec::new());
        for pair in &pairs {
            let (Some(key), Some(value)) = (pair.field(Field::Key), pair.field(Field::Value))
            else {
                continue;
            };
            let Some(name) = self.key(key) else { continue };
            if is_code_key(name) {
                codes.push((name, value));
            } else if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                constants.extend(self.constant(name, key, value));
            }
        }
        if !codes.is_empty() {
            self.code_fields(node, codes);
        }
        let target = self.bound_to();
        if let Some(Expr::Name(name)) = &target {
            self.tables.note_object(name, self.scope(), node);
        }
        if !constants.is_empty() {
            let name = target
                .as_ref()
                .and_then(|target| target.last_name())
                .map(str::to_owned);
            let id = self.push_group(Group {
                name,
                span: node.span(),
                kind: GroupKind::Object,
                members: constants,
            });
            self.emit_group(id, Site::Constant);
        }
    }

    /// The name of a property, whatever its form.
    fn property_name(&self, child: Node<'t>) -> Option<&'t str> {
        match child.kind() {
            Kind::Pair => child.field(Field::Key).and_then(|key| self.key(key)),
            Kind::Shorthand => Some(self.text(child)),
            Kind::Method => child.field(Field::Name).and_then(|key| self.key(key)),
            _ => None,
        }
    }

    fn constant(&self, name: &str, name_node: Node<'t>, value: Node<'t>) -> Option<Constant> {
        match self.leaves(value).as_slice() {
            [(span, Operand::Number(number))] if *span == unwrapped(value).map(Node::span)? => {
                Some(Constant {
                    name: name.to_owned(),
                    name_span: name_node.span(),
                    span: *span,
                    value: *number,
                })
            }
            _ => None,
        }
    }

    fn code_fields(&mut self, object: Node<'t>, codes: Vec<(&'t str, Node<'t>)>) {
        let (parents, fate) = self.fate(object);
        let properties: Vec<_> = object.children().collect();
        let names = properties
            .iter()
            .filter_map(|child| self.property_name(*child));
        let siblings: Vec<String> = names
            .filter(|name| !is_code_key(name))
            .take(MAX_SIBLINGS)
            .map(str::to_owned)
            .collect();
        let message = properties.iter().find_map(|pair| self.message_of(*pair));
        let context = Some(object.span());
        for (key, value) in codes {
            let field = facts::Field {
                key: key.to_owned(),
                siblings: siblings.clone(),
                parents: parents.clone(),
                fate: fate.clone(),
            };
            let subject = Subject::Field(field);
            self.emit(value, Site::Field, &subject, message, context);
        }
    }

    fn message_of(&self, pair: Node<'t>) -> Option<&'t str> {
        let key = pair.field(Field::Key).and_then(|key| self.key(key))?;
        let speaks = matches!(key, "error" | "message" | "msg" | "errmsg");
        speaks
            .then(|| pair.field(Field::Value))
            .flatten()
            .and_then(|value| self.words(value))
    }

    fn push_group(&mut self, group: Group) -> GroupId {
        self.facts.groups.push(group);
        u32::try_from(self.facts.groups.len() - 1).unwrap_or(u32::MAX)
    }

    fn emit_group(&mut self, id: GroupId, site: Site) {
        let members = self.facts.groups[id as usize].members.clone();
        for member in members {
            let subject = Subject::Named {
                name: member.name,
                group: Some(id),
            };
            self.emit_leaf(
                member.span,
                Operand::Number(member.value),
                site,
                subject,
                None,
                None,
            );
        }
    }

    pub(super) fn enumeration(&mut self, node: Node<'t>) {
        let Some(name) = node.field(Field::Name) else {
            return;
        };
        let body = node.children_of(Field::Body);
        let member = |child: Node<'t>| {
            let (key, value) = (child.field(Field::Name)?, child.field(Field::Value)?);
            self.constant(self.key(key)?, key, value)
        };
        let members: Vec<Constant> = body
            .filter(|child| child.kind() == Kind::EnumAssignment)
            .filter_map(member)
            .collect();
        self.note_spots(node, &members);
        let group = Group {
            name: Some(self.text(name).into()),
            span: node.span(),
            kind: GroupKind::Enum,
            members,
        };
        let id = self.push_group(group);
        self.bind_group(name, id);
        self.emit_group(id, Site::EnumMember);
    }

    /// Keeps the members of an enum that have to be literals.
    fn note_spots(&mut self, node: Node<'t>, members: &[Constant]) {
        let body: Vec<_> = node.children_of(Field::Body).collect();
        let is_text = |child: &Node<'t>| {
            let value = child.field(Field::Value);
            value.is_some_and(|value| matches!(value.kind(), Kind::String | Kind::TemplateString))
        };
        let all = match node.tokens().any(|word| self.text(word) == "const") {
            true => Some(FixedBy::ConstEnum),
            false => body.iter().any(is_text).then_some(FixedBy::TextEnum),
        };
        if let Some(by) = all {
            for member in members {
                self.note_spot(member.span, Takes::Literal(by));
            }
            return;
        }
        for pair in body.windows(2) {
            let [one, next] = pair else { continue };
            let at = members.partition_point(|member| member.span.start < one.span().start);
            let member = members
                .get(at)
                .filter(|member| one.span().contains(member.span));
            if let Some(member) = member.filter(|_| next.kind() != Kind::EnumAssignment) {
                self.note_spot(member.span, Takes::Literal(FixedBy::NextMember));
            }
        }
    }

    pub(super) fn class_statics(&mut self, class: Node<'t>) {
        let body = class.children_of(Field::Body);
        let is_static = |child: &Node<'t>| self.is_static(*child);
        let member = |child: Node<'t>| {
            let key = child
                .field(Field::Property)
                .or_else(|| child.field(Field::Name))?;
            self.constant(self.key(key)?, key, child.field(Field::Value)?)
        };
        let fields =
            body.filter(|child| matches!(child.kind(), Kind::FieldDefinition | Kind::PublicField));
        let members: Vec<Constant> = fields.filter(is_static).filter_map(member).collect();
        if members.is_empty() {
            return;
        }
        let name = class
            .field(Field::Name)
            .map(|name| self.text(name).to_owned());
        let id = self.push_group(Group {
            name,
            span: class.span(),
            kind: GroupKind::ClassStatics,
            members,
        });
        self.emit_group(id, Site::Constant);
    }

    /// `const NAME = 101`: a constant of its own, or of the module's table.
    pub(super) fn constant_declarator(&mut self, declarator: Node<'t>, pattern: Node<'t>) {
        let Some(value) = declarator.field(Field::Value) else {
            return;
        };
        if pattern.kind() == Kind::Identifier && !self.begins_loop(declarator) {
            self.tables
                .note_list(self.text(pattern), self.scope(), unwrapped(value));
            self.named_literals(self.text(pattern), value);
        }
    }

    pub(super) fn named_literals(&mut self, name: &str, value: Node<'t>) {
        for (span, operand) in self.leaves(value) {
            if matches!(operand, Operand::Number(_)) {
                let subject = Subject::Named {
                    name: name.to_owned(),
                    group: None,
                };
                self.emit_leaf(span, operand, Site::Constant, subject, None, None);
            }
        }
    }

    /// `target.name = literal`
    pub(super) fn assigned_member(&mut self, left: Node<'t>, right: Node<'t>) {
        let target = self.expr(left);
        let Expr::Member(base, name) = &target else {
            return;
        };
        if is_code_key(name) {
            self.emit(
                right,
                Site::Field,
                &Subject::Assigned {
                    target: target.clone(),
                },
                None,
                None,
            );
        } else if name.starts_with(|c: char| c.is_uppercase()) {
            let key = left
                .field(Field::Property)
                .or_else(|| left.field(Field::Index))
                .unwrap_or(left);
            let constant = self.constant(name, key, right);
            if let (Some(constant), Some(owner)) = (constant, base.dotted()) {
                self.tables.note_static(owner, constant);
            }
        }
    }

    /// Babel's `_defineProperty(Class, "NAME", 101)`; whether it is that.
    pub(super) fn defined_property(&mut self, callee: &Expr, arguments: &[Node<'t>]) -> bool {
        let defines = match callee {
            Expr::Member(base, name) if name == "default" => base
                .last_name()
                .is_some_and(|n| n.contains("defineProperty")),
            other => other
                .last_name()
                .is_some_and(|name| name.contains("defineProperty")),
        };
        let ([owner, key, value], true) = (arguments, defines) else {
            return false;
        };
        let (Some(name), Some(owner)) = (self.string(*key), self.expr(*owner).dotted()) else {
            return false;
        };
        let constant = self.constant(name, *key, *value);
        let defined = constant.is_some();
        if let Some(constant) = constant {
            self.tables.note_static(owner, constant);
        }
        defined
    }
}
