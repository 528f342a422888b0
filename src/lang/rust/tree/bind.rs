//! Scopes, and the names that items bind in them.
//!
//! Items are visible in all of their scope, so they are bound when it is opened. A `let` that binds a name anew opens a
//! scope for the rest of its block.

use syn::{Item, UseTree};

use super::paths::name;
use super::{Walker, groups};
use crate::model::facts::{
    Binding, BindingId, Bound, Expr, Head, Import, ImportForm, Scope, ScopeId,
};
use crate::model::source::Span;

/// How many scopes one block opens for names that are bound anew.
const MAX_SHADOWS: u32 = 256;

/// A name of a pattern, before it is bound.
pub(super) struct Local {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) value: Bound,
    pub(super) annotation: Option<Expr>,
}

impl Walker<'_> {
    /// Does its work in a scope of its own.
    pub(super) fn scoped(&mut self, span: Span, work: impl FnOnce(&mut Self)) {
        let outer = self.scope;
        self.open(span);
        work(self);
        self.scope = outer;
    }

    fn open(&mut self, span: Span) {
        let parent = Some(self.scope);
        self.facts.scopes.push(Scope { parent, span });
        self.scope = ScopeId::try_from(self.facts.scopes.len() - 1).unwrap_or(ScopeId::MAX);
    }

    pub(super) fn push_binding(&mut self, binding: Binding) -> BindingId {
        let id = BindingId::try_from(self.facts.bindings.len()).unwrap_or(BindingId::MAX);
        if !binding.name.is_empty() {
            self.names.insert((binding.scope, binding.name.clone()), id);
        }
        self.facts.bindings.push(binding);
        id
    }

    /// Binds the names of a pattern, all at once: what their values are made of are names from before.
    pub(super) fn declare(&mut self, locals: Vec<Local>) {
        let detached: Vec<Local> = self.detached(locals);
        let bound = |local: &Local| self.names.contains_key(&(self.scope, local.name.clone()));
        if detached.iter().any(bound) {
            self.shadow();
        }
        for local in detached {
            self.push_binding(Binding {
                name: local.name,
                scope: self.scope,
                span: local.span,
                value: local.value,
                annotation: local.annotation,
            });
        }
    }

    /// Values that begin with a name that is bound now mean the name's binding from before.
    fn detached(&mut self, mut locals: Vec<Local>) -> Vec<Local> {
        let names: Vec<String> = locals.iter().map(|local| local.name.clone()).collect();
        for local in &mut locals {
            let (Bound::Value(value)
            | Bound::Rejection { promise: value, .. }
            | Bound::Resolution { promise: value }) = &mut local.value
            else {
                continue;
            };
            let root = value.root_name().map(str::to_owned);
            if let Some(root) = root.filter(|root| names.contains(root)) {
                let before = self.find(&root).map_or(Expr::Opaque, Expr::Slot);
                *value = super::expr::with_root(std::mem::replace(value, Expr::Opaque), &before);
            }
        }
        locals
    }

    fn shadow(&mut self) {
        let end = self.facts.scopes[self.scope as usize].span.end;
        if self.shadows < MAX_SHADOWS {
            self.shadows += 1;
            let start = self
                .statement
                .map_or(end, |statement| statement.end.min(end));
            self.open(Span { start, end });
        }
    }

    /// Binds the items of a scope: what paths may begin with before what paths lead to.
    pub(super) fn bind_items<'i>(&mut self, items: impl Iterator<Item = &'i Item> + Clone) {
        for item in items.clone() {
            self.bind_type(item);
        }
        for item in items.clone() {
            if let Item::Use(node) = item {
                self.note_import(node);
                let rooted = node.leading_colon.is_some();
                self.import(&node.tree, &mut Vec::new(), rooted);
            }
        }
        for item in items {
            self.bind_value(item);
        }
    }

    /// Keeps where a `use` stands.
    fn note_import(&mut self, node: &syn::ItemUse) {
        let first = match &node.vis {
            syn::Visibility::Inherited => node.use_token.span,
            // One that is handed on is no place for what the file alone needs.
            _ => return,
        };
        self.facts.imports.statements.push(Import {
            span: self.between(first, node.semi_token.span),
            scope: self.scope,
            module: String::new(),
            form: ImportForm::Declared,
        });
    }

    /// Keeps where the items of a scope begin: at the first thing behind an offset that is no blank.
    pub(super) fn note_head(&mut self, behind: usize) {
        let rest = self.file.text.get(behind..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start().len();
        let at = u32::try_from(behind + blanks).unwrap_or(u32::MAX);
        self.facts.imports.heads.push(Head {
            scope: self.scope,
            at,
        });
    }

    /// Crates, modules and types.
    fn bind_type(&mut self, item: &Item) {
        let (ident, value) = match item {
            Item::ExternCrate(node) => return self.extern_crate(node),
            Item::Struct(node) => (&node.ident, groups::class()),
            Item::Union(node) => (&node.ident, groups::class()),
            Item::Trait(node) => (&node.ident, groups::class()),
            Item::Enum(node) => (&node.ident, self.enumeration(node)),
            Item::Mod(node) => (&node.ident, self.module_value(node)),
            _ => return,
        };
        self.bind_ident(ident, value, None);
    }

    /// Functions, constants, and other names of types.
    fn bind_value(&mut self, item: &Item) {
        let (ident, ty, tree) = match item {
            Item::Fn(node) => {
                let error = self.error_type(&node.sig.output);
                self.bind_ident(&node.sig.ident, Bound::Function, error);
                return;
            }
            Item::Type(node) => {
                let value = self.ty(&node.ty).map_or(Bound::Opaque, Bound::Value);
                self.bind_ident(&node.ident, value, None);
                return;
            }
            Item::Const(node) => (&node.ident, &node.ty, &node.expr),
            Item::Static(node) => (&node.ident, &node.ty, &node.expr),
            _ => return,
        };
        let value = Bound::Value(self.expr(tree));
        let annotation = self.ty(ty);
        let id = self.bind_ident(ident, value, annotation);
        self.note_rows(id, tree);
    }

    pub(super) fn bind_ident(
        &mut self,
        ident: &syn::Ident,
        value: Bound,
        annotation: Option<Expr>,
    ) -> BindingId {
        self.push_binding(Binding {
            name: name(ident),
            scope: self.scope,
            span: self.at(ident.span()),
            value,
            annotation,
        })
    }

    fn extern_crate(&mut self, node: &syn::ItemExternCrate) {
        let module = name(&node.ident);
        let own = node.ident == "self";
        let ident = node
            .rename
            .as_ref()
            .map_or(&node.ident, |(_, rename)| rename);
        if !own {
            self.note_module(&module);
        }
        if ident != "_" && ident != "self" {
            let module = if own { "crate".into() } else { module };
            self.bind_ident(ident, Bound::Value(Expr::Module(module)), None);
        }
    }

    /// Binds the names of a `use`; `path` leads to the tree at hand.
    fn import(&mut self, tree: &UseTree, path: &mut Vec<String>, rooted: bool) {
        match tree {
            UseTree::Path(node) => {
                path.push(name(&node.ident));
                self.import(&node.tree, path, rooted);
                path.pop();
            }
            UseTree::Group(node) => {
                for tree in &node.items {
                    self.import(tree, path, rooted);
                }
            }
            UseTree::Name(node) => self.import_name(&node.ident, &node.ident, path, rooted),
            UseTree::Rename(node) => self.import_name(&node.ident, &node.rename, path, rooted),
            UseTree::Glob(_) => {
                let module = self.imported(path, rooted);
                // `use super::*` in a module of this file: its names are visible already.
                let here = self.module != 0 && module == Expr::Module("super".into());
                if !here {
                    self.facts.globs.push((self.scope, module));
                }
            }
        }
    }

    fn import_name(
        &mut self,
        from: &syn::Ident,
        ident: &syn::Ident,
        path: &[String],
        rooted: bool,
    ) {
        let mut path = path.to_vec();
        // `use a::b::{self}` binds `b`.
        let of_itself = from == "self" && !path.is_empty();
        if !of_itself {
            path.push(name(from));
        }
        let bound = match of_itself && ident == "self" {
            true => path.last().cloned().unwrap_or_default(),
            false => name(ident),
        };
        let value = self.imported(&path, rooted);
        // `use super::a` where the outer module is in this file: the name is visible already.
        if bound == "_" || value == Expr::Name(bound.clone()) {
            return;
        }
        let is_double = self.names.contains_key(&(self.scope, bound.clone()));
        let id = self.push_binding(Binding {
            name: bound,
            scope: self.scope,
            span: self.at(ident.span()),
            value: Bound::Value(value.clone()),
            annotation: None,
        });
        // `mod fail; use fail::fail;`: a path goes on with the module, a name alone is what was imported.
        if is_double {
            self.doubles.insert(id, value);
        }
    }

    /// What a path in a `use` leads to: there, a single name is a crate as well.
    fn imported(&mut self, path: &[String], rooted: bool) -> Expr {
        let single = matches!(path, [only] if self.find(only).is_none()
            && !matches!(only.as_str(), "crate" | "self" | "super"));
        self.names_path(path, rooted || single)
    }
}
