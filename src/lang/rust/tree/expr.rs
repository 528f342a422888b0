//! Expressions as far as names go, and the literals that a value may be.

use syn::{Expr as Tree, Lit, Stmt};

use super::paths::{is_constant_name, last_name, name};
use super::{Walker, integer, patterns};
use crate::model::facts::{Binding, Bound, Expr, Operand};
use crate::model::source::Span;

/// How deep an expression is followed; beyond it, names tell nothing that anybody would write by hand.
const DEPTH: u8 = 48;

/// How many alternatives of one value are kept.
const MAX_OPTIONS: usize = 32;

/// Methods that hand on what they are called on, as far as error codes go.
const HANDS_ON: [&str; 49] = [
    "unwrap",
    "expect",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "clone",
    "cloned",
    "copied",
    "to_owned",
    "as_ref",
    "as_deref",
    "as_mut",
    "as_deref_mut",
    "into",
    "try_into",
    "borrow",
    "borrow_mut",
    "as_i64",
    "as_u64",
    "as_i32",
    "as_u32",
    "as_u16",
    "as_i16",
    "as_f64",
    "as_str",
    "as_bytes",
    "as_slice",
    "as_object",
    "as_array",
    "to_string",
    "to_vec",
    "iter",
    "iter_mut",
    "into_iter",
    "into_inner",
    "get_ref",
    "get_mut",
    "lock",
    "read",
    "ok",
    "ok_or",
    "ok_or_else",
    "flatten",
    "transpose",
    "take",
    "to_i32",
    "to_i64",
    "into_boxed_str",
    "abs",
];

/// Methods that give the error of a result.
const ERRORS: [&str; 4] = ["unwrap_err", "expect_err", "err", "into_err"];

/// Constructors that only wrap their single argument.
const WRAPS: [&str; 3] = ["Some", "Ok", "Err"];

/// Functions that hand on their single argument: `i32::from(x)`, `Box::new(x)`.
const CONVERTS: [&str; 2] = ["from", "try_from"];

/// Types whose `new` wraps its argument.
const BOXES: [&str; 6] = ["Box", "Arc", "Rc", "Cell", "RefCell", "Mutex"];

pub(super) fn hands_on(method: &str) -> bool {
    HANDS_ON.contains(&method)
}

/// The single argument of a call that only wraps or converts it.
pub(super) fn wrapped(call: &syn::ExprCall) -> Option<&Tree> {
    let (Tree::Path(func), 1) = (call.func.as_ref(), call.args.len()) else {
        return None;
    };
    let segments = &func.path.segments;
    let last = name(&segments.last()?.ident);
    let owner = segments.iter().rev().nth(1).map(|owner| name(&owner.ident));
    let wraps = match owner.as_deref() {
        None => WRAPS.contains(&last.as_str()),
        Some(owner) => {
            CONVERTS.contains(&last.as_str())
                || (last == "new" && BOXES.contains(&owner))
                || (matches!(owner, "Option" | "Result") && WRAPS.contains(&last.as_str()))
        }
    };
    call.args.first().filter(|_| wraps)
}

/// What stands inside parentheses, references and casts, and in a constructor that only wraps.
pub(super) fn unwrapped(mut tree: &Tree) -> &Tree {
    loop {
        tree = match tree {
            Tree::Paren(node) => &node.expr,
            Tree::Group(node) => &node.expr,
            Tree::Reference(node) => &node.expr,
            Tree::Try(node) => &node.expr,
            Tree::Await(node) => &node.base,
            Tree::Cast(node) => &node.expr,
            Tree::Unary(node) if matches!(node.op, syn::UnOp::Deref(_)) => &node.expr,
            Tree::Call(call) => match wrapped(call) {
                Some(argument) => argument,
                None => return tree,
            },
            _ => return tree,
        }
    }
}

/// The expression that a block gives.
pub(super) fn tail(block: &syn::Block) -> Option<&Tree> {
    match block.stmts.last()? {
        Stmt::Expr(tail, None) => Some(tail),
        _ => None,
    }
}

/// The text of a string literal.
pub(super) fn string(tree: &Tree) -> Option<String> {
    match unwrapped(tree) {
        Tree::Lit(syn::ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

impl Walker<'_> {
    pub(super) fn expr(&mut self, tree: &Tree) -> Expr {
        self.expr_within(tree, DEPTH)
    }

    fn expr_within(&mut self, tree: &Tree, depth: u8) -> Expr {
        let Some(depth) = depth.checked_sub(1) else {
            return Expr::Opaque;
        };
        match tree {
            Tree::Path(node) => self.qualified(node.qself.as_ref(), &node.path),
            Tree::Field(node) => {
                let member = match &node.member {
                    syn::Member::Named(field) => name(field),
                    syn::Member::Unnamed(index) => index.index.to_string(),
                };
                self.expr_within(&node.base, depth).member(member)
            }
            Tree::MethodCall(node) => self.method_expr(node, depth),
            Tree::Call(node) => self.call_expr(node, depth),
            Tree::Struct(node) => Expr::Call {
                callee: Box::new(self.qualified(node.qself.as_ref(), &node.path)),
                constructs: true,
                first: None,
            },
            Tree::Lit(node) => self.literal_expr(&node.lit),
            Tree::Unary(node) => match (node.op, self.expr_within(&node.expr, depth)) {
                (syn::UnOp::Neg(_), Expr::Number(value)) => Expr::Number(-value),
                (syn::UnOp::Deref(_), inner) => inner,
                _ => Expr::Opaque,
            },
            Tree::Index(node) => match string(&node.index) {
                Some(key) => self.expr_within(&node.expr, depth).member(key),
                None => Expr::Opaque,
            },
            Tree::Block(node) => self.tail_expr(&node.block, depth),
            Tree::Unsafe(node) => self.tail_expr(&node.block, depth),
            Tree::Async(node) => self.tail_expr(&node.block, depth),
            Tree::TryBlock(node) => self.tail_expr(&node.block, depth),
            Tree::If(node) => self.if_expr(node, depth),
            Tree::Match(node) => self.match_expr(node, depth),
            Tree::Macro(node) => match self.handed_on(&node.mac) {
                Some(inner) => self.expr_within(&inner, depth),
                None => self.template(&node.mac),
            },
            Tree::RawAddr(node) => self.expr_within(&node.expr, depth),
            other => {
                let inner = unwrapped(other);
                match std::ptr::eq(inner, other) {
                    true => Expr::Opaque,
                    false => self.expr_within(inner, depth),
                }
            }
        }
    }

    fn literal_expr(&self, lit: &Lit) -> Expr {
        match lit {
            Lit::Int(int) => self.number(int).map_or(Expr::Opaque, Expr::Number),
            Lit::Str(text) => Expr::Text(text.value()),
            _ => Expr::Opaque,
        }
    }

    /// The value of an integer as the file writes it; a pattern's has its minus sign.
    pub(super) fn number(&self, int: &syn::LitInt) -> Option<i64> {
        let text = self.file.slice(self.at(int.span()));
        match text.strip_prefix('-') {
            Some(digits) => integer(digits.trim_start()).map(|value| -value),
            None => integer(text),
        }
    }

    /// What a block gives; nothing that names tell, where it is a name of the block's own.
    fn tail_expr(&mut self, block: &syn::Block, depth: u8) -> Expr {
        let Some(tail) = tail(block) else {
            return Expr::Opaque;
        };
        let value = self.expr_within(tail, depth);
        let mut inner = Vec::new();
        for statement in &block.stmts {
            if let Stmt::Local(local) = statement {
                patterns::names(&local.pat, &mut inner);
            }
        }
        without(value, &inner)
    }

    fn if_expr(&mut self, node: &syn::ExprIf, depth: u8) -> Expr {
        let mut inner = Vec::new();
        patterns::names_of_condition(&node.cond, &mut inner);
        let value = self.tail_expr(&node.then_branch, depth);
        let mut options = vec![without(value, &inner)];
        if let Some((_, otherwise)) = &node.else_branch {
            options.push(self.expr_within(otherwise, depth));
        }
        either(options)
    }

    fn match_expr(&mut self, node: &syn::ExprMatch, depth: u8) -> Expr {
        let mut options = Vec::new();
        for arm in node.arms.iter().take(MAX_OPTIONS) {
            let mut inner = Vec::new();
            patterns::names(&arm.pat, &mut inner);
            let value = self.expr_within(&arm.body, depth);
            // `Some(value) => value` gives what is matched.
            let same = matches!(&value, Expr::Name(name) if patterns::hands_on(&arm.pat) == Some(name.clone()));
            options.push(match same {
                true => self.expr_within(&node.expr, depth),
                false => without(value, &inner),
            });
        }
        either(options)
    }

    fn call_expr(&mut self, node: &syn::ExprCall, depth: u8) -> Expr {
        if let Some(argument) = wrapped(node) {
            return self.expr_within(argument, depth);
        }
        let callee = self.expr_within(&node.func, depth);
        Expr::Call {
            constructs: callee.last_name().is_some_and(is_constant_name),
            callee: Box::new(callee),
            first: self.first(node.args.first(), depth),
        }
    }

    fn first(&mut self, argument: Option<&Tree>, depth: u8) -> Option<Box<Expr>> {
        let first = self.expr_within(argument?, depth);
        (first != Expr::Opaque).then(|| Box::new(first))
    }

    fn method_expr(&mut self, node: &syn::ExprMethodCall, depth: u8) -> Expr {
        let receiver = self.expr_within(&node.receiver, depth);
        let method = name(&node.method);
        let argument = node.args.first();
        if ERRORS.contains(&method.as_str()) {
            return self.rejection(receiver, node);
        }
        if let Some(keys) = argument
            .and_then(string)
            .and_then(|key| asked_keys(&method, key))
        {
            return keys.into_iter().fold(receiver, Expr::member);
        }
        match (method.as_str(), argument) {
            ("unwrap_or", Some(other)) => match self.expr_within(other, depth) {
                path @ (Expr::Name(_) | Expr::Member(..)) => either(vec![receiver, path]),
                _ => receiver,
            },
            ("map" | "and_then" | "map_or" | "filter_map" | "flat_map", Some(argument)) => {
                let receives = node.args.last().unwrap_or(argument);
                self.mapped(receiver, &method, receives, depth)
            }
            (known, _) if hands_on(known) => receiver,
            _ => self.plain_call(receiver, &method, argument, depth),
        }
    }

    fn plain_call(&mut self, on: Expr, method: &str, argument: Option<&Tree>, depth: u8) -> Expr {
        Expr::Call {
            callee: Box::new(on.member(method)),
            constructs: false,
            first: self.first(argument, depth),
        }
    }

    /// `x.map(f)`, where `f` is a path to a method or a closure that gives a part of what it is given.
    fn mapped(&mut self, receiver: Expr, method: &str, function: &Tree, depth: u8) -> Expr {
        match unwrapped(function) {
            Tree::Path(path) if path.path.segments.len() > 1 => {
                let last = last_name(&path.path).unwrap_or_default();
                match last.as_str() {
                    known if hands_on(known) || CONVERTS.contains(&known) => receiver,
                    constructor if is_constant_name(constructor) => Expr::Opaque,
                    method => self.plain_call(receiver, method, None, depth),
                }
            }
            Tree::Path(path)
                if last_name(&path.path).is_some_and(|last| WRAPS.contains(&last.as_str())) =>
            {
                receiver
            }
            Tree::Path(path) if self.is_function(&path.path) => Expr::Call {
                callee: Box::new(self.path(&path.path)),
                constructs: false,
                first: Some(Box::new(receiver)),
            },
            Tree::Closure(closure) if closure.inputs.len() == 1 => {
                let value = self.expr_within(&closure.body, depth);
                let parameter = closure.inputs.first().and_then(patterns::hands_on);
                match parameter {
                    Some(parameter) if value.root_name() == Some(&parameter) => {
                        with_root(value, &receiver)
                    }
                    _ => Expr::Opaque,
                }
            }
            _ => self.plain_call(receiver, method, Some(function), depth),
        }
    }

    /// Whether a path is the name of a function of the file.
    fn is_function(&self, path: &syn::Path) -> bool {
        let binding = path.get_ident().and_then(|ident| self.find(&name(ident)));
        let binding = binding.and_then(|id| self.facts.bindings.get(id as usize));
        binding.is_some_and(|binding| matches!(binding.value, Bound::Function))
    }

    /// What a `format!` begins with, as a text.
    fn template(&self, mac: &syn::Macro) -> Expr {
        let format = super::macros::format_string(mac);
        let formats = last_name(&mac.path).is_some_and(|name| name == "format");
        let Some(format) = format.filter(|_| formats) else {
            return Expr::Opaque;
        };
        let written = self
            .file
            .slice(self.at(format))
            .trim_start_matches(['r', '#', '"']);
        let end = written.find(['{', '"', '\\']).unwrap_or(0);
        Expr::Text(written[..end].to_owned())
    }

    /// What `x.unwrap_err()` gives: the rejection of `x`, in a binding without a name.
    fn rejection(&mut self, promise: Expr, node: &syn::ExprMethodCall) -> Expr {
        let place = self.at(node.method.span());
        if let Some(known) = self.rejections.get(&place) {
            return Expr::Slot(*known);
        }
        let span = Span {
            start: self.span(&node.receiver).start,
            end: self.at(node.paren_token.span.close()).end,
        };
        let id = self.push_binding(Binding {
            name: String::new(),
            scope: self.scope,
            span: place,
            value: Bound::Rejection { promise, span },
            annotation: None,
        });
        self.rejections.insert(place, id);
        Expr::Slot(id)
    }

    /// The literals and names that a value may be: through what hands them on, and through branches.
    pub(super) fn leaves(&mut self, tree: &Tree) -> Vec<(Span, Operand)> {
        let mut leaves = Vec::new();
        self.collect_leaves(tree, DEPTH, &mut leaves);
        leaves.retain(|(_, operand)| !matches!(operand, Operand::Path(Expr::Call { .. })));
        leaves
    }

    /// The same, and the calls whose value it may be.
    pub(super) fn leaves_and_calls(&mut self, tree: &Tree) -> Vec<(Span, Operand)> {
        let mut leaves = Vec::new();
        self.collect_leaves(tree, DEPTH, &mut leaves);
        leaves
    }

    fn collect_leaves(&mut self, tree: &Tree, depth: u8, leaves: &mut Vec<(Span, Operand)>) {
        let Some(depth) = depth.checked_sub(1).filter(|_| leaves.len() < MAX_OPTIONS) else {
            return;
        };
        let tree = unwrapped(tree);
        match tree {
            Tree::Block(node) => self.collect_tail(&node.block, depth, leaves),
            Tree::Unsafe(node) => self.collect_tail(&node.block, depth, leaves),
            Tree::If(node) => {
                self.collect_tail(&node.then_branch, depth, leaves);
                if let Some((_, otherwise)) = &node.else_branch {
                    self.collect_leaves(otherwise, depth, leaves);
                }
            }
            Tree::Match(node) => {
                for arm in &node.arms {
                    self.collect_leaves(&arm.body, depth, leaves);
                }
            }
            Tree::MethodCall(node) if hands_on(&name(&node.method)) => {
                self.collect_leaves(&node.receiver, depth, leaves);
                if node.method == "unwrap_or"
                    && let Some(other) = node.args.first()
                {
                    self.collect_leaves(other, depth, leaves);
                }
            }
            Tree::Macro(node) => {
                if let Some(inner) = self.handed_on(&node.mac) {
                    self.collect_leaves(&inner, depth, leaves);
                }
            }
            _ => {
                let operand = match self.expr(tree) {
                    Expr::Number(value) => Operand::Number(value),
                    Expr::Text(text) => Operand::Text(text),
                    path @ (Expr::Name(_)
                    | Expr::Member(..)
                    | Expr::Call {
                        constructs: false, ..
                    }) => Operand::Path(path),
                    _ => return,
                };
                leaves.push((self.span(tree), operand));
            }
        }
    }

    fn collect_tail(&mut self, block: &syn::Block, depth: u8, leaves: &mut Vec<(Span, Operand)>) {
        if let Some(tail) = tail(block) {
            self.collect_leaves(tail, depth, leaves);
        }
    }

    /// The value of an arm or a handler: through `return` and the last statement of a block, too.
    pub(super) fn given(&mut self, tree: &Tree) -> Expr {
        let mut tree = tree;
        for _ in 0..DEPTH {
            tree = match unwrapped(tree) {
                Tree::Return(syn::ExprReturn {
                    expr: Some(value), ..
                }) => value,
                Tree::Block(node) => match node.block.stmts.last() {
                    Some(Stmt::Expr(last @ Tree::Return(_), _)) => last,
                    Some(Stmt::Expr(last, None)) => last,
                    _ => return Expr::Opaque,
                },
                value => return self.expr(value),
            }
        }
        Expr::Opaque
    }
}

/// The keys that a method with a string as its argument asks for: `get("code")`, `pointer("/error/code")`.
fn asked_keys(method: &str, key: String) -> Option<Vec<String>> {
    match method {
        "pointer" => Some(key.split('/').skip(1).map(str::to_owned).collect()),
        "remove" => Some(vec![key]),
        // `http.get("https://..")`
        _ if key.contains('/') => None,
        _ if method == "get" || method.starts_with("get_") => Some(vec![key]),
        _ => None,
    }
}

/// One of several values; what names say nothing about is left out.
fn either(options: Vec<Expr>) -> Expr {
    let mut known: Vec<Expr> = Vec::new();
    for option in options {
        if option != Expr::Opaque && !known.contains(&option) {
            known.push(option);
        }
    }
    match known.len() {
        0 => Expr::Opaque,
        1 => known.remove(0),
        _ => Expr::Either(known),
    }
}

/// A value, unless it begins with a name that is only bound further inside.
fn without(value: Expr, inner: &[String]) -> Expr {
    let root = value.root_name();
    match root.is_some_and(|root| inner.iter().any(|name| name == root)) {
        true => Expr::Opaque,
        false => value,
    }
}

/// A path with another expression at its root.
pub(super) fn with_root(value: Expr, root: &Expr) -> Expr {
    match value {
        Expr::Name(_) => root.clone(),
        Expr::Member(base, name) => with_root(*base, root).member(name),
        Expr::Call {
            callee,
            constructs,
            first,
        } => Expr::Call {
            callee: Box::new(with_root(*callee, root)),
            constructs,
            first,
        },
        other => other,
    }
}
