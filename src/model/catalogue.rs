//! What the Parse Platform defines: codes, names, ranges, constants, statuses. Tables only, generated from `rules/`.
//!
//! `names` compares names, `meaning` guesses what an author meant, `words` recognises the SDK in a source.
//! `table.rs` is written by `UPDATE=1 cargo test catalogue` from `rules/codes.toml` and `rules/sdk/*.toml`, and a test
//! holds that it is up to date: nothing is parsed at start-up.

mod meaning;
mod names;
mod words;
#[rustfmt::skip]
mod table;

pub use meaning::*;
pub use names::{
    is_distinctive, is_telling, is_unmistakable, normalise, pascal_case, same_name,
    screaming_snake, unmistakable_forms,
};
pub use words::*;

/// One number and all that is known of it.
#[derive(Debug)]
pub struct CodeEntry {
    pub code: i64,
    /// The page's rows of this number, in the page's order; empty for a number that only SDKs define.
    pub rows: &'static [PageRow],
    /// The SDKs' constants, in the order of `rules/sdk`.
    pub constants: &'static [SdkConstant],
    /// A remark for people where the number is a trap.
    pub note: Option<&'static str>,
    /// What Parse Server means by it where it writes the bare number.
    pub server: Option<&'static str>,
}

impl CodeEntry {
    /// The name to show: the page's, the usual one where it has several, else the first SDK constant.
    pub fn name(&self) -> &'static str {
        self.row_for(None)
            .map(|row| row.name)
            .or_else(|| self.constants.first().map(|c| c.name))
            .unwrap_or("")
    }

    /// The row that fits a message best (the words of `rules/codes.toml` decide), else the default one.
    pub fn row_for(&self, message: Option<&str>) -> Option<&'static PageRow> {
        let chosen = ambiguity(self.code).map(|ambiguity| ambiguity.choose(message));
        let named = chosen.and_then(|name| self.rows.iter().find(|row| row.name == name));
        named.or_else(|| self.rows.first())
    }

    /// The page's words for that name; empty for a number that only SDKs define.
    pub fn description(&self) -> &'static str {
        self.row_for(None).map_or("", |row| row.description)
    }

    pub fn deprecated(&self) -> bool {
        !self.rows.is_empty() && self.rows.iter().all(|row| row.deprecated)
    }

    pub fn constant(&self, sdk: &str) -> Option<&'static SdkConstant> {
        self.constants.iter().find(|constant| constant.sdk == sdk)
    }
}

/// A row of the page of error codes.
#[derive(Debug)]
pub struct PageRow {
    pub name: &'static str,
    /// The heading it stands under in the documentation's source.
    pub section: &'static str,
    pub description: &'static str,
    pub deprecated: bool,
}

/// A constant of an SDK.
#[derive(Debug)]
pub struct SdkConstant {
    /// Id of the SDK, as in `rules/sdk`.
    pub sdk: &'static str,
    pub name: &'static str,
    /// The version of the SDK that brought it, where the first one read did not have it.
    pub since: Option<&'static str>,
}

/// A number that people meet beside Parse codes and that is none.
#[derive(Debug)]
pub struct Outsider {
    pub code: i64,
    pub remark: &'static str,
    /// What SDKs have for it all the same.
    pub constants: &'static [SdkConstant],
}

/// An SDK as a source of constants.
#[derive(Debug)]
pub struct Sdk {
    pub id: &'static str,
    pub language: &'static str,
    pub package: &'static str,
    /// The version that was read.
    pub version: &'static str,
    /// How a constant is written, with `{constant}` for its name; empty where the SDK has no constants.
    pub form: &'static str,
}

impl Sdk {
    /// A constant as a file of this language writes it.
    pub fn spell(&self, constant: &str) -> String {
        self.form.replace("{constant}", constant)
    }
}

/// One of the page's four range rules.
#[derive(Debug)]
pub struct CodeRange {
    pub id: &'static str,
    pub heading: &'static str,
    /// Inclusive; `None` is open.
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// The page's sentences, one a line: the numbers first, where the rule has any.
    pub text: &'static str,
}

/// Every number that the page or an SDK defines, ascending.
pub fn entries() -> &'static [CodeEntry] {
    table::ENTRIES
}

/// The page's 84 numbers and the SDKs' 155, 159, 162, 210, 211.
pub fn is_predefined(code: i64) -> bool {
    entry(code).is_some()
}

pub fn entry(code: i64) -> Option<&'static CodeEntry> {
    table::ENTRIES
        .binary_search_by_key(&code, |entry| entry.code)
        .ok()
        .map(|at| &table::ENTRIES[at])
}

/// The codes that bear this name on the page or in any SDK, ascending; letter case, underscores and the affixes
/// PARSE, ERR, ERROR, CODE do not count. A number behind the name picks one of several: `INVALID_IMAGE_DATA_150`.
pub fn codes_named(name: &str) -> &'static [i64] {
    let name = normalise(name);
    let found = codes_normalised(&name);
    if !found.is_empty() {
        return found;
    }
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = name[stem.len()..].parse::<i64>();
    let codes = codes_normalised(stem);
    let at = number
        .ok()
        .and_then(|number| codes.iter().position(|code| *code == number));
    at.map_or(&[], |at| &codes[at..=at])
}

fn codes_normalised(name: &str) -> &'static [i64] {
    let found = table::NAMES.binary_search_by(|(known, _)| (*known).cmp(name));
    found.map_or(&[], |at| table::NAMES[at].1)
}

/// The entries of a page name or constant, as a person types it.
pub fn entries_named(name: &str) -> impl Iterator<Item = &'static CodeEntry> {
    codes_named(name).iter().filter_map(|code| entry(*code))
}

/// The JavaScript SDK's constant for a number.
pub fn javascript_constant(code: i64) -> Option<&'static SdkConstant> {
    entry(code)?.constant("js")
}

/// Whether `Parse.Error.{name}` exists.
pub fn is_javascript_constant(name: &str) -> bool {
    javascript_code(name).is_some()
}

/// The number of `Parse.Error.{name}`.
pub fn javascript_code(name: &str) -> Option<i64> {
    let found = table::JAVASCRIPT.binary_search_by(|(known, _)| (*known).cmp(name));
    found.ok().map(|at| table::JAVASCRIPT[at].1)
}

/// All constants of the JavaScript SDK, by name.
pub fn javascript_constants() -> &'static [(&'static str, i64)] {
    table::JAVASCRIPT
}

/// The member of `parse_rust_core::ErrorCode` for a number.
pub fn rust_constant(code: i64) -> Option<&'static SdkConstant> {
    entry(code)?.constant("rust-core")
}

/// The number of `parse_rust_core::ErrorCode::{name}`.
pub fn rust_code(name: &str) -> Option<i64> {
    let found = table::RUST.binary_search_by(|(known, _)| (*known).cmp(name));
    found.ok().map(|at| table::RUST[at].1)
}

/// What is known of a number that is no Parse code.
pub fn outsider(code: i64) -> Option<&'static Outsider> {
    table::OUTSIDERS
        .binary_search_by_key(&code, |row| row.code)
        .ok()
        .map(|at| &table::OUTSIDERS[at])
}

pub fn sdks() -> &'static [Sdk] {
    table::SDKS
}

pub fn sdk(id: &str) -> Option<&'static Sdk> {
    table::SDKS.iter().find(|sdk| sdk.id == id)
}

pub fn ranges() -> &'static [CodeRange] {
    table::RANGES
}

/// The range that a number falls into, by the page; `None` from 10000 up, of which the page does not speak.
pub fn range_of(code: i64) -> Option<&'static CodeRange> {
    let bounded = table::RANGES
        .iter()
        .filter(|range| range.min.is_some() || range.max.is_some());
    bounded.into_iter().find(|range| {
        range.min.is_none_or(|min| min <= code) && range.max.is_none_or(|max| code <= max)
    })
}
