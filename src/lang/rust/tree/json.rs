//! The grammar of `json!`: objects, arrays, and expressions as keys and values.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::Expr as Tree;
use syn::visit::Visit;

use super::Walker;
use super::sites::{is_code_key, is_message_key};
use crate::model::facts::{Fate, Field, Subject};
use crate::model::source::Span;

/// How many keys beside a code are told: an error has a handful.
const MAX_SIBLINGS: usize = 64;

pub(super) enum Json {
    Object {
        entries: Vec<Entry>,
        /// The tokens of the braces.
        open: proc_macro2::Span,
        close: proc_macro2::Span,
    },
    Array(Vec<Json>),
    Value(Box<Tree>),
    /// What is none of these.
    Torn(TokenStream),
}

pub(super) struct Entry {
    /// `None` for a key that is computed.
    key: Option<String>,
    value: Json,
}

pub(super) fn parse(tokens: TokenStream) -> Option<Json> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let tokens = match tokens.split_last() {
        Some((TokenTree::Punct(comma), rest)) if comma.as_char() == ',' => rest,
        _ => &tokens,
    };
    (!tokens.is_empty()).then(|| value(tokens))
}

impl Json {
    /// The expression that the whole is.
    pub(super) fn scalar(self) -> Option<Tree> {
        match self {
            Json::Value(tree) => Some(*tree),
            _ => None,
        }
    }
}

fn value(tokens: &[TokenTree]) -> Json {
    if let [TokenTree::Group(group)] = tokens {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let parts = split(&inner, ',');
        match group.delimiter() {
            Delimiter::Brace => {
                return Json::Object {
                    entries: parts.into_iter().map(entry).collect(),
                    open: group.span_open(),
                    close: group.span_close(),
                };
            }
            Delimiter::Bracket => return Json::Array(parts.into_iter().map(value).collect()),
            _ => {}
        }
    }
    let stream: TokenStream = tokens.iter().cloned().collect();
    match syn::parse2(stream.clone()) {
        Ok(tree) => Json::Value(Box::new(tree)),
        Err(_) => Json::Torn(stream),
    }
}

fn entry(tokens: &[TokenTree]) -> Entry {
    let colon = tokens.iter().enumerate().position(|(at, token)| {
        let after_colon = at
            .checked_sub(1)
            .is_some_and(|before| is_joint_colon(&tokens[before]));
        matches!(token, TokenTree::Punct(colon) if colon.as_char() == ':')
            && !is_joint_colon(token)
            && !after_colon
    });
    let Some(colon) = colon else {
        return Entry {
            key: None,
            value: value(tokens),
        };
    };
    let key = match &tokens[..colon] {
        [TokenTree::Literal(literal)] => syn::parse_str::<syn::LitStr>(&literal.to_string()).ok(),
        _ => None,
    };
    Entry {
        key: key.map(|key| key.value()),
        value: value(&tokens[colon + 1..]),
    }
}

/// The first colon of `::`.
fn is_joint_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
}

/// The parts between commas, the empty ones left out.
fn split(tokens: &[TokenTree], mark: char) -> Vec<&[TokenTree]> {
    let is_mark =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark);
    tokens
        .split(is_mark)
        .filter(|part| !part.is_empty())
        .collect()
}

impl Walker<'_> {
    /// Reports the codes of a JSON value; `parents` are the keys that lead to it.
    pub(super) fn json(&mut self, json: &Json, parents: &mut Vec<String>, fate: &Fate) {
        match json {
            Json::Object {
                entries,
                open,
                close,
            } => {
                let span = self.between(*open, *close);
                self.json_codes(entries, span, parents, fate);
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
            Json::Torn(tokens) => self.torn(tokens),
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
