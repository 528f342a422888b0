//! Where nodes stand. syn's own `Spanned` prints a node into tokens to find its ends; here only the ends are looked at.

use proc_macro2::{LineColumn, Span as Token};
use syn::Expr;
use syn::spanned::Spanned;

use super::Walker;
use crate::model::source::Span;

/// Characters from one milestone to the next.
const STRIDE: usize = 64;

/// The places of tokens in a file. Tokens know their lines and characters at once; what bytes these are, they would count
/// out and keep for each of them.
pub(super) struct Places<'t> {
    /// Where the text that syn was given begins in the file, in bytes.
    base: usize,
    text: &'t str,
    /// Characters before each line.
    lines: Vec<usize>,
    /// Bytes before every 64th character; `None` where characters are bytes.
    milestones: Option<Vec<usize>>,
}

impl<'t> Places<'t> {
    /// Of a file's text, of which syn is given all but the first `base` bytes.
    pub(super) fn new(file: &'t str, base: usize) -> Self {
        let text = &file[base..];
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut lines: Vec<usize> = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
        let mut milestones = None;
        if !text.is_ascii() {
            let mut starts = text.char_indices().map(|(at, _)| at).enumerate();
            let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
            let mut open = lines.iter_mut().peekable();
            for (character, at) in starts.by_ref() {
                if character % STRIDE == 0 {
                    before.push(at);
                }
                if let Some(line) = open.next_if(|line| **line == at) {
                    *line = character;
                }
            }
            // A line that begins where the text ends.
            let all = text.chars().count();
            open.for_each(|line| *line = all);
            milestones = Some(before);
        }
        Self {
            base,
            text,
            lines,
            milestones,
        }
    }

    pub(super) fn base(&self) -> usize {
        self.base
    }

    pub(super) fn at(&self, token: Token) -> Span {
        let (start, end) = (self.offset(token.start()), self.offset(token.end()));
        Span::new(self.base + start, self.base + end)
    }

    /// Bytes before a place of the text that syn was given: its line (1-based), and the character in that (0-based).
    fn offset(&self, place: LineColumn) -> usize {
        let line = place.line.checked_sub(1).and_then(|at| self.lines.get(at));
        let characters = line.map_or(0, |before| before + place.column);
        let Some(milestones) = &self.milestones else {
            return characters.min(self.text.len());
        };
        let stride = milestones.get(characters / STRIDE).copied();
        let start = stride.unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        let mut there = rest.char_indices().skip(characters % STRIDE);
        there.next().map_or(self.text.len(), |(at, _)| start + at)
    }
}

impl Walker<'_> {
    /// The place of a token in the file.
    pub(super) fn at(&self, token: Token) -> Span {
        self.places.at(token)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens_in(stream: proc_macro2::TokenStream, seen: &mut Vec<Token>) {
        for tree in stream {
            if let proc_macro2::TokenTree::Group(group) = &tree {
                seen.extend([group.span_open(), group.span_close()]);
                tokens_in(group.stream(), seen);
            }
            seen.push(tree.span());
        }
    }

    /// As proc-macro2 itself tells them.
    #[test]
    fn places_are_bytes() {
        let long = format!("fn f() {{ let s = \"{}\"; g(101); }}", "ä€😀".repeat(200));
        let texts = [
            "",
            "fn f() -> i32 {\n    101\n}\n",
            "// é\nfn é(ö: i32) {\r\n    ö == \"ß\" /* ü */ ; }\n// ende é",
            "fn f() { \"a\nä\nb\"; c }\n\n",
            &long,
        ];
        for text in texts {
            for head in ["", "\u{feff}", "#!/bin/é\n"] {
                let file = format!("{head}{text}");
                let places = Places::new(&file, head.len());
                let mut seen = Vec::new();
                tokens_in(text.parse().expect("tokens"), &mut seen);
                assert!(seen.len() > 5 || text.is_empty());
                for token in seen {
                    let range = token.byte_range();
                    let span = Span::new(head.len() + range.start, head.len() + range.end);
                    assert_eq!(places.at(token), span, "{file}");
                }
            }
        }
        let places = Places::new("abc", 0);
        assert_eq!(places.at(Token::call_site()), Span::default());
    }
}
