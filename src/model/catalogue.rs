//! What the Parse Platform defines: codes, names, ranges, constants, statuses. Tables only, generated from `rules/`.
//!
//! `table.rs` is written by `UPDATE=1 cargo test catalogue` from `rules/codes.toml` and `rules/sdk/*.toml`, and a test
//! holds that it is up to date: nothing is parsed at start-up.

mod table;
mod names;

pub use names::{normalise, same_name};

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
}

impl CodeEntry {
    /// The name to show: the page's first one, else the first SDK constant.
    pub fn name(&self) -> &'static str {
        self.rows
            .first()
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

    pub fn description(&self) -> &'static str {
        self.rows.first().map_or("", |row| row.description)
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

/// An SDK as a source of constants.
#[derive(Debug)]
pub struct Sdk {
    pub id: &'static str,
    pub language: &'static str,
    pub package: &'static str,
    /// The version that was read.
    pub version: &'static str,
    /// How a constant is written, with `{constant}` for its name.
    pub form: &'static str,
}

/// One of the page's four range rules.
#[derive(Debug)]
pub struct CodeRange {
    pub id: &'static str,
    pub heading: &'static str,
    /// Inclusive; `None` is open.
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub text: &'static str,
}

/// An HTTP status that people write where a Parse code belongs.
#[derive(Debug)]
pub struct HttpStatus {
    pub status: i64,
    /// IANA's reason phrase.
    pub phrase: &'static str,
    /// The Parse code meant most often; `None` where several are equally likely.
    pub default: Option<i64>,
    /// Codes that words of the message point to.
    pub candidates: &'static [Candidate],
}

#[derive(Debug)]
pub struct Candidate {
    pub code: i64,
    /// Lower-case words or phrases, any of which decides.
    pub words: &'static [&'static str],
}

impl HttpStatus {
    /// The codes to suggest, best first: those that the message's words point to, then the default, then the others.
    pub fn suggestions(&self, message: Option<&str>) -> Vec<i64> {
        let message = message.unwrap_or_default().to_lowercase();
        let (fit, rest): (Vec<_>, Vec<_>) = self
            .candidates
            .iter()
            .partition(|c| c.words.iter().any(|word| message.contains(word)));
        let mut codes: Vec<i64> = fit.iter().map(|c| c.code).chain(self.default).collect();
        codes.extend(rest.iter().map(|c| c.code));
        let mut seen = Vec::new();
        codes.retain(|code| {
            !seen.contains(code) && {
                seen.push(*code);
                true
            }
        });
        codes
    }
}

/// A code with several page names, and the words that pick one.
#[derive(Debug)]
pub struct Ambiguity {
    pub code: i64,
    pub default: &'static str,
    pub choices: &'static [Choice],
}

#[derive(Debug)]
pub struct Choice {
    pub name: &'static str,
    pub words: &'static [&'static str],
}

impl Ambiguity {
    pub fn choose(&self, message: Option<&str>) -> &'static str {
        let message = message.unwrap_or_default().to_lowercase();
        let fits = |choice: &&Choice| choice.words.iter().any(|word| message.contains(word));
        self.choices
            .iter()
            .find(fits)
            .map_or(self.default, |choice| choice.name)
    }
}

/// A name that JavaScript authors write after `Parse.Error.` and that does not exist there.
#[derive(Debug)]
pub struct UnknownName {
    pub name: &'static str,
    /// Constants that may have been meant, best first.
    pub meant: &'static [&'static str],
}

/// A constant that has the right number and the wrong meaning, unless the message says otherwise.
#[derive(Debug)]
pub struct Trap {
    pub sdk: &'static str,
    pub code: i64,
    /// Lower-case words of a message for which the constant is right after all; empty: never.
    pub words: &'static [&'static str],
    /// Why, for people.
    pub reason: &'static str,
}

/// The trap of this SDK's constant for a code, unless the message has a word that disarms it.
pub fn trap(sdk: &str, code: i64, message: Option<&str>) -> Option<&'static Trap> {
    let message = message.unwrap_or_default().to_lowercase();
    let found = table::TRAPS
        .iter()
        .find(|trap| trap.sdk == sdk && trap.code == code)?;
    (!found.words.iter().any(|word| message.contains(word))).then_some(found)
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
/// PARSE, ERR, ERROR, CODE do not count.
pub fn codes_named(name: &str) -> &'static [i64] {
    let name = normalise(name);
    let found = table::NAMES.binary_search_by(|(known, _)| (*known).cmp(name.as_str()));
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

/// What may have been meant by a `Parse.Error.{name}` that does not exist: JavaScript constants, best first.
pub fn meant_by(name: &str) -> &'static [&'static str] {
    let found = table::UNKNOWN_NAMES.binary_search_by(|unknown| unknown.name.cmp(name));
    found.map_or(&[], |at| table::UNKNOWN_NAMES[at].meant)
}

/// The registered HTTP statuses from 300 to 599.
pub fn http_status(status: i64) -> Option<&'static HttpStatus> {
    table::HTTP
        .binary_search_by_key(&status, |row| row.status)
        .ok()
        .map(|at| &table::HTTP[at])
}

pub fn ambiguity(code: i64) -> Option<&'static Ambiguity> {
    table::AMBIGUITIES.iter().find(|row| row.code == code)
}

pub fn sdks() -> &'static [Sdk] {
    table::SDKS
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
