//! A configuration's text with its path: reads values of one type, and builds the errors that point into it.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::kind;
use crate::model::error::{Error, Place, Result};
use crate::model::nearest::nearest;
use crate::model::source::Span;

pub(super) type Key<'a> = Spanned<Cow<'a, str>>;
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

pub(super) type Entry<'v, 'a> = (&'v Key<'a>, &'v Value<'a>);

pub(super) fn in_order<'v, 'a>(table: &'v DeTable<'a>) -> Vec<Entry<'v, 'a>> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

pub(super) struct Text<'a> {
    /// As shown to the user.
    path: &'a str,
    text: &'a str,
}

impl<'a> Text<'a> {
    pub(super) fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, text }
    }

    pub(super) fn parse(&self) -> Result<Spanned<DeTable<'a>>> {
        DeTable::parse(self.text).map_err(|error| {
            let span = error.span().unwrap_or_default();
            let reason = error
                .message()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
            self.error(span, format!("`{}` is not valid TOML", self.path), reason)
        })
    }

    /// `span` is in bytes of the text.
    pub(super) fn error(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Error {
        Error::new(message).at(Place {
            path: self.path.to_owned(),
            text: self.text.to_owned(),
            span: Span::new(span.start, span.end),
            label: label.into(),
        })
    }

    /// A key that does not exist, with the nearest one that does, else with all of them.
    pub(super) fn unknown(&self, what: &str, key: &Key<'_>, known: &[&str]) -> Error {
        let word = key.get_ref().as_ref();
        let label = format!("there is no such {what}");
        self.error(key.span(), format!("unknown {what} `{word}`"), label)
            .help(did_you_mean(word, known))
    }

    pub(super) fn wrong_type(&self, value: &Value<'_>, expected: &str) -> Error {
        let message = format!("expected {expected}, found {}", found(value));
        self.error(value.span(), message, format!("{expected} belongs here"))
    }

    /// The entries of a table, in the order of the text: the first mistake is the one that is told.
    pub(super) fn table<'v, 'i>(&self, value: &'v Value<'i>) -> Result<Vec<Entry<'v, 'i>>> {
        let table = value.get_ref().as_table();
        let table = table.ok_or_else(|| self.wrong_type(value, "a table"))?;
        Ok(in_order(table))
    }

    pub(super) fn string<'v>(&self, value: &'v Value<'_>) -> Result<&'v str> {
        let string = value.get_ref().as_str();
        string.ok_or_else(|| self.wrong_type(value, "a string"))
    }

    /// One that is too large for 64 bits is the largest, or the smallest.
    pub(super) fn integer(&self, value: &Value<'_>) -> Result<i64> {
        let Some(integer) = value.get_ref().as_integer() else {
            return Err(self.wrong_type(value, "a whole number"));
        };
        let written = integer.as_str();
        let beyond = if written.starts_with('-') {
            i64::MIN
        } else {
            i64::MAX
        };
        Ok(i64::from_str_radix(written, integer.radix()).unwrap_or(beyond))
    }

    /// A string that is one of a few words.
    pub(super) fn one_of<T>(
        &self,
        value: &Value<'_>,
        what: &str,
        known: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T> {
        let word = self.string(value)?;
        let known_word = known.contains(&word).then(|| read(word)).flatten();
        known_word.ok_or_else(|| {
            let label = format!("there is no such {what}");
            self.error(value.span(), format!("unknown {what} `{word}`"), label)
                .help(did_you_mean(word, known))
        })
    }

    /// The value of a key that a table must have.
    pub(super) fn required<T>(&self, table: &Value<'_>, key: &str, value: Option<T>) -> Result<T> {
        value.ok_or_else(|| {
            let label = format!("`{key}` is missing here");
            self.error(table.span(), format!("`{key}` is missing"), label)
        })
    }
}

fn did_you_mean(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are `{}`", known.join("`, `")),
    }
}

pub(super) fn found(value: &Value<'_>) -> &'static str {
    kind(value.get_ref())
}
