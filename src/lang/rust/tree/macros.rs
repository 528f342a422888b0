//! Macros: those that are read like code, and the rest, whose tokens alone are read.

use proc_macro2::TokenTree;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Expr as Tree, Macro, Pat, Token};

use super::expr::unwrapped;
use super::paths::last_name;
use super::patterns::Taken;
use super::{Walker, json};
use crate::lang::rust::tokens;
use crate::model::facts::{Expr, Facts, Fate, Site};
use crate::model::source::Span;

/// Macros whose arguments are expressions, a format string perhaps among them.
const EXPRESSIONS: [&str; 32] = [
    "anyhow",
    "assert",
    "bail",
    "dbg",
    "debug",
    "debug_assert",
    "ensure",
    "eprint",
    "eprintln",
    "error",
    "event",
    "eyre",
    "fail",
    "format",
    "format_args",
    "format_err",
    "info",
    "join",
    "log",
    "panic",
    "print",
    "println",
    "ready",
    "todo",
    "trace",
    "try",
    "try_join",
    "unimplemented",
    "unreachable",
    "warn",
    "write",
    "writeln",
];

type List = Punctuated<Tree, Token![,]>;

/// What a known macro is about.
pub(super) enum Known {
    Expressions(List),
    /// Two sides that are compared; then a message.
    Compared(List),
    /// A value and a pattern; then a message.
    Matches(Box<(Tree, Pat, List)>),
    Json(json::Json),
}

/// The format string that a macro begins with.
pub(super) fn format_string(mac: &Macro) -> Option<proc_macro2::Span> {
    match mac.tokens.clone().into_iter().next()? {
        TokenTree::Literal(literal) if literal.to_string().ends_with(['"', '#']) => {
            Some(literal.span())
        }
        _ => None,
    }
}

pub(super) fn known(mac: &Macro) -> Option<Known> {
    let name = last_name(&mac.path)?;
    let asserts = name.starts_with("assert") || name.contains("_assert");
    let list = || List::parse_terminated.parse2(mac.tokens.clone()).ok();
    match name.as_str() {
        "json" => json::parse(mac.tokens.clone()).map(Known::Json),
        "vec" => elements(mac).map(|elements| Known::Expressions(elements.into_iter().collect())),
        _ if name == "matches" || (asserts && name.contains("matches")) => {
            let matches = matches.parse2(mac.tokens.clone()).ok()?;
            Some(Known::Matches(Box::new(matches)))
        }
        known if EXPRESSIONS.contains(&known) => list().map(Known::Expressions),
        _ if asserts => list().map(|sides| match sides.len() {
            0 | 1 => Known::Expressions(sides),
            _ => Known::Compared(sides),
        }),
        _ => None,
    }
}

/// `value, pattern if guard, "message"`
fn matches(input: ParseStream) -> syn::Result<(Tree, Pat, List)> {
    let value = input.parse()?;
    input.parse::<Token![,]>()?;
    let mut pat = Pat::parse_multi_with_leading_vert(input)?;
    if input.peek(Token![if]) {
        pat = Pat::Guard(syn::PatGuard {
            attrs: Vec::new(),
            pat: Box::new(pat),
            if_token: input.parse()?,
            guard: input.parse()?,
        });
    }
    let mut rest = List::new();
    if input.parse::<Option<Token![,]>>()?.is_some() {
        rest = List::parse_terminated(input)?;
    }
    Ok((value, pat, rest))
}

/// The elements of `vec![a, b]`, of `vec![a; n]`.
fn elements(mac: &Macro) -> Option<Vec<Tree>> {
    let parse = |input: ParseStream| -> syn::Result<Vec<Tree>> {
        let mut elements = Vec::new();
        while !input.is_empty() {
            elements.push(input.parse()?);
            if input.parse::<Option<Token![,]>>()?.is_none() {
                input.parse::<Option<Token![;]>>()?;
            }
        }
        Ok(elements)
    };
    parse.parse2(mac.tokens.clone()).ok()
}

/// The keys of `phf_map! { a => b }`, the elements of `phf_set! { a }`.
fn keys(mac: &Macro) -> Option<Vec<Tree>> {
    let parse = |input: ParseStream| -> syn::Result<Vec<Tree>> {
        let mut keys = Vec::new();
        while !input.is_empty() {
            keys.push(input.parse()?);
            if input.parse::<Option<Token![=>]>>()?.is_some() {
                input.parse::<Tree>()?;
            }
            if input.parse::<Option<Token![,]>>()?.is_none() {
                break;
            }
        }
        Ok(keys)
    };
    parse.parse2(mac.tokens.clone()).ok()
}

impl Walker<'_> {
    pub(super) fn macro_call(&mut self, mac: &Macro, fate: Fate) {
        self.note_path(&mac.path);
        match known(mac) {
            Some(Known::Expressions(list)) => {
                for element in &list {
                    // `name = value` is an argument with a name.
                    let value = match element {
                        Tree::Assign(named) => &named.right,
                        value => value,
                    };
                    self.value(value, fate.clone());
                }
            }
            Some(Known::Compared(list)) => {
                let mut sides = list.iter();
                if let (Some(left), Some(right)) = (sides.next(), sides.next()) {
                    self.pair(left, right);
                }
                for word in sides {
                    self.visit_expr(word);
                }
            }
            Some(Known::Matches(matches)) => self.matches(&matches),
            Some(Known::Json(value)) => self.json(&value, &mut Vec::new(), &fate),
            None => {
                let delimiter = mac.delimiter.span();
                let span = self.between(delimiter.open(), delimiter.close());
                self.read_tokens(span);
            }
        }
    }

    fn matches(&mut self, (value, pat, words): &(Tree, Pat, List)) {
        self.visit_expr(value);
        let matched = self.matched(value);
        let span = self.span(value);
        self.scoped(span, |walker| {
            let mut taken = Taken::new(span, Some(span));
            walker.take(pat, &matched, &mut taken);
            walker.declare(taken.locals);
            walker.guard(pat);
        });
        for word in words {
            self.visit_expr(word);
        }
    }

    /// Two sides of an assertion, part by part where both are written so.
    fn pair(&mut self, left: &Tree, right: &Tree) {
        match (parts(left), parts(right)) {
            (Some(left), Some(right)) if left.len() == right.len() => {
                for (left, right) in left.iter().zip(right) {
                    self.pair(left, right);
                }
            }
            (None, Some(parts)) => self.expected_parts(left, parts),
            (Some(parts), None) => self.expected_parts(right, parts),
            _ => {
                self.compared(left, right, Site::Assertion);
                let (on_left, on_right) = (self.expr(left), self.expr(right));
                self.value(left, Fate::Expected { other: on_right });
                self.value(right, Fate::Expected { other: on_left });
            }
        }
    }

    /// A value is compared with a tuple or list that is written out.
    fn expected_parts(&mut self, value: &Tree, parts: &List) {
        let whole = self.expr(value);
        self.visit_expr(value);
        for (at, part) in parts.iter().enumerate() {
            let other = match &whole {
                Expr::Opaque => Expr::Opaque,
                whole => whole.clone().member(at.to_string()),
            };
            self.against(part, &other, Site::Assertion);
            self.value(part, Fate::Expected { other });
        }
    }

    /// The elements of a macro that makes a list.
    pub(super) fn listed(&mut self, mac: &Macro) -> Option<Vec<Tree>> {
        match last_name(&mac.path)?.as_str() {
            "vec" => elements(mac),
            "phf_map" | "phf_set" | "phf_ordered_map" | "hashmap" | "btreemap" | "hashset" => {
                keys(mac)
            }
            _ => None,
        }
    }

    /// The expression whose value a macro gives: `json!(x)`, `try!(x)`, `dbg!(x)`.
    pub(super) fn handed_on(&mut self, mac: &Macro) -> Option<Tree> {
        match last_name(&mac.path)?.as_str() {
            "json" => json::parse(mac.tokens.clone())?.scalar(),
            "try" | "dbg" | "ready" => syn::parse2(mac.tokens.clone()).ok(),
            _ => None,
        }
    }

    /// Tokens that syn gives no meaning to.
    pub(super) fn torn(&mut self, tokens: &proc_macro2::TokenStream) {
        if let Some(span) = self.span_of_tokens(tokens) {
            self.read_tokens(span);
        }
    }

    pub(super) fn read_tokens(&mut self, span: Span) {
        let Facts { uses, headers, .. } = tokens::facts_in(self.file, span);
        for mut found in uses {
            found.scope = self.scope;
            found.in_test |= self.in_test;
            self.facts.uses.push(found);
        }
        for header in headers {
            self.header(&header);
        }
    }
}

/// The parts of a tuple or a list.
fn parts(tree: &Tree) -> Option<&List> {
    match unwrapped(tree) {
        Tree::Tuple(node) => Some(&node.elems),
        Tree::Array(node) => Some(&node.elems),
        _ => None,
    }
}
