//! What other files may use: `export`, `module.exports`, `exports.name`, and the modules that are handed on as a whole.
//!
//! Objects that are exported are taken apart as far as their keys are written. Where a module is found is for `files`,
//! what a name of another file means for `resolve`.

use super::Walker;
use super::leaves::unwrapped;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Export, Expr, Forward, Operand, Reach};

/// How deep exported objects are taken apart.
const DEPTH: u8 = 3;

/// The name under which ES modules give what an import without braces takes.
pub(super) const DEFAULT: &str = "default";

impl<'t> Walker<'t> {
    /// `export ..`
    pub(super) fn export(&mut self, node: Node<'t>) {
        let source = node
            .field(Field::Source)
            .and_then(|source| self.string(source));
        if let Some(module) = source {
            return self.re_export(node, module);
        }
        if let Some(declaration) = node.field(Field::Declaration) {
            return self.export_declaration(node, declaration);
        }
        if let Some(value) = node.field(Field::Value) {
            return self.export_value(vec![DEFAULT.into()], value, DEPTH);
        }
        match node.inner() {
            Some(clause) if clause.kind() == Kind::ExportClause => {
                for (name, local) in self.specifiers(clause) {
                    self.push_export(vec![name.into()], Expr::Name(local.into()));
                }
            }
            // TypeScript: `export = value`
            Some(value) if !value.kind().is_statement() => {
                self.export_value(Vec::new(), value, DEPTH);
            }
            _ => {}
        }
    }

    /// `export .. from 'module'`
    fn re_export(&mut self, node: Node<'t>, module: &str) {
        self.facts.modules.push(module.to_owned());
        let module = Expr::Module(module.to_owned());
        match node.inner() {
            Some(clause) if clause.kind() == Kind::ExportClause => {
                for (name, imported) in self.specifiers(clause) {
                    self.push_export(vec![name.into()], module.clone().member(imported));
                }
            }
            Some(namespace) if namespace.kind() == Kind::NamespaceExport => {
                if let Some(name) = namespace.inner() {
                    self.push_export(vec![self.text(name).into()], module);
                }
            }
            _ => self.facts.forwards.push(Forward {
                items: Vec::new(),
                module,
            }),
        }
    }

    /// The names of a clause: as others see them, and as they are here.
    fn specifiers(&self, clause: Node<'t>) -> Vec<(&'t str, &'t str)> {
        let specifiers = clause
            .children()
            .filter(|child| child.kind() == Kind::ExportSpecifier);
        let names = specifiers.filter_map(|specifier| {
            let local = specifier.field(Field::Name)?;
            let name = specifier.field(Field::Alias).unwrap_or(local);
            let text = |node| self.string(node).unwrap_or_else(|| self.text(node));
            Some((text(name), text(local)))
        });
        names.collect()
    }

    fn export_declaration(&mut self, export: Node<'t>, declaration: Node<'t>) {
        if let Some(name) = declaration.field(Field::Name) {
            let name = self.text(name);
            let is_default = export.tokens().any(|word| self.text(word) == DEFAULT);
            let outside = if is_default { DEFAULT } else { name };
            return self.push_export(vec![outside.into()], Expr::Name(name.into()));
        }
        let declarators = declaration.children();
        for declarator in declarators.filter(|child| child.kind() == Kind::VariableDeclarator) {
            let names = declarator.field(Field::Name);
            for name in names.map_or(Vec::new(), |pattern| self.bound_names(pattern)) {
                self.push_export(vec![name.into()], Expr::Name(name.into()));
            }
        }
    }

    /// The names of a declarator; of a pattern, those right inside.
    fn bound_names(&self, pattern: Node<'t>) -> Vec<&'t str> {
        match pattern.kind() {
            Kind::Identifier => vec![self.text(pattern)],
            Kind::ObjectPattern => {
                let names = pattern.children().filter_map(|child| match child.kind() {
                    Kind::ShorthandPattern => Some(child),
                    Kind::PairPattern => child.field(Field::Value),
                    _ => None,
                });
                names
                    .filter(|name| matches!(name.kind(), Kind::ShorthandPattern | Kind::Identifier))
                    .map(|name| self.text(name))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// `module.exports = value`, `exports.name = value`
    pub(super) fn export_assigned(&mut self, left: Node<'t>, value: Node<'t>) {
        if let Some(items) = self.exported_as(left) {
            self.export_value(items, value, DEPTH);
        }
    }

    /// The names under which others see what is assigned to a member; `None` where they do not.
    pub(super) fn exported_as(&self, left: Node<'t>) -> Option<Vec<String>> {
        let base = left.field(Field::Object)?;
        let root = match base.kind() {
            Kind::Member => base.field(Field::Object)?,
            _ => base,
        };
        // Asked before the path is read: most members are none.
        if !matches!(self.text(root), "module" | "exports") {
            return None;
        }
        let path = self.expr(left).dotted()?;
        let mut names: Vec<String> = path.split('.').map(str::to_owned).collect();
        let head = if names.first()? == "module" { 2 } else { 1 };
        let is_export = names.get(head - 1)? == "exports";
        is_export.then(|| names.split_off(head))
    }

    fn export_value(&mut self, items: Vec<String>, value: Node<'t>, depth: u8) {
        let object = self.object_in(value).filter(|_| depth > 0);
        if let Some(object) = object {
            for property in object.children() {
                self.export_property(&items, property, depth - 1);
            }
            return;
        }
        let operand = match self.leaves(value).as_slice() {
            [(span, Operand::Number(_))] => Some(*span),
            _ => None,
        };
        let named = match value.kind() {
            kind if kind.is_class() => value
                .field(Field::Name)
                .map_or(Expr::Opaque, |name| Expr::Name(self.text(name).into())),
            kind if kind.is_function() => self.function_name(&items, value),
            Kind::Assignment => match value.field(Field::Right) {
                Some(right) => return self.export_value(items, right, depth),
                None => Expr::Opaque,
            },
            _ => self.expr(value),
        };
        self.facts.exports.push(Export {
            items,
            value: named,
            operand,
            reach: Reach::World,
            variant: false,
            ty: None,
            wraps: false,
        });
    }

    /// A function that is exported without a name of its own has that of its place.
    fn function_name(&self, items: &[String], function: Node<'t>) -> Expr {
        let name = function.field(Field::Name).map(|name| self.text(name));
        Expr::Name(name.map_or_else(|| exported_name(items), str::to_owned))
    }

    fn export_property(&mut self, outer: &[String], property: Node<'t>, depth: u8) {
        let inside = |name: &str| {
            let names = outer.iter().cloned();
            names.chain([name.to_owned()]).collect::<Vec<_>>()
        };
        match property.kind() {
            Kind::Shorthand => {
                let name = self.text(property);
                self.push_export(inside(name), Expr::Name(name.into()));
            }
            Kind::Pair => {
                let name = property.field(Field::Key).and_then(|key| self.key(key));
                if let (Some(name), Some(value)) = (name, property.field(Field::Value)) {
                    self.export_value(inside(name), value, depth);
                }
            }
            Kind::Method => {
                let name = property.field(Field::Name).and_then(|key| self.key(key));
                if let Some(items) = name.map(inside) {
                    let value = Expr::Name(exported_name(&items));
                    self.push_export(items, value);
                }
            }
            Kind::Spread => {
                let module = property.inner().map(|spread| self.expr(spread));
                self.facts.forwards.extend(module.map(|module| Forward {
                    items: outer.to_vec(),
                    module,
                }));
            }
            _ => {}
        }
    }

    /// The object literal that a value is, through casts and calls that give back what they are given.
    fn object_in(&self, value: Node<'t>) -> Option<Node<'t>> {
        let mut value = unwrapped(value)?;
        if value.kind() == Kind::Call && self.may_be_identity(value) {
            value = unwrapped(value.arguments().next()?)?;
        }
        (value.kind() == Kind::Object).then_some(value)
    }

    fn push_export(&mut self, items: Vec<String>, value: Expr) {
        self.facts.exports.push(Export {
            items,
            value,
            operand: None,
            reach: Reach::World,
            variant: false,
            ty: None,
            wraps: false,
        });
    }
}

/// The name that stands for an exported function without one: no source can write it.
pub(super) fn exported_name(items: &[String]) -> String {
    format!("exports.{}", items.join("."))
}
