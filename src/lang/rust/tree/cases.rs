//! Attributes that call a test with values: `#[case(1, 101)]`, `#[test_case("a", 101)]`, `#[values(101, 119)]`.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr as Tree, FnArg, Meta, Pat, Token};

use super::Walker;
use super::paths::name;
use super::patterns;

impl Walker<'_> {
    /// Names the numbers that attributes give to the parameters of a function.
    pub(super) fn cases(&mut self, attributes: &[Attribute], signature: &syn::Signature) {
        let parameters: Vec<(&[Attribute], &Pat)> = signature
            .inputs
            .iter()
            .filter_map(|input| match input {
                FnArg::Typed(typed) => Some((typed.attrs.as_slice(), typed.pat.as_ref())),
                FnArg::Receiver(_) => None,
            })
            .collect();
        for attribute in attributes {
            let of_case = |(attributes, _): &&(&[Attribute], &Pat)| has(attributes, "case");
            let given: Vec<&Pat> = match called(attribute).as_deref() {
                Some("case") => parameters
                    .iter()
                    .filter(of_case)
                    .map(|(_, pat)| *pat)
                    .collect(),
                Some("test_case") => parameters.iter().map(|(_, pat)| *pat).collect(),
                _ => continue,
            };
            for (pat, value) in given.into_iter().zip(values(attribute)) {
                self.given_case(pat, &value);
            }
        }
        for (attributes, pat) in parameters {
            let lists = attributes.iter();
            for list in lists.filter(|attribute| called(attribute).as_deref() == Some("values")) {
                for value in values(list) {
                    self.given_case(pat, &value);
                }
            }
        }
    }

    fn given_case(&mut self, pat: &Pat, value: &Tree) {
        if let Some(parameter) = patterns::hands_on(pat) {
            self.named_literals(&parameter, value);
        }
    }
}

fn has(attributes: &[Attribute], wanted: &str) -> bool {
    let mut names = attributes.iter().filter_map(called);
    names.any(|name| name == wanted)
}

/// The attribute's name: `case` of `#[case::empty(..)]` and of `#[rstest::case(..)]`.
fn called(attribute: &Attribute) -> Option<String> {
    let mut names = attribute
        .path()
        .segments
        .iter()
        .map(|part| name(&part.ident));
    let first = names.next()?;
    match first.as_str() {
        "rstest" | "test_case" => Some(names.next().unwrap_or(first)),
        _ => Some(first),
    }
}

/// The values in an attribute's brackets, up to a semicolon.
fn values(attribute: &Attribute) -> Vec<Tree> {
    let Meta::List(list) = &attribute.meta else {
        return Vec::new();
    };
    let ends = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';');
    let tokens = list.tokens.clone().into_iter();
    let tokens: TokenStream = tokens.take_while(|token| !ends(token)).collect();
    let parse = Punctuated::<Tree, Token![,]>::parse_terminated;
    parse
        .parse2(tokens)
        .map_or_else(|_| Vec::new(), |values| values.into_iter().collect())
}
