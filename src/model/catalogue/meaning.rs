//! What an author may have meant by a number or a name: HTTP statuses, ambiguous numbers, traps, invented names.
//!
//! Words of the error's message decide where there is a choice. Nothing here says what to report.

use super::table;

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
    /// What Parse Server answers with this status.
    pub server: Option<&'static str>,
    /// A remark for people.
    pub note: Option<&'static str>,
}

#[derive(Debug)]
pub struct Candidate {
    pub code: i64,
    /// Lower-case words or phrases, any of which decides; empty: a candidate for any message.
    pub words: &'static [&'static str],
}

impl HttpStatus {
    /// The codes to suggest, best first: those that the message's words point to, then the default, then the others.
    pub fn suggestions(&self, message: Option<&str>) -> Vec<i64> {
        let (fit, rest): (Vec<_>, Vec<_>) = self
            .candidates
            .iter()
            .partition(|candidate| speaks_of(message, candidate.words));
        let mut codes: Vec<i64> = Vec::new();
        let fit = fit.iter().map(|candidate| candidate.code);
        let rest = rest.iter().map(|candidate| candidate.code);
        for code in fit
            .chain(self.meant(message))
            .chain(self.default)
            .chain(rest)
        {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }
}

impl HttpStatus {
    /// Why a code stands where `suggestions` has it: a clause without full stop; `None` for one that is just possible.
    pub fn reason(&self, code: i64, message: Option<&str>) -> Option<String> {
        let candidates = self.candidates.iter().chain(self.unauthorized());
        let mut words = candidates
            .filter(|candidate| candidate.code == code)
            .filter_map(|candidate| spoken(message, candidate.words));
        match words.next() {
            Some(word) => Some(format!("the message speaks of \u{201c}{word}\u{201d}")),
            None if self.default == Some(code) => Some(format!("mostly meant by {}", self.status)),
            None => None,
        }
    }

    /// People write 400 where they mean 401: what its words point to, for a message about a login.
    fn meant(&self, message: Option<&str>) -> impl Iterator<Item = i64> {
        let candidates = self.unauthorized().iter();
        let fit = candidates.filter(move |candidate| speaks_of(message, candidate.words));
        fit.map(|candidate| candidate.code)
    }

    /// The candidates of 401, for a 400.
    fn unauthorized(&self) -> &'static [Candidate] {
        let unauthorized = http_status(401).filter(|_| self.status == 400);
        unauthorized.map_or(&[], |status| status.candidates)
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
        self.choices
            .iter()
            .find(|choice| speaks_of(message, choice.words))
            .map_or(self.default, |choice| choice.name)
    }

    /// The word of a message that decides; `None` where the default is meant.
    pub fn decided_by(&self, message: Option<&str>) -> Option<&'static str> {
        let mut choices = self.choices.iter();
        choices.find_map(|choice| spoken(message, choice.words))
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
    /// Lower-case words of a message beside which the constant is wrong; empty: always.
    pub armed_by: &'static [&'static str],
    /// Lower-case words of a message for which the constant is right after all; empty: never.
    pub words: &'static [&'static str],
    /// Why, for people.
    pub reason: &'static str,
}

/// The trap of this SDK's constant for a code, unless the message has a word that disarms it.
pub fn trap(sdk: &str, code: i64, message: Option<&str>) -> Option<&'static Trap> {
    let found = table::TRAPS
        .iter()
        .find(|trap| trap.sdk == sdk && trap.code == code)?;
    let armed = found.armed_by.is_empty() || speaks_of(message, found.armed_by);
    (armed && !speaks_of(message, found.words)).then_some(found)
}

/// The traps of a code, whatever the message, in the order of the SDKs.
pub fn traps_of(code: i64) -> impl Iterator<Item = &'static Trap> {
    table::TRAPS.iter().filter(move |trap| trap.code == code)
}

pub fn ambiguity(code: i64) -> Option<&'static Ambiguity> {
    table::AMBIGUITIES.iter().find(|row| row.code == code)
}

/// What may have been meant by a `Parse.Error.{name}` that does not exist: JavaScript constants, best first.
pub fn meant_by(name: &str) -> &'static [&'static str] {
    let found = table::UNKNOWN_NAMES.binary_search_by(|unknown| unknown.name.cmp(name));
    found.map_or(&[], |at| table::UNKNOWN_NAMES[at].meant)
}

/// All names that are known not to exist in JavaScript, sorted.
pub fn unknown_names() -> &'static [UnknownName] {
    table::UNKNOWN_NAMES
}

/// The registered HTTP statuses from 300 to 599.
pub fn http_status(status: i64) -> Option<&'static HttpStatus> {
    table::HTTP
        .binary_search_by_key(&status, |row| row.status)
        .ok()
        .map(|at| &table::HTTP[at])
}

pub fn http_statuses() -> &'static [HttpStatus] {
    table::HTTP
}

/// Whether one of the words begins at the start of a word of the message, whatever the letter case.
pub fn speaks_of(message: Option<&str>, words: &[&str]) -> bool {
    spoken(message, words).is_some()
}

/// The first of the words that begins so.
pub fn spoken<'w>(message: Option<&str>, words: &[&'w str]) -> Option<&'w str> {
    let message = message?.to_lowercase();
    let starts_a_word = |at: usize| {
        let before = message[..at].chars().next_back();
        !before.is_some_and(char::is_alphanumeric)
    };
    let mut words = words.iter().copied();
    words.find(|word| message.match_indices(word).any(|(at, _)| starts_a_word(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_at_the_start_of_a_word() {
        assert!(speaks_of(Some("Two Files"), &["file"]));
        assert!(speaks_of(Some("not-found"), &["found"]));
        assert!(!speaks_of(Some("no profile"), &["file"]));
        assert!(!speaks_of(Some("anything"), &[]));
        assert!(!speaks_of(None, &["file"]));
        assert!(speaks_of(Some("É file"), &["file"]), "any letters before");
    }

    #[test]
    fn the_message_picks_the_code_of_a_status() {
        let first = |status, message| http_status(status).unwrap().suggestions(message)[0];
        assert_eq!(first(404, None), 101);
        assert_eq!(first(404, Some("No user with this email")), 205);
        assert_eq!(first(401, Some("Invalid username or password")), 101);
        assert_eq!(first(401, Some("You must be logged in")), 142);
        assert_eq!(first(401, Some("Please login first")), 142);
        assert_eq!(first(400, Some("Please login first")), 142);
        assert_eq!(first(400, Some("wrong password")), 101);
        assert_eq!(first(400, Some("the token is missing")), 142);
        assert_eq!(first(409, None), 137);
        assert_eq!(first(409, Some("Username is already taken")), 202);
        assert_eq!(first(422, Some("Name is required")), 142);
        assert_eq!(first(500, Some("anything")), 1);
        assert!(http_status(300).unwrap().suggestions(None).is_empty());
    }

    #[test]
    fn a_suggestion_says_why_it_stands_there() {
        let reason = |status, code, message| http_status(status).unwrap().reason(code, message);
        let said = |word: &str| Some(format!("the message speaks of \u{201c}{word}\u{201d}"));
        assert_eq!(
            reason(401, 142, Some("Please login first")),
            said("login first")
        );
        assert_eq!(
            reason(400, 142, Some("Please login first")),
            said("login first")
        );
        assert_eq!(
            reason(404, 101, None).as_deref(),
            Some("mostly meant by 404")
        );
        assert_eq!(reason(404, 205, None), None);
    }

    #[test]
    fn suggestions_are_told_once() {
        let codes = http_status(403).unwrap().suggestions(Some("forbidden"));
        assert_eq!(codes, [119, 209, 101]);
    }

    #[test]
    fn a_trap_is_armed_and_disarmed_by_words() {
        assert!(trap("js", 143, None).is_some());
        assert!(trap("js", 143, Some("webhook failed")).is_some());
        assert!(trap("js", 143, Some("The image is broken")).is_none());
        assert!(trap("js", 139, None).is_some());
        assert!(trap("js", 139, Some("Invalid role name")).is_none());
        assert!(trap("js", 251, None).is_none());
        assert!(trap("js", 251, Some("transaction aborted")).is_some());
        assert!(trap("ts-types", 150, Some("image")).is_some());
        assert!(trap("js", 101, None).is_none());
    }

    #[test]
    fn the_message_picks_the_name() {
        let name = |code, message| ambiguity(code).unwrap().choose(message);
        assert_eq!(name(101, Some("wrong password")), "UserInvalidLoginParams");
        assert_eq!(name(101, Some("no such object")), "ObjectNotFound");
        assert_eq!(name(139, Some("This name is reserved")), "ReservedValue");
        assert_eq!(name(143, None), "WebhookError");
        assert_eq!(name(251, Some("bad authData")), "InvalidGeneralAuthData");
    }
}
