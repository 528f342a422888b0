//! Object literals and groups of constants: error bodies, tables, enums, class statics.

use tree_sitter::Node;

use super::sites::unwrapped;
use super::{Walker, node};
use crate::model::facts::{
    Constant, Expr, Fate, Field, Group, GroupId, GroupKind, Operand, Site, Subject,
};

/// How far up an object literal is followed to learn what becomes of it.
const LEVELS: usize = 24;

/// How many keys beside a code are told: an error has a handful.
const MAX_SIBLINGS: usize = 64;

/// Whether a key holds an error's code.
pub(super) fn is_code_key(key: &str) -> bool {
    key == "code"
}

impl<'t> Walker<'t> {
    pub(super) fn object(&mut self, node: Node<'t>) {
        let pairs: Vec<_> = node::children(node)
            .into_iter()
            .filter(|child| child.kind() == "pair")
            .collect();
        let (mut constants, mut codes) = (Vec::new(), Vec::new());
        for pair in &pairs {
            let (Some(key), Some(value)) = (node::field(*pair, "key"), node::field(*pair, "value"))
            else {
                continue;
            };
            let Some(name) = self.key(key) else { continue };
            if is_code_key(&name) {
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
                span: node::span(node),
                kind: GroupKind::Object,
                members: constants,
            });
            self.emit_group(id, Site::Constant);
        }
    }

    /// The name of a property, whatever its form.
    fn property_name(&self, child: Node<'t>) -> Option<String> {
        match child.kind() {
            "pair" => node::field(child, "key").and_then(|key| self.key(key)),
            "shorthand_property_identifier" => Some(self.text(child).into()),
            "method_definition" => node::field(child, "name").and_then(|key| self.key(key)),
            _ => None,
        }
    }

    fn constant(&self, name: String, name_node: Node<'t>, value: Node<'t>) -> Option<Constant> {
        match self.leaves(value).as_slice() {
            [(span, Operand::Number(number))] if *span == unwrapped(value).map(node::span)? => {
                Some(Constant {
                    name,
                    name_span: node::span(name_node),
                    span: *span,
                    value: *number,
                })
            }
            _ => None,
        }
    }

    fn code_fields(&mut self, object: Node<'t>, codes: Vec<(String, Node<'t>)>) {
        let (parents, fate) = self.fate(object);
        let properties = node::children(object);
        let names = properties
            .iter()
            .filter_map(|child| self.property_name(*child));
        let siblings: Vec<String> = names
            .filter(|name| !is_code_key(name))
            .take(MAX_SIBLINGS)
            .collect();
        let message = properties.iter().find_map(|pair| self.message_of(*pair));
        let context = Some(node::span(object));
        for (key, value) in codes {
            let field = Field {
                key,
                siblings: siblings.clone(),
                parents: parents.clone(),
                fate: fate.clone(),
            };
            let subject = Subject::Field(field);
            self.emit(value, Site::Field, &subject, message.as_deref(), context);
        }
    }

    fn message_of(&self, pair: Node<'t>) -> Option<String> {
        let key = node::field(pair, "key").and_then(|key| self.key(key))?;
        let speaks = matches!(key.as_str(), "error" | "message" | "msg" | "errmsg");
        speaks
            .then(|| node::field(pair, "value"))
            .flatten()
            .and_then(|value| self.words(value))
    }

    /// The keys that lead to an object literal, outermost first, and what becomes of the outermost one.
    fn fate(&self, object: Node<'t>) -> (Vec<String>, Fate) {
        let mut parents = Vec::new();
        let mut below = object;
        let mut fate = Fate::Other;
        for (at, node) in self.ancestors.iter().enumerate().rev().take(LEVELS) {
            match node.kind() {
                "pair" => parents.extend(node::field(*node, "key").and_then(|key| self.key(key))),
                "object" | "array" => {}
                "arguments" => {
                    // `None`: wrapped, as in `expect.objectContaining({..})`; what becomes of the call is asked.
                    if let Some(found) = self.argument_fate(at, *node, below) {
                        fate = found;
                        break;
                    }
                }
                "call_expression" | "new_expression" => {}
                kind if node::is_transparent(kind) => {}
                kind => {
                    fate = self.final_fate(kind, *node, below);
                    break;
                }
            }
            below = *node;
        }
        parents.reverse();
        (parents, fate)
    }

    fn final_fate(&self, kind: &str, node: Node<'t>, below: Node<'t>) -> Fate {
        match kind {
            "throw_statement" => Fate::Thrown,
            "return_statement" | "arrow_function" => Fate::Returned,
            "variable_declarator" => {
                node::field(node, "name").map_or(Fate::Other, |name| Fate::Bound {
                    target: self.expr(name),
                })
            }
            "assignment_expression"
                if node::field(node, "right").is_some_and(|right| right.id() == below.id()) =>
            {
                node::field(node, "left").map_or(Fate::Other, |left| Fate::Bound {
                    target: self.expr(left),
                })
            }
            _ => Fate::Other,
        }
    }

    /// What a call makes of an argument; `None` where the call only wraps it.
    fn argument_fate(&self, at: usize, list: Node<'t>, below: Node<'t>) -> Option<Fate> {
        let call = *self.ancestors.get(at.checked_sub(1)?)?;
        let function =
            node::field(call, "function").or_else(|| node::field(call, "constructor"))?;
        let callee = self.expr(function);
        if matches!(
            callee.last_name(),
            Some("objectContaining" | "freeze" | "arrayContaining" | "stringify" | "any")
        ) {
            return None;
        }
        if let Some(subject) = node::field(function, "object").and_then(|base| self.asserted(base))
        {
            return Some(Fate::Expected {
                other: self.expr(subject),
            });
        }
        let arguments = node::children(list);
        let index = arguments
            .iter()
            .position(|argument| argument.id() == below.id())
            .unwrap_or(0);
        // `assert.deepEqual(actual, { .. })`
        let compares = callee
            .last_name()
            .is_some_and(|name| name.to_ascii_lowercase().ends_with("equal"));
        if let ([actual, ..], true) = (arguments.as_slice(), compares && index == 1) {
            return Some(Fate::Expected {
                other: self.expr(*actual),
            });
        }
        let label = arguments
            .first()
            .filter(|_| index > 0)
            .and_then(|first| self.string(*first));
        Some(Fate::Argument {
            callee,
            index,
            label,
        })
    }

    /// The name or member that the node at hand is the value of, through wrappers that keep it.
    fn bound_to(&self) -> Option<Expr> {
        for node in self.ancestors.iter().rev().take(6) {
            match node.kind() {
                "variable_declarator" => {
                    return node::field(*node, "name").map(|name| self.expr(name));
                }
                "assignment_expression" => {
                    return node::field(*node, "left").map(|left| self.expr(left));
                }
                "pair" => {
                    return node::field(*node, "key")
                        .and_then(|key| self.key(key))
                        .map(Expr::Name);
                }
                "arguments" | "call_expression" => {}
                kind if node::is_transparent(kind) => {}
                _ => return None,
            }
        }
        None
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
        let Some(name) = node::field(node, "name") else {
            return;
        };
        let body = node::field(node, "body")
            .map(node::children)
            .unwrap_or_default();
        let member = |child: Node<'t>| {
            let (key, value) = (node::field(child, "name")?, node::field(child, "value")?);
            self.constant(self.key(key)?, key, value)
        };
        let members: Vec<Constant> = body
            .into_iter()
            .filter(|child| child.kind() == "enum_assignment")
            .filter_map(member)
            .collect();
        let group = Group {
            name: Some(self.text(name).into()),
            span: node::span(node),
            kind: GroupKind::Enum,
            members,
        };
        let id = self.push_group(group);
        self.bind_group(name, id);
        self.emit_group(id, Site::EnumMember);
    }

    pub(super) fn class_statics(&mut self, class: Node<'t>) {
        let body = node::field(class, "body")
            .map(node::children)
            .unwrap_or_default();
        let is_static = |child: &Node<'t>| {
            let mut cursor = child.walk();
            child
                .children(&mut cursor)
                .any(|part| part.kind() == "static")
        };
        let member = |child: Node<'t>| {
            let key = node::field(child, "property").or_else(|| node::field(child, "name"))?;
            self.constant(self.key(key)?, key, node::field(child, "value")?)
        };
        let fields = body
            .into_iter()
            .filter(|child| matches!(child.kind(), "field_definition" | "public_field_definition"));
        let members: Vec<Constant> = fields.filter(is_static).filter_map(member).collect();
        if members.is_empty() {
            return;
        }
        let name = node::field(class, "name").map(|name| self.text(name).to_owned());
        let id = self.push_group(Group {
            name,
            span: node::span(class),
            kind: GroupKind::ClassStatics,
            members,
        });
        self.emit_group(id, Site::Constant);
    }

    /// `const NAME = 101`: a constant of its own, or of the module's table.
    pub(super) fn constant_declarator(&mut self, declarator: Node<'t>, pattern: Node<'t>) {
        let Some(value) = node::field(declarator, "value") else {
            return;
        };
        if pattern.kind() == "identifier" {
            self.tables
                .note_list(self.text(pattern), self.scope(), unwrapped(value));
            self.named_literals(self.text(pattern).to_owned(), value);
        }
    }

    pub(super) fn named_literals(&mut self, name: String, value: Node<'t>) {
        for (span, operand) in self.leaves(value) {
            if matches!(operand, Operand::Number(_)) {
                let subject = Subject::Named {
                    name: name.clone(),
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
            let key = node::field(left, "property")
                .or_else(|| node::field(left, "index"))
                .unwrap_or(left);
            let constant = self.constant(name.clone(), key, right);
            if let (Some(constant), Some(owner)) = (constant, base.dotted()) {
                self.tables.note_static(owner, constant);
            }
        }
    }

    /// Babel's `_defineProperty(Class, "NAME", 101)`.
    pub(super) fn defined_property(&mut self, callee: &Expr, arguments: &[Node<'t>]) {
        let defines = match callee {
            Expr::Member(base, name) if name == "default" => base
                .last_name()
                .is_some_and(|n| n.contains("defineProperty")),
            other => other
                .last_name()
                .is_some_and(|name| name.contains("defineProperty")),
        };
        let ([owner, key, value], true) = (arguments, defines) else {
            return;
        };
        let (Some(name), Some(owner)) = (self.string(*key), self.expr(*owner).dotted()) else {
            return;
        };
        if let Some(constant) = self.constant(name, *key, *value) {
            self.tables.note_static(owner, constant);
        }
    }
}
