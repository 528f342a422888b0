//! What other files may use: named numbers (constants, enum members, associated constants), by their visibility, and all
//! other names at the top of the file. A path to one that is out of sight does not compile, so nobody asks for it.
//!
//! Only what stands in the file's own modules is told; where the file stands in its crate is for `modules`.

use syn::{Expr as Tree, Ident, ImplItem, Item, Type, Visibility};

use super::Walker;
use super::items::is_test;
use super::{paths::name, types};
use crate::model::facts::{Bound, Export, Expr, Forward, Operand, Reach, Wanted};

impl Walker<'_> {
    /// Notes what `items` offer, which stand in the modules `outer` of the file.
    pub(super) fn export(&mut self, items: &[Item], outer: &[String], reach: Reach) {
        for item in items {
            match item {
                Item::Const(node) => {
                    self.export_item(&node.ident, &node.vis, (&node.expr, &node.ty), outer, reach)
                }
                Item::Static(node) => {
                    self.export_item(&node.ident, &node.vis, (&node.expr, &node.ty), outer, reach)
                }
                Item::Enum(node) => self.export_enum(node, outer, reach),
                Item::Impl(node) => self.export_associated(node, outer, reach),
                Item::Mod(node) if !is_test(&node.attrs) => {
                    let Some((_, items)) = &node.content else {
                        continue;
                    };
                    let inner: Vec<String> =
                        outer.iter().cloned().chain([name(&node.ident)]).collect();
                    self.export(
                        items,
                        &inner,
                        of(&node.vis, reach).max(Reach::Package).min(reach),
                    );
                }
                _ => {}
            }
        }
    }

    fn export_item(
        &mut self,
        ident: &Ident,
        visibility: &Visibility,
        value: (&Tree, &Type),
        outer: &[String],
        reach: Reach,
    ) {
        let (value, ty) = value;
        let ty = Some(ty);
        self.export_number(&[ident], (value, ty), outer, of(visibility, reach), false);
    }

    fn export_enum(&mut self, node: &syn::ItemEnum, outer: &[String], reach: Reach) {
        for variant in &node.variants {
            if let Some((_, value)) = &variant.discriminant {
                let path = [&node.ident, &variant.ident];
                self.export_number(&path, (value, None), outer, of(&node.vis, reach), true);
            }
        }
    }

    fn export_associated(&mut self, node: &syn::ItemImpl, outer: &[String], reach: Reach) {
        let Type::Path(owner) = &*node.self_ty else {
            return;
        };
        let Some(owner) = owner.path.get_ident() else {
            return;
        };
        for item in &node.items {
            if let ImplItem::Const(node) = item {
                let path = [owner, &node.ident];
                let value = (&node.expr, Some(&node.ty));
                self.export_number(&path, value, outer, of(&node.vis, reach), false);
            }
        }
    }

    fn export_number(
        &mut self,
        path: &[&Ident],
        (value, ty): (&Tree, Option<&Type>),
        outer: &[String],
        reach: Reach,
        variant: bool,
    ) {
        // A private item of an inner module is out of reach for the file itself.
        if reach == Reach::File && !outer.is_empty() {
            return;
        }
        if let [(operand, Operand::Number(_))] = self.leaves(value).as_slice() {
            let items = outer
                .iter()
                .cloned()
                .chain(path.iter().map(|ident| name(ident)));
            let items = items.collect();
            let operand = *operand;
            self.facts.exports.push(Export {
                items,
                value: Expr::Opaque,
                operand: Some(operand),
                reach,
                variant,
                ty: ty.and_then(written),
                wraps: !is_number(value),
            });
        }
    }

    /// Notes the names at the top of the file that are no numbers: functions, types, what is imported.
    pub(super) fn export_names(&mut self) {
        let known = |name: &str, exports: &[Export]| {
            let mut exports = exports.iter();
            exports.any(|export| matches!(export.items.as_slice(), [only] if only == name))
        };
        for binding in &self.facts.bindings {
            let leads = matches!(
                binding.value,
                Bound::Value(_) | Bound::Function | Bound::Class { .. } | Bound::Group(_)
            );
            let named = binding.scope == 0 && !binding.name.is_empty();
            if named && leads && !known(&binding.name, &self.facts.exports) {
                self.facts.exports.push(Export {
                    items: vec![binding.name.clone()],
                    value: Expr::Name(binding.name.clone()),
                    operand: None,
                    reach: Reach::Package,
                    variant: false,
                    ty: None,
                    wraps: false,
                });
            }
        }
        let globs = self.facts.globs.iter().filter(|(scope, _)| *scope == 0);
        self.facts.forwards = globs
            .map(|(_, module)| Forward {
                items: Vec::new(),
                module: module.clone(),
            })
            .collect();
    }
}

/// Whether an expression is a number itself, and not something that holds one.
fn is_number(value: &Tree) -> bool {
    match value {
        Tree::Lit(_) => true,
        Tree::Unary(node) => is_number(&node.expr),
        Tree::Paren(node) => is_number(&node.expr),
        Tree::Cast(node) => is_number(&node.expr),
        _ => false,
    }
}

/// An integer type by its name.
fn written(ty: &Type) -> Option<String> {
    match types::integer_type(ty) {
        Wanted::Type(name) => Some(name),
        _ => None,
    }
}

/// How far an item reaches whose module reaches as far as `outer`.
fn of(visibility: &Visibility, outer: Reach) -> Reach {
    let own = match visibility {
        Visibility::Public(_) => Reach::World,
        Visibility::Restricted(_) => Reach::Package,
        Visibility::Inherited => Reach::File,
    };
    own.min(outer)
}
