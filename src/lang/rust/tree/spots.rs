//! What can stand where a number stands, and the type that it has there: a second walk through the tree, for edits.
//!
//! A literal takes the type of its place, a constant has one. Types are told where declarations of the file name them, and
//! where a method's name does (`as_i64`); everything else is not known. How a constant is then written is for `spell`.

use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr as Tree, Item, Lit, Macro, Pat, ReturnType, Stmt};

use super::macros::{self, Known};
use super::paths::{last_name, name};
use super::place::Places;
use super::types::{Types, integer_type, named};
use crate::lang::rust::tree::expr::unwrapped;
use crate::model::facts::{FixedBy, Spot, Takes, Wanted};
use crate::model::hashed::HashMap;
use crate::model::source::Span;

/// Fills in what `facts` says of places and types; `uses` are the places that are asked about, in the order of the text.
pub(super) fn spots(
    tree: &syn::File,
    places: &Places<'_>,
    uses: &[Span],
) -> (Vec<Spot>, Vec<(Span, Wanted)>) {
    let mut walk = Spots {
        places,
        uses,
        types: Types::of(tree),
        gives: Vec::new(),
        found: HashMap::default(),
        closed: Vec::new(),
        handed: Wanted::Unknown,
    };
    walk.visit_file(tree);
    // None of them stands in another one.
    walk.closed.sort();
    let (mut spots, mut types) = (Vec::new(), Vec::new());
    for span in uses {
        let (takes, wanted) = match walk.found.remove(span) {
            _ if walk.is_closed(*span) => (Some(Takes::Literal(FixedBy::Macro)), Wanted::Unknown),
            Some(found) => found,
            None => (None, Wanted::Unknown),
        };
        spots.extend(takes.map(|takes| Spot { span: *span, takes }));
        if wanted != Wanted::Unknown {
            types.push((*span, wanted));
        }
    }
    spots.sort_by_key(|spot| spot.span);
    types.sort_by_key(|(span, _)| *span);
    (spots, types)
}

struct Spots<'t> {
    places: &'t Places<'t>,
    uses: &'t [Span],
    types: Types,
    /// What the functions around give, the innermost last.
    gives: Vec<Wanted>,
    found: HashMap<Span, (Option<Takes>, Wanted)>,
    /// Macros whose insides are no places for edits.
    closed: Vec<Span>,
    /// What the closure that comes next is given.
    handed: Wanted,
}

impl Spots<'_> {
    fn is_closed(&self, span: Span) -> bool {
        let at = self
            .closed
            .partition_point(|closed| closed.start <= span.start);
        let before = at.checked_sub(1).and_then(|at| self.closed.get(at));
        before.is_some_and(|closed| closed.contains(span))
    }

    fn at(&self, token: proc_macro2::Span) -> Span {
        self.places.at(token)
    }

    /// Whether a block holds a place that is asked about. What a block without one says, it says to itself.
    fn is_asked(&self, block: &Block) -> bool {
        let braces = block.brace_token.span;
        let (start, end) = (self.at(braces.open()).end, self.at(braces.close()).start);
        let first = self.uses.partition_point(|span| span.start < start);
        self.uses.get(first).is_some_and(|span| span.start < end)
    }

    /// What is known of a place; that it is one of a list counts where nothing else does.
    fn note(&mut self, span: Span, takes: Option<Takes>, wanted: Wanted) {
        let known = self
            .found
            .get(&span)
            .is_some_and(|(_, known)| *known != Wanted::Unknown);
        if !(known && wanted == Wanted::Shared) {
            self.found.insert(span, (takes, wanted));
        }
    }

    /// Notes the numbers that an expression may be, at a place that takes a type.
    fn expect(&mut self, tree: &Tree, takes: Option<Takes>, wanted: &Wanted) {
        match tree {
            Tree::Lit(lit) => self.literal(&lit.lit, None, takes, wanted),
            Tree::Unary(node) => {
                if let (syn::UnOp::Neg(minus), Tree::Lit(lit)) = (&node.op, node.expr.as_ref()) {
                    self.literal(&lit.lit, Some(minus.spans[0]), takes, wanted);
                }
            }
            Tree::Paren(node) => self.expect(&node.expr, takes, wanted),
            Tree::Group(node) => self.expect(&node.expr, takes, wanted),
            Tree::Reference(node) => self.expect(&node.expr, takes, wanted),
            Tree::Cast(node) => self.expect(&node.expr, takes, &Wanted::Any),
            Tree::Block(node) => self.tail(&node.block, takes, wanted),
            Tree::If(node) => {
                self.tail(&node.then_branch, takes, wanted);
                if let Some((_, otherwise)) = &node.else_branch {
                    self.expect(otherwise, takes, wanted);
                }
            }
            Tree::Match(node) => {
                for arm in &node.arms {
                    self.expect(&arm.body, takes, wanted);
                }
            }
            Tree::Call(node) if is_wrapper(node) => {
                if let Some(inner) = node.args.first() {
                    self.expect(inner, takes, wanted);
                }
            }
            Tree::Array(node) => {
                for element in &node.elems {
                    self.expect(element, takes, wanted);
                }
            }
            Tree::MethodCall(node) if node.method == "unwrap_or" => {
                if let Some(other) = node.args.first() {
                    self.expect(other, takes, wanted);
                }
            }
            _ => {}
        }
    }

    fn tail(&mut self, block: &Block, takes: Option<Takes>, wanted: &Wanted) {
        if let Some(Stmt::Expr(tail, None)) = block.stmts.last() {
            self.expect(tail, takes, wanted);
        }
    }

    fn literal(
        &mut self,
        lit: &Lit,
        minus: Option<proc_macro2::Span>,
        takes: Option<Takes>,
        wanted: &Wanted,
    ) {
        let Lit::Int(number) = lit else { return };
        let wanted = match number.suffix() {
            "" => wanted.clone(),
            suffix => Wanted::Type(suffix.to_owned()),
        };
        let span = self.at(number.span());
        let span = match minus {
            Some(minus) => Span {
                start: self.at(minus).start,
                end: span.end,
            },
            None => span,
        };
        self.note(span, takes, wanted);
    }

    /// Notes the numbers of a pattern that a value of a type is held against.
    fn pattern(&mut self, pat: &Pat, wanted: &Wanted) {
        match pat {
            Pat::Lit(lit) => self.literal(&lit.lit, None, Some(Takes::Pattern), wanted),
            Pat::Or(node) => {
                for case in &node.cases {
                    self.pattern(case, wanted);
                }
            }
            Pat::Paren(node) => self.pattern(&node.pat, wanted),
            Pat::Reference(node) => self.pattern(&node.pat, wanted),
            Pat::Guard(node) => self.pattern(&node.pat, wanted),
            Pat::Ident(node) => {
                if let Some((_, inner)) = &node.subpat {
                    self.pattern(inner, wanted);
                }
            }
            Pat::TupleStruct(node) => {
                let wraps =
                    last_name(&node.path).is_some_and(|name| WRAPPERS.contains(&name.as_str()));
                let inner = if wraps {
                    wanted.clone()
                } else {
                    Wanted::Unknown
                };
                for element in &node.elems {
                    self.pattern(element, &inner);
                }
            }
            Pat::Struct(node) => {
                for field in &node.fields {
                    let key = super::patterns::member(&field.member);
                    let wanted = self.types.field(&node.path, &key);
                    self.pattern(&field.pat, &wanted);
                }
            }
            Pat::Tuple(node) => {
                for element in &node.elems {
                    self.pattern(element, &Wanted::Unknown);
                }
            }
            Pat::Slice(node) => {
                for element in &node.elems {
                    self.pattern(element, &Wanted::Unknown);
                }
            }
            Pat::Range(node) => {
                for bound in node.start.iter().chain(&node.end) {
                    self.expect(bound, Some(Takes::Pattern), &Wanted::Unknown);
                }
            }
            other => self.negative(other, wanted),
        }
    }

    /// `-1` as a pattern.
    fn negative(&mut self, pat: &Pat, wanted: &Wanted) {
        if let Pat::Verbatim(tokens) = pat
            && let Ok(tree) = syn::parse2::<Tree>(tokens.clone())
        {
            self.expect(&tree, Some(Takes::Pattern), wanted);
        }
    }

    fn compared(&mut self, left: &Tree, right: &Tree) {
        let (of_left, of_right) = (self.types.of_value(left), self.types.of_value(right));
        self.expect(left, None, &of_right);
        self.expect(right, None, &of_left);
    }

    fn macro_call(&mut self, mac: &Macro) {
        let called = last_name(&mac.path).unwrap_or_default();
        let asserts = called.starts_with("assert") || called.starts_with("debug_assert");
        let open = asserts || matches!(called.as_str(), "matches" | "vec" | "json");
        match open.then(|| macros::known(mac)).flatten() {
            Some(Known::Expressions(list)) => list.iter().for_each(|tree| self.visit_expr(tree)),
            Some(Known::Compared(list)) => {
                list.iter().for_each(|tree| self.visit_expr(tree));
                if let (Some(left), Some(right)) = (list.first(), list.get(1)) {
                    self.compared(left, right);
                }
            }
            Some(Known::Matches(matches)) => {
                let (value, pat, rest) = &*matches;
                self.visit_expr(value);
                self.visit_pat(pat);
                let wanted = self.types.of_value(value);
                self.pattern(pat, &wanted);
                rest.iter().for_each(|tree| self.visit_expr(tree));
            }
            Some(Known::Json(json)) => json.each(&mut |tree| {
                self.visit_expr(tree);
                self.expect(tree, None, &Wanted::Any);
            }),
            None => {
                let delimiter = mac.delimiter.span();
                let (open, close) = (self.at(delimiter.open()), self.at(delimiter.close()));
                self.closed.push(Span {
                    start: open.start,
                    end: close.end,
                });
            }
        }
    }

    fn function(
        &mut self,
        attributes: &[syn::Attribute],
        signature: &syn::Signature,
        block: &Block,
    ) {
        let wanted = match &signature.output {
            ReturnType::Type(_, ty) => integer_type(ty),
            ReturnType::Default => Wanted::Unknown,
        };
        if self.is_asked(block) {
            self.types.enter(signature);
            self.tail(block, None, &wanted);
            self.gives.push(wanted);
            self.visit_block(block);
            self.gives.pop();
            self.types.leave();
        }
        attributes
            .iter()
            .for_each(|attribute| self.visit_attribute(attribute));
    }
}

/// Methods that hand what they are called on to a closure.
const HANDS_ON: [&str; 7] = [
    "is_some_and",
    "is_none_or",
    "is_ok_and",
    "map",
    "and_then",
    "filter",
    "map_or",
];

/// What holds a value without changing it.
const WRAPPERS: [&str; 4] = ["Some", "Ok", "Err", "Ready"];

fn is_wrapper(node: &syn::ExprCall) -> bool {
    match node.func.as_ref() {
        Tree::Path(path) => {
            node.args.len() == 1
                && last_name(&path.path).is_some_and(|name| WRAPPERS.contains(&name.as_str()))
        }
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Spots<'_> {
    fn visit_attribute(&mut self, node: &'ast syn::Attribute) {
        let (open, close) = (
            node.bracket_token.span.open(),
            node.bracket_token.span.close(),
        );
        let (open, close) = (self.at(open), self.at(close));
        self.closed.push(Span {
            start: open.start,
            end: close.end,
        });
    }

    fn visit_macro(&mut self, node: &'ast Macro) {
        self.macro_call(node);
    }

    fn visit_item(&mut self, node: &'ast Item) {
        match node {
            Item::Const(item) => {
                self.expect(&item.expr, Some(Takes::Constant), &integer_type(&item.ty));
            }
            Item::Static(item) => {
                self.expect(&item.expr, Some(Takes::Constant), &integer_type(&item.ty));
            }
            Item::Enum(item) => {
                let wanted = Wanted::Type(super::types::representation(&item.attrs));
                let mut variants = item.variants.iter().peekable();
                while let Some(variant) = variants.next() {
                    let counts_on = variants
                        .peek()
                        .is_some_and(|next| next.discriminant.is_none());
                    let takes = match counts_on {
                        true => Takes::Literal(FixedBy::NextMember),
                        false => Takes::Constant,
                    };
                    if let Some((_, value)) = &variant.discriminant {
                        self.expect(value, Some(takes), &wanted);
                    }
                }
            }
            _ => {}
        }
        visit::visit_item(self, node);
    }

    fn visit_item_fn(&mut self, node: &'ast syn::ItemFn) {
        self.function(&node.attrs, &node.sig, &node.block);
    }

    fn visit_impl_item_fn(&mut self, node: &'ast syn::ImplItemFn) {
        self.function(&node.attrs, &node.sig, &node.block);
    }

    fn visit_item_impl(&mut self, node: &'ast syn::ItemImpl) {
        let outer = self
            .types
            .this
            .replace(named(&node.self_ty).unwrap_or_default());
        visit::visit_item_impl(self, node);
        self.types.this = outer;
    }

    fn visit_impl_item_const(&mut self, node: &'ast syn::ImplItemConst) {
        self.expect(&node.expr, Some(Takes::Constant), &integer_type(&node.ty));
        visit::visit_impl_item_const(self, node);
    }

    fn visit_block(&mut self, node: &'ast Block) {
        self.types.open();
        visit::visit_block(self, node);
        self.types.close();
    }

    fn visit_local(&mut self, node: &'ast syn::Local) {
        let value = node.init.as_ref();
        if let (Pat::Type(typed), Some(init)) = (&node.pat, value) {
            self.expect(&init.expr, None, &integer_type(&typed.ty));
        } else if let Some(init) = value {
            let wanted = self.types.of_value(&init.expr);
            self.pattern(&node.pat, &wanted);
        }
        visit::visit_local(self, node);
        let given = value.map_or(Wanted::Unknown, |init| self.types.of_value(&init.expr));
        self.types.bind_value(&node.pat, given);
    }

    fn visit_expr_closure(&mut self, node: &'ast syn::ExprClosure) {
        self.types.open();
        let handed = std::mem::take(&mut self.handed);
        for (at, input) in node.inputs.iter().enumerate() {
            let given = if at == 0 {
                handed.clone()
            } else {
                Wanted::Unknown
            };
            self.types.bind_value(input, given);
        }
        self.gives.push(Wanted::Unknown);
        visit::visit_expr_closure(self, node);
        self.gives.pop();
        self.types.close();
    }

    fn visit_expr_return(&mut self, node: &'ast syn::ExprReturn) {
        if let (Some(value), Some(wanted)) = (&node.expr, self.gives.last().cloned()) {
            self.expect(value, None, &wanted);
        }
        visit::visit_expr_return(self, node);
    }

    fn visit_expr_binary(&mut self, node: &'ast syn::ExprBinary) {
        if matches!(
            node.op,
            BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
        ) {
            self.compared(&node.left, &node.right);
        }
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_cast(&mut self, node: &'ast syn::ExprCast) {
        self.expect(&node.expr, None, &Wanted::Any);
        visit::visit_expr_cast(self, node);
    }

    fn visit_expr_match(&mut self, node: &'ast syn::ExprMatch) {
        let wanted = self.types.of_value(&node.expr);
        for arm in &node.arms {
            self.pattern(&arm.pat, &wanted);
        }
        visit::visit_expr_match(self, node);
    }

    fn visit_expr_let(&mut self, node: &'ast syn::ExprLet) {
        let wanted = self.types.of_value(&node.expr);
        self.pattern(&node.pat, &wanted);
        visit::visit_expr_let(self, node);
    }

    fn visit_expr_struct(&mut self, node: &'ast syn::ExprStruct) {
        for field in &node.fields {
            let key = super::patterns::member(&field.member);
            let wanted = self.types.field(&node.path, &key);
            self.expect(&field.expr, None, &wanted);
        }
        visit::visit_expr_struct(self, node);
    }

    fn visit_expr_call(&mut self, node: &'ast syn::ExprCall) {
        if let Tree::Path(path) = node.func.as_ref() {
            for (at, argument) in node.args.iter().enumerate() {
                let wanted = self.types.parameter(&path.path, at);
                if wanted != Wanted::Unknown {
                    self.expect(argument, None, &wanted);
                }
            }
        }
        visit::visit_expr_call(self, node);
    }

    fn visit_expr_method_call(&mut self, node: &'ast syn::ExprMethodCall) {
        if node.method == "contains"
            && let Some(asked) = node.args.first()
        {
            let wanted = self.types.of_value(asked);
            self.expect(unwrapped(&node.receiver), None, &wanted);
        }
        for (at, argument) in node.args.iter().enumerate() {
            let wanted = self.types.method(&name(&node.method), at);
            if wanted != Wanted::Unknown {
                self.expect(argument, None, &wanted);
            }
        }
        self.visit_expr(&node.receiver);
        let hands_on = HANDS_ON.contains(&name(&node.method).as_str());
        for argument in &node.args {
            if let (Tree::Closure(_), true) = (argument, hands_on) {
                self.handed = self.types.of_value(&node.receiver);
            }
            self.visit_expr(argument);
            self.handed = Wanted::Unknown;
        }
    }

    fn visit_expr_array(&mut self, node: &'ast syn::ExprArray) {
        visit::visit_expr_array(self, node);
        node.elems
            .iter()
            .for_each(|element| self.expect(element, None, &Wanted::Shared));
    }

    fn visit_expr_tuple(&mut self, node: &'ast syn::ExprTuple) {
        visit::visit_expr_tuple(self, node);
        node.elems
            .iter()
            .for_each(|element| self.expect(element, None, &Wanted::Shared));
    }

    fn visit_type_array(&mut self, node: &'ast syn::TypeArray) {
        self.expect(
            &node.len,
            Some(Takes::Constant),
            &Wanted::Type("usize".into()),
        );
        visit::visit_type_array(self, node);
    }

    fn visit_expr_repeat(&mut self, node: &'ast syn::ExprRepeat) {
        self.expect(
            &node.len,
            Some(Takes::Constant),
            &Wanted::Type("usize".into()),
        );
        visit::visit_expr_repeat(self, node);
    }
}
