//! What the files of a project do with the app's own codes: plain data of each file, which merges in any order.
//!
//! A rule of the project judges a `Contract` when all files have been read: it sees no text and no tree. Who puts the uses
//! together is `pipeline`; what is wrong with them is for `rules`.

use std::collections::BTreeMap;

use super::catalogue;
use super::facts::Site;
use super::finding::Rule;
use super::resolved::{Intent, Role};
use super::source::Span;

/// Which end of the wire a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Cloud Code, or a server.
    Server,
    Client,
}

/// One use of an app's own code, by number or by name.
#[derive(Clone, Debug)]
pub struct AppUse {
    /// The highest folder of the project that the file is in: two projects have nothing to do with each other.
    pub project: String,
    /// As shown to the user.
    pub path: String,
    /// 1-based.
    pub line: u32,
    pub span: Span,
    pub code: i64,
    /// As written.
    pub written: String,
    /// A constant stands there, and no literal.
    pub by_name: bool,
    pub site: Site,
    pub intent: Intent,
    pub role: Role,
    pub side: Side,
    pub in_test: bool,
    /// The evidence is enough to report it. What is weaker speaks against a finding all the same.
    pub shown: bool,
    /// The name that the source gives to the number, or by which it refers to it.
    pub name: Option<String>,
    /// The name that the configuration of the file gives to the number.
    pub on_record: Option<OnRecord>,
    /// The text beside the code that tells people what happened.
    pub message: Option<String>,
    pub reasons: Vec<String>,
    /// The rule that has the literal, whatever its level.
    pub rule: Option<&'static Rule>,
}

/// A name of `[app-codes]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRecord {
    pub name: String,
    /// The configuration, as shown to the user.
    pub origin: String,
}

impl AppUse {
    /// `cloud/main.js:3`
    pub fn place(&self) -> String {
        format!("{}:{}", self.path, self.line)
    }

    /// Whether it is a place at which something can be reported: shown, an app's, and of no test.
    pub fn is_judged(&self) -> bool {
        self.shown && !self.in_test && self.role == Role::App
    }
}

/// Whether the page gives a code to apps.
pub fn is_app_code(code: i64) -> bool {
    catalogue::range_of(code).is_some_and(|range| range.id == "app")
}

/// All uses that are known, in the order of their projects and places.
#[derive(Debug, Default)]
pub struct Contract {
    uses: Vec<AppUse>,
}

impl Contract {
    pub fn new(mut uses: Vec<AppUse>) -> Self {
        uses.sort_by(|a, b| a.key().cmp(&b.key()));
        // Where a file was read for itself and for its project, the first reading counts: it was told more.
        uses.dedup_by(|again, first| again.key() == first.key());
        Self { uses }
    }

    pub fn uses(&self) -> &[AppUse] {
        &self.uses
    }

    /// The uses of each code of each project, by their indices.
    pub fn codes(&self) -> impl Iterator<Item = (i64, Vec<usize>)> {
        let mut codes: BTreeMap<(&str, i64), Vec<usize>> = BTreeMap::new();
        for (at, one) in self.uses.iter().enumerate() {
            let key = (one.project.as_str(), one.code);
            codes.entry(key).or_default().push(at);
        }
        codes.into_iter().map(|((_, code), uses)| (code, uses))
    }
}

impl AppUse {
    fn key(&self) -> (&str, &str, Span) {
        (&self.project, &self.path, self.span)
    }
}
