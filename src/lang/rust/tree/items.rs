//! Items: functions, implementations, traits, modules, and which of them are only built for tests.

use std::mem::replace;

use syn::visit::Visit;
use syn::{Attribute, Block, Expr as Tree, FnArg, ImplItem, Item, TraitItem};

use super::Walker;
use super::bind::Local;
use super::paths::name;
use super::patterns::{self, Matched, Taken};
use crate::model::facts::{self, Binding, Bound, Expr, Fate, Site};
use crate::model::source::Span;

/// Whether attributes make an item one of tests: `#[test]`, `#[tokio::test]`, `#[cfg(test)]`.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let path = attribute.path();
        let last = path.segments.last().map(|last| name(&last.ident));
        match (last.as_deref(), &attribute.meta) {
            (Some("cfg"), syn::Meta::List(list)) => asks_for_test(list.tokens.clone()),
            (Some("test" | "rstest" | "test_case" | "bench" | "quickcheck"), _) => true,
            _ => false,
        }
    })
}

/// Whether a condition asks for `test`, and not for its absence.
pub(super) fn asks_for_test(condition: proc_macro2::TokenStream) -> bool {
    use proc_macro2::TokenTree;
    let mut negated = false;
    condition.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => {
            negated = ident == "not";
            ident == "test"
        }
        TokenTree::Group(group) => !negated && asks_for_test(group.stream()),
        _ => false,
    })
}

pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(node) => &node.attrs,
        Item::Enum(node) => &node.attrs,
        Item::Fn(node) => &node.attrs,
        Item::Impl(node) => &node.attrs,
        Item::Macro(node) => &node.attrs,
        Item::Mod(node) => &node.attrs,
        Item::Static(node) => &node.attrs,
        Item::Trait(node) => &node.attrs,
        _ => &[],
    }
}

impl Walker<'_> {
    /// Keeps what holds other code by its name.
    pub(super) fn note_item(&mut self, span: Span, name: &syn::Ident) {
        let name = self.at(name.span());
        self.facts.items.push(facts::Item { span, name });
    }

    pub(super) fn function(
        &mut self,
        signature: &syn::Signature,
        own: String,
        attributes: &[Attribute],
        block: Option<&Block>,
        span: Span,
    ) {
        let id = self.find(&own);
        self.note_item(span, &signature.ident);
        let function = Some(own);
        self.scoped(span, |walker| {
            walker.receiver(signature);
            let typed = signature.inputs.iter().filter_map(|input| match input {
                FnArg::Typed(typed) => Some(typed),
                FnArg::Receiver(_) => None,
            });
            for (index, parameter) in typed.enumerate() {
                walker.visit_type(&parameter.ty);
                let bound = Bound::Parameter {
                    callee: None,
                    argument: 0,
                    index,
                    function: function.clone(),
                };
                let annotation = walker.ty(&parameter.ty);
                let mut taken = Taken::new(span, None);
                walker.take(&parameter.pat, &Matched::Given(bound), &mut taken);
                if patterns::ident(&parameter.pat).is_some() {
                    taken.locals.iter_mut().for_each(|local: &mut Local| {
                        local.annotation.clone_from(&annotation);
                    });
                }
                walker.declare(taken.locals);
            }
            walker.visit_return_type(&signature.output);
            walker.cases(attributes, signature);
            if let Some(block) = block {
                walker.in_function(id, &signature.output, |walker| {
                    walker.block(block, &Fate::Returned);
                });
            }
        });
    }

    /// Binds `self` to the type at hand.
    fn receiver(&mut self, signature: &syn::Signature) {
        if let (Some(receiver), Some(this)) = (signature.receiver(), self.this.clone()) {
            let span = self.at(receiver.self_token.span);
            self.push_binding(Binding {
                name: "self".into(),
                scope: self.scope,
                span,
                value: Bound::Opaque,
                annotation: Some(this),
            });
        }
    }

    /// The name under which a method is bound beside its type: `Failure.body`.
    fn method_name(&self, method: &syn::Ident) -> String {
        let owner = self.this.as_ref().and_then(Expr::last_name);
        match owner {
            Some(owner) => format!("{owner}.{}", name(method)),
            None => name(method),
        }
    }

    /// Binds a method beside its type, for those who call it by its whole name or on a value.
    fn bind_method(&mut self, signature: &syn::Signature) {
        let error = self.error_type(&signature.output);
        self.push_binding(Binding {
            name: self.method_name(&signature.ident),
            scope: self.scope,
            span: self.at(signature.ident.span()),
            value: Bound::Function,
            annotation: error,
        });
    }

    pub(super) fn method_item(
        &mut self,
        attrs: &[Attribute],
        signature: &syn::Signature,
        block: Option<&Block>,
    ) {
        let first = signature.fn_token.span;
        let last = block.map_or(signature.paren_token.span.close(), |block| {
            block.brace_token.span.close()
        });
        let span = self.between(first, last);
        let own = self.method_name(&signature.ident);
        self.tested(attrs, |walker| {
            walker.function(signature, own, attrs, block, span);
        });
    }

    pub(super) fn constant_item(&mut self, ident: &syn::Ident, tree: &Tree, span: Span) {
        self.stated(span, |walker| {
            walker.named_literals(&name(ident), tree);
            let target = Expr::Name(name(ident));
            walker.value(tree, Fate::Bound { target });
        });
    }

    pub(super) fn implementation(&mut self, node: &syn::ItemImpl) {
        self.visit_type(&node.self_ty);
        if let Some((path, _)) = &node.trait_ {
            self.visit_path(path);
        }
        let this = self.ty(&node.self_ty);
        let owner = this.as_ref().and_then(Expr::last_name).map(str::to_owned);
        let outer = replace(&mut self.this, this);
        let span = self.between(node.impl_token.span, node.brace_token.span.close());
        // `impl Reader for File`: that it is of a trait is a part of its name.
        let name = Span {
            start: span.start,
            end: self.at(node.brace_token.span.open()).start,
        };
        self.facts.items.push(facts::Item { span, name });
        for item in &node.items {
            if let ImplItem::Fn(method) = item {
                self.bind_method(&method.sig);
            }
        }
        self.scoped(span, |walker| {
            let constants = node.items.iter().filter_map(|item| match item {
                ImplItem::Const(node) => Some((&node.ident, &node.expr)),
                _ => None,
            });
            walker.stated(span, |walker| walker.statics(owner, span, constants));
            for item in &node.items {
                if let ImplItem::Fn(method) = item {
                    let error = walker.error_type(&method.sig.output);
                    walker.bind_ident(&method.sig.ident, Bound::Function, error);
                }
            }
            for item in &node.items {
                walker.impl_item(item);
            }
        });
        self.this = outer;
    }

    /// Binds the methods that a trait has by default.
    pub(super) fn trait_methods(&mut self, node: &syn::ItemTrait) {
        for item in &node.items {
            if let TraitItem::Fn(method) = item
                && method.default.is_some()
            {
                self.bind_method(&method.sig);
            }
        }
    }

    pub(super) fn impl_item(&mut self, item: &ImplItem) {
        match item {
            ImplItem::Const(node) => {
                let span = self.between(node.const_token.span, node.semi_token.span);
                self.constant_item(&node.ident, &node.expr, span);
            }
            ImplItem::Fn(node) => self.method_item(&node.attrs, &node.sig, Some(&node.block)),
            ImplItem::Macro(node) => self.macro_call(&node.mac, Fate::Other),
            ImplItem::Verbatim(tokens) => self.torn(tokens),
            _ => {}
        }
    }

    pub(super) fn trait_item(&mut self, item: &TraitItem) {
        match item {
            TraitItem::Const(node) => {
                if let Some((_, value)) = &node.default {
                    let span = self.between(node.const_token.span, node.semi_token.span);
                    self.constant_item(&node.ident, value, span);
                }
            }
            TraitItem::Fn(node) => self.method_item(&node.attrs, &node.sig, node.default.as_ref()),
            TraitItem::Macro(node) => self.macro_call(&node.mac, Fate::Other),
            TraitItem::Verbatim(tokens) => self.torn(tokens),
            _ => {}
        }
    }

    pub(super) fn module_item(&mut self, node: &syn::ItemMod) {
        let Some((brace, items)) = &node.content else {
            return;
        };
        self.stated(self.at(node.ident.span()), |walker| {
            walker.emit_named_group(&node.ident, Site::Constant);
        });
        let outer = self.module;
        let span = self.between(brace.span.open(), brace.span.close());
        self.note_item(span, &node.ident);
        self.scoped(span, |walker| {
            walker.module = walker.scope;
            let inner = node
                .attrs
                .iter()
                .rfind(|attribute| matches!(attribute.style, syn::AttrStyle::Inner(_)));
            let last = inner.map_or(brace.span.open(), |last| last.bracket_token.span.close());
            let behind = walker.at(last).end as usize;
            walker.note_head(behind);
            walker.bind_items(items.iter());
            for item in items {
                walker.visit_item(item);
            }
        });
        self.module = outer;
    }
}
