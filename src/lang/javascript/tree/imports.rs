//! Imports, and the names that they bind. `require` is an expression: see `expr`; what a file gives in turn: `exports`.

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{BindingId, Bound, Expr};

impl<'t> Walker<'t> {
    pub(super) fn import(&mut self, node: Node<'t>) {
        let children = node.children();
        let source = node
            .field(Field::Source)
            .and_then(|source| self.string(source));
        let Some(module) = source else {
            // TypeScript: `import name = require('module')`.
            if let Some(clause) = children
                .into_iter()
                .find(|child| child.kind() == Kind::ImportRequire)
            {
                self.import_require(clause);
            }
            return;
        };
        self.facts.modules.push(module.to_owned());
        self.facts.imports.module = true;
        let known = self.facts.bindings.len();
        let module = Expr::Module(module.to_owned());
        for clause in children
            .into_iter()
            .filter(|child| child.kind() == Kind::ImportClause)
        {
            for part in clause.children() {
                match part.kind() {
                    Kind::Identifier => {
                        self.import_name(part, module.clone().member("default"));
                    }
                    Kind::NamespaceImport => {
                        if let Some(name) = part.inner() {
                            self.import_name(name, module.clone());
                        }
                    }
                    Kind::NamedImports => self.named_imports(part, &module),
                    _ => {}
                }
            }
        }
        if self.is_of_types(node) {
            let all = known..self.facts.bindings.len();
            let all = all.filter_map(|id| BindingId::try_from(id).ok());
            self.facts.imports.types.extend(all);
        }
    }

    /// Whether `type` stands in front of what is imported.
    fn is_of_types(&self, import: Node<'t>) -> bool {
        let mut tokens = import.tokens();
        tokens.any(|token| matches!(self.text(token), "type" | "typeof"))
    }

    fn import_require(&mut self, clause: Node<'t>) {
        let module = clause
            .field(Field::Source)
            .and_then(|source| self.string(source));
        let name = clause
            .children()
            .find(|child| child.kind() == Kind::Identifier);
        if let (Some(module), Some(name)) = (module, name) {
            self.facts.modules.push(module.to_owned());
            self.import_name(name, Expr::Module(module.to_owned()));
        }
    }

    fn named_imports(&mut self, imports: Node<'t>, module: &Expr) {
        for specifier in imports
            .children()
            .filter(|child| child.kind() == Kind::ImportSpecifier)
        {
            let Some(name) = specifier.field(Field::Name) else {
                continue;
            };
            let imported = self.string(name).unwrap_or_else(|| self.text(name));
            let local = specifier.field(Field::Alias).unwrap_or(name);
            let id = self.import_name(local, module.clone().member(imported));
            if self.is_of_types(specifier) {
                self.facts.imports.types.push(id);
            }
        }
    }

    fn import_name(&mut self, name: Node<'t>, value: Expr) -> BindingId {
        self.push_binding(self.text(name), name, 0, Bound::Value(value))
    }
}
