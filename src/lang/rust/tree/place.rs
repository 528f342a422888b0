//! Where nodes stand. syn's own `Spanned` prints a node into tokens to find its ends; here only the ends are looked at.

use proc_macro2::Span as Token;
use syn::Expr;
use syn::spanned::Spanned;

use super::Walker;
use crate::model::source::Span;

impl Walker<'_> {
    /// The place of a token in the file.
    pub(super) fn at(&self, token: Token) -> Span {
        let range = token.byte_range();
        Span::new(self.base + range.start, self.base + range.end)
    }

    pub(super) fn between(&self, first: Token, last: Token) -> Span {
        Span {
            start: self.at(first).start,
            end: self.at(last).end,
        }
    }

    pub(super) fn span(&self, expr: &Expr) -> Span {
        self.between(first(expr), last(expr))
    }

    /// From the first to the last of some tokens.
    pub(super) fn span_of_tokens(&self, tokens: &proc_macro2::TokenStream) -> Option<Span> {
        let mut tokens = tokens.clone().into_iter();
        let first = tokens.next()?.span();
        let last = tokens.last().map_or(first, |last| last.span());
        Some(self.between(first, last))
    }

    pub(super) fn span_of_path(&self, path: &syn::Path) -> Span {
        let first = path.leading_colon.map(|colon| colon.spans[0]);
        let idents = || path.segments.iter().map(|segment| segment.ident.span());
        let (Some(head), Some(last)) = (idents().next(), idents().last()) else {
            return Span::default();
        };
        self.between(first.unwrap_or(head), last)
    }

    pub(super) fn span_of_statement(&self, statement: &syn::Stmt) -> Span {
        match statement {
            syn::Stmt::Local(local) => {
                let first = local.attrs.first().map(|attr| attr.pound_token.span);
                self.between(first.unwrap_or(local.let_token.span), local.semi_token.span)
            }
            syn::Stmt::Expr(expr, semicolon) => {
                let end = semicolon.map_or_else(|| last(expr), |semicolon| semicolon.span);
                self.between(first(expr), end)
            }
            syn::Stmt::Macro(call) => {
                let semicolon = call.semi_token.map(|semicolon| semicolon.span);
                let end = semicolon.unwrap_or_else(|| call.mac.delimiter.span().close());
                self.between(first_of_path(&call.mac.path), end)
            }
            syn::Stmt::Item(item) => self.at(item.span()),
        }
    }
}

fn first_of_path(path: &syn::Path) -> Token {
    let colon = path.leading_colon.map(|colon| colon.spans[0]);
    colon.unwrap_or_else(|| {
        let head = path.segments.first();
        head.map_or_else(Token::call_site, |head| head.ident.span())
    })
}

/// The first token of an expression.
pub(super) fn first(mut expr: &Expr) -> Token {
    loop {
        expr = match expr {
            Expr::Assign(node) => &node.left,
            Expr::Await(node) => &node.base,
            Expr::Binary(node) => &node.left,
            Expr::Call(node) => &node.func,
            Expr::Cast(node) => &node.expr,
            Expr::Field(node) => &node.base,
            Expr::Group(node) => &node.expr,
            Expr::Index(node) => &node.expr,
            Expr::MethodCall(node) => &node.receiver,
            Expr::Try(node) => &node.expr,
            expr => return first_token(expr),
        }
    }
}

/// The first token of an expression that begins with one of its own.
fn first_token(expr: &Expr) -> Token {
    match expr {
        Expr::Array(node) => node.bracket_token.span.open(),
        Expr::Async(node) => node.async_token.span,
        Expr::Block(node) => match &node.label {
            Some(label) => label.name.span(),
            None => node.block.brace_token.span.open(),
        },
        Expr::Break(node) => node.break_token.span,
        Expr::Closure(node) => {
            let asyncness = node.asyncness.map(|token| token.span);
            let capture = node.capture.map(|token| token.span);
            asyncness.or(capture).unwrap_or(node.inputs_begin.span)
        }
        Expr::ForLoop(node) => node.for_token.span,
        Expr::If(node) => node.if_token.span,
        Expr::Let(node) => node.let_token.span,
        Expr::Lit(node) => node.lit.span(),
        Expr::Loop(node) => node.loop_token.span,
        Expr::Macro(node) => first_of_path(&node.mac.path),
        Expr::Match(node) => node.match_token.span,
        Expr::Paren(node) => node.paren_token.span.open(),
        Expr::Path(node) if node.qself.is_none() => first_of_path(&node.path),
        Expr::Reference(node) => node.and_token.span,
        Expr::Return(node) => node.return_token.span,
        Expr::Struct(node) if node.qself.is_none() => first_of_path(&node.path),
        Expr::Tuple(node) => node.paren_token.span.open(),
        Expr::Unary(syn::ExprUnary { op, .. }) => match op {
            syn::UnOp::Deref(star) => star.span,
            syn::UnOp::Not(mark) => mark.span,
            syn::UnOp::Neg(sign) => sign.span,
            _ => expr.span(),
        },
        Expr::Unsafe(node) => node.unsafe_token.span,
        Expr::While(node) => node.while_token.span,
        other => other.span(),
    }
}

/// The last token of an expression.
pub(super) fn last(mut expr: &Expr) -> Token {
    loop {
        expr = match expr {
            Expr::Assign(node) => &node.right,
            Expr::Binary(node) => &node.right,
            Expr::Closure(node) => &node.body,
            Expr::Group(node) => &node.expr,
            Expr::Let(node) => &node.expr,
            Expr::Reference(node) => &node.expr,
            Expr::Unary(node) => &node.expr,
            Expr::If(syn::ExprIf {
                else_branch: Some((_, otherwise)),
                ..
            }) => otherwise,
            Expr::Return(syn::ExprReturn {
                expr: Some(value), ..
            }) => value,
            expr => return last_token(expr),
        }
    }
}

/// The last token of an expression that ends with one of its own.
fn last_token(expr: &Expr) -> Token {
    match expr {
        Expr::Array(node) => node.bracket_token.span.close(),
        Expr::Async(node) => node.block.brace_token.span.close(),
        Expr::Await(node) => node.await_token.span,
        Expr::Block(node) => node.block.brace_token.span.close(),
        Expr::Call(node) => node.paren_token.span.close(),
        Expr::Field(node) => node.member.span(),
        Expr::ForLoop(node) => node.body.brace_token.span.close(),
        Expr::If(node) => node.then_branch.brace_token.span.close(),
        Expr::Index(node) => node.bracket_token.span.close(),
        Expr::Lit(node) => node.lit.span(),
        Expr::Loop(node) => node.body.brace_token.span.close(),
        Expr::Macro(node) => node.mac.delimiter.span().close(),
        Expr::Match(node) => node.brace_token.span.close(),
        Expr::MethodCall(node) => node.paren_token.span.close(),
        Expr::Paren(node) => node.paren_token.span.close(),
        Expr::Return(node) => node.return_token.span,
        Expr::Struct(node) => node.brace_token.span.close(),
        Expr::Try(node) => node.question_token.span,
        Expr::Tuple(node) => node.paren_token.span.close(),
        Expr::Unsafe(node) => node.block.brace_token.span.close(),
        Expr::While(node) => node.body.brace_token.span.close(),
        other => other.span(),
    }
}
