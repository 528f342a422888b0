//! The grammar of `json!`: objects, arrays, and expressions as keys and values.

use proc_macro2::TokenTree;
use syn::Expr as Tree;
use syn::parse::{ParseStream, Parser};
use syn::visit::Visit;
use syn::{Token, token};

use super::Walker;
use super::expr::string;
use super::sites::{is_code_key, is_message_key};
use crate::model::facts::{Envelope, Fate, Field, Subject};
use crate::model::source::Span;

/// How many keys beside a code are told: an error has a handful.
const MAX_SIBLINGS: usize = 64;

pub(super) enum Json {
    Object {
        entries: Vec<Entry>,
        braces: token::Brace,
    },
    Array(Vec<Json>),
    Value(Box<Tree>),
}

pub(super) struct Entry {
    /// `None` for a key that is computed.
    key: Option<String>,
    value: Json,
}

impl Json {
    /// Hands each value on.
    pub(super) fn each(&self, work: &mut dyn FnMut(&Tree)) {
        match self {
            Json::Object { entries, .. } => entries.iter().for_each(|entry| entry.value.each(work)),
            Json::Array(elements) => elements.iter().for_each(|element| element.each(work)),
            Json::Value(tree) => work(tree),
        }
    }

    /// The expression that the whole is.
    pub(super) fn scalar(self) -> Option<Tree> {
        match self {
            Json::Value(tree) => Some(*tree),
            _ => None,
        }
    }
}

/// Reads what stands in `json!(..)`; `None` where that is no JSON.
pub(super) fn parse(tokens: proc_macro2::TokenStream) -> Option<Json> {
    let whole = |input: ParseStream| {
        let whole = value(input)?;
        input.parse::<Option<Token![,]>>()?;
        Ok(whole)
    };
    whole.parse2(tokens).ok()
}

fn value(input: ParseStream) -> syn::Result<Json> {
    let ahead = input.fork();
    let opens = input.peek(token::Brace) || input.peek(token::Bracket);
    // `{ .. }.into()` is an expression.
    let alone = opens && ahead.parse::<TokenTree>().is_ok() && ends(&ahead);
    if !alone {
        return Ok(Json::Value(Box::new(input.parse()?)));
    }
    let inner;
    if input.peek(token::Bracket) {
        syn::bracketed!(inner in input);
        return Ok(Json::Array(separated(&inner, value)?));
    }
    let braces = syn::braced!(inner in input);
    let entries = separated(&inner, entry)?;
    Ok(Json::Object { entries, braces })
}

fn ends(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,])
}

fn separated<T>(
    input: ParseStream,
    part: fn(ParseStream) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    let parts = input.parse_terminated(part, Token![,])?;
    Ok(parts.into_iter().collect())
}

fn entry(input: ParseStream) -> syn::Result<Entry> {
    let key = string(&input.parse()?);
    input.parse::<Token![:]>()?;
    let value = value(input)?;
    Ok(Entry { key, value })
}

impl Walker<'_> {
    /// Reports the codes of a JSON value; `parents` are the keys that lead to it.
    pub(super) fn json(&mut self, json: &Json, parents: &mut Vec<String>, fate: &Fate) {
        match json {
            Json::Object { entries, braces } => {
                let span = self.between(braces.span.open(), braces.span.close());
                self.json_codes(entries, span, parents, fate);
                self.json_envelope(entries, span);
                for entry in entries {
                    self.json_entry(entry, parents, fate);
                }
            }
            Json::Array(elements) => {
                for element in elements {
                    self.json(element, parents, fate);
                }
            }
            Json::Value(tree) => self.visit_expr(tree),
        }
    }

    /// Notes the keys of an object that holds other ones.
    fn json_envelope(&mut self, entries: &[Entry], span: Span) {
        let holds = |entry: &Entry| matches!(entry.value, Json::Object { .. });
        if entries.iter().any(holds) {
            let keys = entries.iter().filter_map(|entry| entry.key.clone());
            let keys = keys.take(MAX_SIBLINGS).collect();
            self.facts.envelopes.push(Envelope { span, keys });
        }
    }

    fn json_entry(&mut self, entry: &Entry, parents: &mut Vec<String>, fate: &Fate) {
        let key = entry.key.clone();
        if let Some(key) = &key {
            self.header(key);
            parents.push(key.clone());
        }
        self.json(&entry.value, parents, fate);
        if key.is_some() {
            parents.pop();
        }
    }

    fn json_codes(&mut self, entries: &[Entry], span: Span, parents: &[String], fate: &Fate) {
        let keys = || entries.iter().filter_map(|entry| entry.key.as_deref());
        if !keys().any(is_code_key) {
            return;
        }
        let siblings = keys().filter(|key| !is_code_key(key)).take(MAX_SIBLINGS);
        let field = Field {
            key: "code".into(),
            siblings: siblings.map(str::to_owned).collect(),
            parents: parents.to_vec(),
            fate: fate.clone(),
        };
        let subject = Subject::Field(field);
        let words = |entry: &Entry| match (&entry.key, &entry.value) {
            (Some(key), Json::Value(tree)) if is_message_key(key) => self.words(tree),
            _ => None,
        };
        let message = entries.iter().find_map(words);
        for entry in entries {
            if let (Some("code"), Json::Value(tree)) = (entry.key.as_deref(), &entry.value) {
                self.field(tree, &subject, message.clone(), span);
            }
        }
    }
}
