//! The walk through the tree: what surrounds each place (scope, statement, test, what becomes of a value), and which
//! question is asked there.

use std::mem::replace;

use std::rc::Rc;

use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr as Tree, Item, Pat, TraitItem};

use super::expr::{hands_on, unwrapped, wrapped};
use super::items::{attributes, is_test};
use super::paths::name;
use super::patterns::{Matched, Taken};
use super::rows::Row;
use super::{Walker, place};
use crate::model::deadline;
use crate::model::facts::{Bound, Expr, Fate, Site};
use crate::model::source::Span;

/// What a closure is an argument of.
pub(super) struct Handed {
    callee: Expr,
    argument: usize,
    call: Span,
    /// The rows of the list that the method goes through.
    rows: Option<Rc<[Row]>>,
}

impl Walker<'_> {
    /// Visits an expression of whose value something becomes.
    pub(super) fn value(&mut self, tree: &Tree, fate: Fate) {
        self.fate = fate;
        self.visit_expr(tree);
        self.fate = Fate::Other;
    }

    /// Visits what carries attributes of tests, perhaps.
    pub(super) fn tested(&mut self, attributes: &[Attribute], work: impl FnOnce(&mut Self)) {
        let outside = self.in_test;
        self.in_test |= is_test(attributes);
        work(self);
        self.in_test = outside;
    }

    pub(super) fn stated(&mut self, statement: Span, work: impl FnOnce(&mut Self)) {
        let outer = self.statement.replace(statement);
        work(self);
        self.statement = outer;
    }

    pub(super) fn note_path(&mut self, path: &syn::Path) {
        if path.segments.len() > 1 || path.leading_colon.is_some() {
            self.path(path);
        }
    }

    /// Visits the guard of a pattern.
    pub(super) fn guard(&mut self, pat: &Pat) {
        if let Pat::Guard(guarded) = pat {
            self.visit_expr(&guarded.guard);
        }
    }

    pub(super) fn closure(
        &mut self,
        node: &syn::ExprClosure,
        handed: Option<Handed>,
        own: Option<String>,
    ) {
        let span = self.between(node.inputs_begin.span, place::last(&node.body));
        let outer = self.function.take();
        self.scoped(span, |walker| {
            let rows = handed.as_ref().and_then(|handed| handed.rows.clone());
            if let (Some(rows), 1) = (rows, node.inputs.len()) {
                walker.bind_rows(&node.inputs[0], &rows, span);
                return walker.value(&node.body, Fate::Returned);
            }
            for (index, input) in node.inputs.iter().enumerate() {
                let bound = received(handed.as_ref(), index, own.clone());
                let matched = match bound {
                    Bound::Value(value) => Matched::Value(value),
                    Bound::Rejection { promise, .. } => Matched::Rejected { promise },
                    bound => Matched::Given(bound),
                };
                let mut taken = Taken::new(span, None);
                walker.take(input, &matched, &mut taken);
                walker.declare(taken.locals);
            }
            walker.value(&node.body, Fate::Returned);
        });
        self.function = outer;
    }

    /// Visits the arguments of a call.
    fn visit_arguments<'a>(
        &mut self,
        arguments: impl Iterator<Item = &'a Tree> + Clone,
        callee: &Expr,
        call: Span,
        rows: Option<Rc<[Row]>>,
    ) {
        let first = arguments.clone().next();
        for (argument, tree) in arguments.enumerate() {
            if let Tree::Closure(closure) = unwrapped(tree) {
                let handed = Handed {
                    callee: callee.clone(),
                    argument,
                    call,
                    rows: rows.clone(),
                };
                self.closure(closure, Some(handed), None);
                continue;
            }
            let fate = Fate::Argument {
                callee: callee.clone(),
                index: argument,
                label: self.label(first, argument),
            };
            self.value(tree, fate);
        }
    }

    fn visit_call(&mut self, node: &syn::ExprCall, fate: Fate) {
        let callee = self.call(node);
        match node.func.as_ref() {
            // What is called is no mention of a constant.
            Tree::Path(func) => self.visit_path(&func.path),
            func => self.visit_expr(func),
        }
        match wrapped(node) {
            // A function fails with it.
            Some(argument) if fate == Fate::Returned && callee.last_name() == Some("Err") => {
                self.value(argument, Fate::Thrown);
            }
            Some(argument) => self.value(argument, fate),
            None => {
                let span = self.between(place::first(&node.func), node.paren_token.span.close());
                self.visit_arguments(node.args.iter(), &callee, span, None);
            }
        }
    }

    fn visit_method(&mut self, node: &syn::ExprMethodCall, fate: Fate) {
        let keeps = hands_on(&name(&node.method));
        self.value(&node.receiver, if keeps { fate } else { Fate::Other });
        let callee = self.method(node);
        let span = Span {
            start: self.at(place::first(&node.receiver)).start,
            end: self.at(node.paren_token.span.close()).end,
        };
        let rows = match goes_through(&name(&node.method)) {
            true => self.rows_behind(&node.receiver),
            false => None,
        };
        self.visit_arguments(node.args.iter(), &callee, span, rows);
    }

    fn visit_for(&mut self, node: &syn::ExprForLoop) {
        self.visit_expr(&node.expr);
        let value = self.expr(&node.expr);
        let close = node.body.brace_token.span.close();
        let span = self.between(node.for_token.span, close);
        self.scoped(span, |walker| {
            walker.bind_loop(&node.pat, &node.expr, value, span);
            walker.block(&node.body, &Fate::Other);
        });
    }

    fn binary(&mut self, node: &syn::ExprBinary) {
        self.comparison(node);
        self.visit_expr(&node.left);
        self.visit_expr(&node.right);
    }
}

/// Methods that hand the elements of a list to a closure.
fn goes_through(method: &str) -> bool {
    matches!(
        method,
        "any"
            | "all"
            | "find"
            | "find_map"
            | "filter"
            | "filter_map"
            | "for_each"
            | "map"
            | "position"
    )
}

/// What a closure receives, by the call that it is an argument of.
fn received(handed: Option<&Handed>, index: usize, function: Option<String>) -> Bound {
    let plain = |callee: Option<Expr>, argument: usize| Bound::Parameter {
        callee,
        argument,
        index,
        function: function.clone(),
    };
    let Some(handed) = handed else {
        return plain(None, 0);
    };
    let other = || plain(Some(handed.callee.clone()), handed.argument);
    let Expr::Member(promise, method) = &handed.callee else {
        return other();
    };
    let promise = promise.as_ref().clone();
    match (method.as_str(), handed.argument, index) {
        (
            "map_err" | "or_else" | "unwrap_or_else" | "inspect_err" | "is_err_and" | "map_or_else",
            0,
            0,
        ) => Bound::Rejection {
            promise,
            span: handed.call,
        },
        ("is_some_and" | "is_ok_and" | "is_none_or" | "filter" | "inspect", 0, 0) => {
            Bound::Value(promise)
        }
        (
            "map" | "and_then" | "then" | "any" | "all" | "find" | "position" | "skip_while"
            | "take_while",
            0,
            0,
        )
        | ("map_or" | "map_or_else", 1, 0)
            if gives_code(&promise) =>
        {
            Bound::Value(promise)
        }
        ("map" | "and_then" | "then", 0, 0) | ("map_or" | "map_or_else", 1, 0) => {
            Bound::Resolution { promise }
        }
        _ => other(),
    }
}

/// Whether an expression is a code by its name, or what a function makes of something: what is in it is handed on.
fn gives_code(promise: &Expr) -> bool {
    match promise {
        Expr::Member(_, key) => key == "code",
        Expr::Call { callee, .. } => {
            matches!(callee.as_ref(), Expr::Name(_)) || callee.last_name() == Some("code")
        }
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Walker<'_> {
    fn visit_file(&mut self, file: &'ast syn::File) {
        self.in_test = is_test(&file.attrs);
        let attributes = file.attrs.last();
        let last = attributes.map(|last| self.at(last.bracket_token.span.close()).end as usize);
        self.note_head(last.unwrap_or(self.places.base()));
        self.bind_items(file.items.iter());
        for item in &file.items {
            self.visit_item(item);
        }
    }

    fn visit_item(&mut self, item: &'ast Item) {
        self.tested(attributes(item), |walker| match item {
            Item::Verbatim(tokens) => walker.torn(tokens),
            item => visit::visit_item(walker, item),
        });
    }

    fn visit_item_fn(&mut self, node: &'ast syn::ItemFn) {
        let last = node.block.brace_token.span.close();
        let span = self.between(node.sig.fn_token.span, last);
        let own = name(&node.sig.ident);
        self.function(&node.sig, own, &node.attrs, Some(&node.block), span);
    }

    fn visit_item_mod(&mut self, node: &'ast syn::ItemMod) {
        self.module_item(node);
    }

    fn visit_item_impl(&mut self, node: &'ast syn::ItemImpl) {
        self.implementation(node);
    }

    fn visit_item_trait(&mut self, node: &'ast syn::ItemTrait) {
        let span = self.between(node.trait_token.span, node.brace_token.span.close());
        self.note_item(span, &node.ident);
        let this = Some(Expr::Name(name(&node.ident)));
        let outer = replace(&mut self.this, this);
        self.trait_methods(node);
        self.scoped(span, |walker| {
            let constants = node.items.iter().filter_map(|item| match item {
                TraitItem::Const(node) => Some((&node.ident, &node.default.as_ref()?.1)),
                _ => None,
            });
            let owner = Some(name(&node.ident));
            walker.stated(span, |walker| walker.statics(owner, span, constants));
            for item in &node.items {
                walker.trait_item(item);
            }
        });
        self.this = outer;
    }

    fn visit_item_enum(&mut self, node: &'ast syn::ItemEnum) {
        let span = self.between(node.enum_token.span, node.brace_token.span.close());
        self.note_item(span, &node.ident);
        self.stated(span, |walker| {
            walker.emit_named_group(&node.ident, Site::EnumMember);
            walker.variants(node);
            visit::visit_item_enum(walker, node);
        });
    }

    fn visit_item_struct(&mut self, node: &'ast syn::ItemStruct) {
        for field in &node.fields {
            self.visit_type(&field.ty);
        }
        self.structure_item(node);
    }

    fn visit_item_const(&mut self, node: &'ast syn::ItemConst) {
        self.visit_type(&node.ty);
        let span = self.between(node.const_token.span, node.semi_token.span);
        self.constant_item(&node.ident, &node.expr, span);
    }

    fn visit_item_static(&mut self, node: &'ast syn::ItemStatic) {
        self.visit_type(&node.ty);
        let span = self.between(node.static_token.span, node.semi_token.span);
        self.constant_item(&node.ident, &node.expr, span);
    }

    fn visit_item_use(&mut self, _: &'ast syn::ItemUse) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_block(&mut self, block: &'ast Block) {
        self.block(block, &Fate::Other);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.macro_call(mac, Fate::Other);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.note_path(path);
        visit::visit_path(self, path);
    }

    fn visit_lit(&mut self, lit: &'ast syn::Lit) {
        match lit {
            syn::Lit::Str(text) => self.header(&text.value()),
            syn::Lit::ByteStr(bytes) => self.header(&String::from_utf8_lossy(&bytes.value())),
            _ => {}
        }
    }

    fn visit_expr(&mut self, tree: &'ast Tree) {
        deadline::ask();
        let fate = replace(&mut self.fate, Fate::Other);
        self.note_returned(tree, &fate);
        let chain = self.chain;
        match tree {
            Tree::Binary(node) => {
                if self.chain.is_none() && matches!(node.op, syn::BinOp::Or(_)) {
                    self.chain = Some(self.at(place::first(tree)).start);
                }
                self.binary(node);
            }
            Tree::Paren(node) => self.value(&node.expr, fate),
            Tree::Group(node) => self.value(&node.expr, fate),
            _ => {
                self.chain = match tree {
                    // `matches!(a, 101) || b == 209` is one chain.
                    Tree::Macro(_) => chain,
                    _ => None,
                };
                self.expression(tree, fate);
            }
        }
        self.chain = chain;
    }
}

impl Walker<'_> {
    fn expression(&mut self, tree: &Tree, fate: Fate) {
        match tree {
            Tree::Reference(node) => self.value(&node.expr, fate),
            Tree::Try(node) => self.value(&node.expr, fate),
            Tree::Await(node) => self.value(&node.base, fate),
            Tree::Cast(node) => self.value(&node.expr, fate),
            Tree::Tuple(node) => {
                for part in &node.elems {
                    self.value(part, fate.clone());
                }
            }
            Tree::Array(node) => {
                for part in &node.elems {
                    self.value(part, fate.clone());
                }
            }
            Tree::Block(node) => self.block(&node.block, &fate),
            Tree::Unsafe(node) => self.block(&node.block, &fate),
            Tree::Async(node) => self.block(&node.block, &fate),
            Tree::If(node) => self.conditional(node, &fate),
            Tree::Match(node) => self.matching(node, &fate),
            Tree::Let(node) => self.condition(node),
            Tree::While(node) => {
                let span = self.between(node.while_token.span, node.body.brace_token.span.close());
                self.scoped(span, |walker| {
                    walker.visit_expr(&node.cond);
                    walker.block(&node.body, &Fate::Other);
                });
            }
            Tree::ForLoop(node) => self.visit_for(node),
            Tree::Closure(node) => self.closure(node, None, None),
            Tree::Call(node) => self.visit_call(node, fate),
            Tree::MethodCall(node) => self.visit_method(node, fate),
            Tree::Struct(node) => {
                self.structure(node);
                visit::visit_expr_struct(self, node);
            }
            Tree::Return(node) => {
                if let Some(value) = &node.expr {
                    self.value(value, Fate::Returned);
                }
            }
            Tree::Assign(node) => {
                self.assignment(&node.left, &node.right);
                self.visit_expr(&node.left);
                let target = self.expr(&node.left);
                self.value(&node.right, Fate::Bound { target });
            }
            Tree::Macro(node) => self.macro_call(&node.mac, fate),
            Tree::Path(node) => {
                self.mention(node.qself.as_ref(), &node.path);
                visit::visit_expr_path(self, node);
            }
            Tree::Verbatim(tokens) => self.torn(tokens),
            other => visit::visit_expr(self, other),
        }
    }
}
