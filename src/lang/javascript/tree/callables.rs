//! By which names functions are called: their own, their variable's, `Owner.name` for what stands in an object,
//! `this.name` and `Class.name` for methods, for a constructor its class's.
//!
//! A name with a dot is the whole path as a caller writes it; what is exported without a name has one that no source can
//! write.

use super::Walker;
use super::exports::{DEFAULT, exported_name};
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Binding, Bound};

/// How many objects around a function make up its path.
const LEVELS: usize = 4;

impl<'t> Walker<'t> {
    /// Binds the name of a function that stands at hand.
    pub(super) fn bind_function_name(&mut self, function: Node<'t>, kind: Kind) {
        if matches!(kind, Kind::FunctionDeclaration | Kind::GeneratorDeclaration) {
            if let Some(name) = function.field(Field::Name) {
                self.push_binding(self.text(name), name, self.scope(), Bound::Function);
            }
            return;
        }
        let path = self.called(function).filter(|path| path.contains('.'));
        if let Some(name) = path {
            // A static method is called from outside of its class's body.
            let scope = match name.starts_with("this.") || kind != Kind::Method {
                true => self.scope(),
                false => self.function_scope(),
            };
            self.facts.bindings.push(Binding {
                name,
                scope,
                span: function.span(),
                value: Bound::Function,
                annotation: None,
            });
        }
    }

    /// The name by which a function is called.
    pub(super) fn called(&self, function: Node<'t>) -> Option<String> {
        let name = function.field(Field::Name);
        if function.kind() == Kind::Method {
            return self.method_path(function, name?);
        }
        let own = name.map(|name| self.text(name).to_owned());
        own.or_else(|| self.place())
    }

    fn method_path(&self, method: Node<'t>, name: Node<'t>) -> Option<String> {
        let key = self.key(name)?;
        let [.., above, body] = self.ancestors.as_slice() else {
            return None;
        };
        if body.kind() == Kind::Object {
            return self.path_of_property(self.ancestors.len() - 1, key);
        }
        let class = above.field(Field::Name).map(|class| self.text(class));
        match (key, class) {
            ("constructor", class) => class.map(str::to_owned),
            (key, Some(class)) if self.is_static(method) => Some(format!("{class}.{key}")),
            (key, _) => Some(format!("this.{key}")),
        }
    }

    pub(super) fn is_static(&self, member: Node<'t>) -> bool {
        member.tokens().any(|word| self.text(word) == "static")
    }

    /// What an anonymous function is bound to, or stands under.
    fn place(&self) -> Option<String> {
        let parent = *self.ancestors.last()?;
        match parent.kind() {
            Kind::VariableDeclarator => {
                let name = parent.field(Field::Name)?;
                Some(self.text(name).to_owned())
            }
            Kind::Pair => {
                let key = self.key(parent.field(Field::Key)?)?;
                self.path_of_property(self.ancestors.len() - 2, key)
            }
            Kind::FieldDefinition | Kind::PublicField => {
                let key = parent.field(Field::Property);
                let key = self.key(key.or_else(|| parent.field(Field::Name))?)?;
                Some(format!("this.{key}"))
            }
            Kind::Assignment => {
                let items = self.exported_as(parent.field(Field::Left)?)?;
                Some(exported_name(&items))
            }
            Kind::ExportStatement => Some(exported_name(&[DEFAULT.into()])),
            _ => None,
        }
    }

    /// The path of a property of the object literal that is the ancestor `at`.
    fn path_of_property(&self, mut at: usize, key: &str) -> Option<String> {
        let mut keys = vec![key.to_owned()];
        for _ in 0..LEVELS {
            if self.ancestors.get(at)?.kind() != Kind::Object {
                return None;
            }
            let holder = loop {
                at = at.checked_sub(1)?;
                let node = *self.ancestors.get(at)?;
                match node.kind() {
                    Kind::Arguments => {}
                    Kind::Call if self.may_be_identity(node) => {}
                    kind if kind.is_transparent() => {}
                    _ => break node,
                }
            };
            let head = match holder.kind() {
                Kind::VariableDeclarator => self.text(holder.field(Field::Name)?).to_owned(),
                Kind::ExportStatement => exported_name(&[DEFAULT.into()]),
                Kind::Assignment => {
                    let items = self.exported_as(holder.field(Field::Left)?)?;
                    keys.splice(0..0, items);
                    return Some(exported_name(&keys));
                }
                Kind::Pair => {
                    let key = self.key(holder.field(Field::Key)?)?;
                    keys.insert(0, key.to_owned());
                    at = at.checked_sub(1)?;
                    continue;
                }
                _ => return None,
            };
            keys.insert(0, head);
            return Some(keys.join("."));
        }
        None
    }
}
