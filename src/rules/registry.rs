//! An app's own codes by their names: what may be written for one, and which of the registry a message speaks of.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::{phrase, written};
use crate::model::catalogue;
use crate::model::finding::{Applicability, Suggestion};
use crate::model::resolved::{Context, Goes, ResolvedUse, Spelling};
use crate::model::settings::AppCode;

/// What the page gives to apps.
pub(super) const OWN: RangeInclusive<i64> = 9000..=9999;

/// Letters from which on a word tells something.
const TELLING: usize = 4;

/// Words that stand in any message.
const COMMON: [&str; 24] = [
    "already", "been", "before", "cannot", "code", "could", "does", "error", "failed", "from",
    "have", "invalid", "more", "must", "only", "that", "their", "there", "this", "were", "when",
    "will", "with", "your",
];

/// The constants of an app's own code, best first: the project's, then the registry's name.
pub(super) fn constants(
    resolved: &ResolvedUse<'_>,
    context: &Context<'_>,
    code: i64,
    best: Applicability,
) -> Vec<Suggestion> {
    let place = |text: &str| written::replaced(resolved, text);
    let spelled = |spelling| phrase::spelled(resolved, spelling, code, best, &place);
    let mut found: Vec<Suggestion> = Vec::new();
    let own = (context.own)(code);
    match (context.spell_plainly)(resolved, code) {
        spelling @ Spelling::Constant { .. } => {
            let in_scope = matches!(
                spelling,
                Spelling::Constant {
                    goes: Goes::Certainly,
                    ..
                }
            );
            let mut constant = spelled(spelling);
            let of_name = |name: &str| name == last_name(&constant.constant);
            let mut own = own.iter();
            let declared = own.find(|own| own.items.last().is_some_and(|name| of_name(name)));
            if let Some(declared) = declared.filter(|_| !in_scope && constant.reason.is_none()) {
                constant.reason = Some(format!("declared in `{}`", declared.path));
            }
            found.push(constant);
        }
        Spelling::None { .. } => {
            let first = own
                .iter()
                .find_map(|own| Some((own.items.last()?, &own.path)));
            found.extend(first.map(|(name, path)| {
                let why = format!("declared in `{path}`, and not imported here");
                Suggestion::new(name.as_str(), Applicability::Manual).because(Some(why))
            }));
        }
    }
    let registered = (context.spell_registered)(code).map(spelled);
    let is_new = |other: &Suggestion| {
        let known = |one: &Suggestion| {
            catalogue::same_name(last_name(&one.constant), last_name(&other.constant))
        };
        !found.iter().any(known)
    };
    let registered = registered.filter(is_new);
    found.extend(registered);
    found
}

fn last_name(path: &str) -> &str {
    path.rsplit(['.', ':']).next().unwrap_or(path)
}

/// The registry's code that a use's message speaks of, for a person to choose.
pub(super) fn meant(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Suggestion> {
    let message = resolved.code_use.message.as_deref()?;
    let entry = spoken_of(message, context.registry)?;
    let constants = constants(resolved, context, entry.code, Applicability::Manual);
    let first = constants.into_iter().next()?;
    let name = catalogue::screaming_snake(&entry.name);
    let why = format!(
        "`[app-codes]` has `{name}` = {}, of which the message speaks",
        entry.code
    );
    Some(first.because(Some(why)))
}

/// The entry of whose name a message has every telling word, or of whose name and description it has two; of several
/// the one of which it has most, then the first.
fn spoken_of<'r>(message: &str, registry: &'r [AppCode]) -> Option<&'r AppCode> {
    let said = telling(message);
    let has = |word: &&String| said.iter().any(|said| is_one_word(said, word));
    let shared = |entry: &AppCode| {
        let name = telling(&catalogue::screaming_snake(&entry.name).replace('_', " "));
        let all: BTreeSet<String> = name.union(&telling(&entry.description)).cloned().collect();
        let shared = all.iter().filter(has).count();
        let named = !name.is_empty() && name.iter().all(|word| has(&word));
        (named || shared >= 2).then_some(shared)
    };
    let mut best: Option<(usize, &AppCode)> = None;
    for entry in registry {
        if let Some(shared) = shared(entry)
            && best.is_none_or(|(most, _)| shared > most)
        {
            best = Some((shared, entry));
        }
    }
    best.map(|(_, entry)| entry)
}

fn telling(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words
        .filter(|word| word.chars().count() >= TELLING)
        .map(str::to_lowercase);
    words
        .filter(|word| !COMMON.contains(&word.as_str()))
        .collect()
}

/// `coupon` and `coupons`, `expire` and `expired`: one begins as the other, and is hardly longer.
fn is_one_word(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    long.starts_with(short) && long.len() - short.len() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_speaks_of_an_entry_by_name_or_description() {
        let entry = |name: &str, code, description: &str| AppCode {
            name: name.into(),
            code,
            description: description.into(),
        };
        let registry = [
            entry("ACCOUNT_BANNED", 9001, "Closed by a moderator for good."),
            entry(
                "CouponExpired",
                9002,
                "The coupon can no longer be redeemed.",
            ),
            entry(
                "SOLD_OUT",
                9003,
                "No article of this kind is left in the warehouse.",
            ),
        ];
        let code = |message: &str| spoken_of(message, &registry).map(|entry| entry.code);
        assert_eq!(code("The account was banned"), Some(9001));
        assert_eq!(code("a MODERATOR closed it"), Some(9001));
        assert_eq!(code("your coupons expire soon"), Some(9002));
        assert_eq!(code("sold out"), Some(9003));
        assert_eq!(code("no such article in our warehouse"), Some(9003));
        for other in ["the account is new", "this code failed", "", "no articles"] {
            assert_eq!(code(other), None, "{other}");
        }
        // The one that it has most words of, wherever that stands; else the first.
        let both = "article sold out; the account was banned, closed by a moderator";
        assert_eq!(code(both), Some(9001));
        let both = "account banned; no article of this kind is left in the warehouse, sold out";
        assert_eq!(code(both), Some(9003));
        assert_eq!(code("account banned, coupon expired"), Some(9001));
    }

    #[test]
    fn words_are_one_but_for_their_endings() {
        for (one, other) in [("coupon", "coupons"), ("expired", "expire"), ("ban", "ban")] {
            assert!(is_one_word(one, other) && is_one_word(other, one));
        }
        for (one, other) in [("coupon", "couponing"), ("ban", "bandit"), ("art", "part")] {
            assert!(!is_one_word(one, other) && !is_one_word(other, one));
        }
    }

    #[test]
    fn the_last_name_of_a_path() {
        for path in ["Codes.SOLD_OUT", "crate::codes::SOLD_OUT", "SOLD_OUT"] {
            assert_eq!(last_name(path), "SOLD_OUT");
        }
    }
}
