//! Constants that stand together: enums with discriminants, modules of constants, constants of an `impl` or a trait.

use syn::{Expr as Tree, Ident};

use super::Walker;
use super::paths::name;
use crate::model::facts::{
    Bound, Constant, Expr, Group, GroupId, GroupKind, Operand, Site, Subject,
};
use crate::model::source::Span;

/// The number in `Code(101)` or `Self(101)`, a constant of `Code`.
fn newtype<'e>(value: &'e Tree, owner: Option<&str>) -> Option<&'e Tree> {
    let Tree::Call(call) = value else { return None };
    let Tree::Path(func) = call.func.as_ref() else {
        return None;
    };
    let func = func.path.get_ident()?;
    let own = func == "Self" || owner.is_some_and(|owner| func == owner);
    call.args.first().filter(|_| own && call.args.len() == 1)
}

pub(super) fn class() -> Bound {
    Bound::Class { extends: None }
}

impl Walker<'_> {
    /// What the name of an enum is bound to: a group, if it has discriminants.
    pub(super) fn enumeration(&mut self, node: &syn::ItemEnum) -> Bound {
        let mut members = Vec::new();
        for variant in &node.variants {
            if let Some((_, value)) = &variant.discriminant {
                members.extend(self.constant(&variant.ident, value));
            }
        }
        let span = self.between(node.enum_token.span, node.brace_token.span.close());
        self.named_group(&node.ident, span, GroupKind::Enum, members)
            .unwrap_or_else(class)
    }

    /// What the name of a module is bound to: a group, if it has constants. A module of tests keeps its to itself; one of
    /// another file is what `self::name` leads to.
    pub(super) fn module_value(&mut self, node: &syn::ItemMod) -> Bound {
        let Some((brace, items)) = &node.content else {
            let module = Expr::Module("self".into());
            return Bound::Value(module.member(name(&node.ident)));
        };
        let mut members = Vec::new();
        if !super::items::is_test(&node.attrs) {
            for item in items {
                if let syn::Item::Const(node) = item {
                    members.extend(self.constant(&node.ident, &node.expr));
                }
            }
        }
        let span = self.between(node.mod_token.span, brace.span.close());
        self.named_group(&node.ident, span, GroupKind::Module, members)
            .unwrap_or(Bound::Opaque)
    }

    fn named_group(
        &mut self,
        ident: &Ident,
        span: Span,
        kind: GroupKind,
        members: Vec<Constant>,
    ) -> Option<Bound> {
        if members.is_empty() {
            return None;
        }
        let place = self.at(ident.span());
        let id = self.push_group(Group {
            name: Some(name(ident)),
            span,
            kind,
            members,
        });
        self.groups.insert(place, id);
        Some(Bound::Group(id))
    }

    fn push_group(&mut self, group: Group) -> GroupId {
        self.named
            .extend(group.members.iter().map(|member| member.span));
        self.facts.groups.push(group);
        GroupId::try_from(self.facts.groups.len() - 1).unwrap_or(GroupId::MAX)
    }

    /// Notes the constants of a file that holds nothing else.
    pub(super) fn table_of_file(&mut self, items: &[syn::Item]) {
        use syn::Item;
        let is_table = items.iter().all(|item| match item {
            Item::Const(_) | Item::Use(_) => true,
            Item::Mod(node) => super::items::is_test(&node.attrs),
            _ => false,
        });
        for item in items.iter().filter(|_| is_table) {
            let Item::Const(node) = item else { continue };
            let syn::Type::Path(ty) = node.ty.as_ref() else {
                continue;
            };
            let ty = super::paths::last_name(&ty.path).unwrap_or_default();
            if let Some(constant) = self.constant(&node.ident, &node.expr) {
                self.facts.table.push((constant.span, ty));
            }
        }
    }

    /// A constant whose value is a single number.
    fn constant(&mut self, ident: &Ident, value: &Tree) -> Option<Constant> {
        match self.leaves(value).as_slice() {
            [(span, Operand::Number(number))] => Some(Constant {
                name: name(ident),
                name_span: self.at(ident.span()),
                span: *span,
                value: *number,
            }),
            _ => None,
        }
    }

    /// The constants of an `impl` or a trait, named by their type.
    pub(super) fn statics<'c>(
        &mut self,
        owner: Option<String>,
        span: Span,
        constants: impl Iterator<Item = (&'c Ident, &'c Tree)>,
    ) {
        let members: Vec<Constant> = constants
            .filter_map(|(ident, value)| {
                let value = newtype(value, owner.as_deref()).unwrap_or(value);
                self.constant(ident, value)
            })
            .collect();
        if !members.is_empty() {
            let id = self.push_group(Group {
                name: owner,
                span,
                kind: GroupKind::ClassStatics,
                members,
            });
            self.emit_group(id, Site::Constant);
        }
    }

    /// Reports the members of the group that a name was bound to, if any.
    pub(super) fn emit_named_group(&mut self, ident: &Ident, site: Site) {
        if let Some(id) = self.groups.get(&self.at(ident.span())) {
            self.emit_group(*id, site);
        }
    }

    fn emit_group(&mut self, id: GroupId, site: Site) {
        let members = self.facts.groups[id as usize].members.clone();
        for member in members {
            let subject = Subject::Named {
                name: member.name,
                group: Some(id),
            };
            self.emit_leaf(member.span, Operand::Number(member.value), site, subject);
        }
    }

    /// Reports the numbers that a name is bound to, if no other name has them.
    pub(super) fn named_literals(&mut self, name: &str, value: &Tree) {
        let leaves = self.leaves(value);
        self.named_leaves(name, leaves);
    }

    pub(super) fn named_leaves(&mut self, name: &str, leaves: Vec<(Span, Operand)>) {
        for (span, operand) in leaves {
            if matches!(operand, Operand::Number(_)) && self.named.insert(span) {
                let subject = Subject::Named {
                    name: name.into(),
                    group: None,
                };
                self.emit_leaf(span, operand, Site::Constant, subject);
            }
        }
    }
}
