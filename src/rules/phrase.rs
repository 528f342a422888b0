//! Words and suggestions that several rules share.

use crate::model::catalogue::{self, CodeEntry};
use crate::model::facts::{FixedBy, Takes};
use crate::model::finding::{Applicability, Edit, Label, Suggestion, WantsCode};
use crate::model::resolved::{Context, Goes, ResolvedUse, Spelling};

use super::written;

/// The predefined code that a use writes as a literal, unless its constant bears the right name, or it bounds a range.
pub(super) fn unnamed_entry(resolved: &ResolvedUse<'_>) -> Option<&'static CodeEntry> {
    use crate::model::resolved::Target;
    let code = match resolved.target {
        Target::Number(code) | Target::NumericText(code) => code,
        _ => return None,
    };
    if resolved.is_bound() {
        return None;
    }
    let right = resolved.name.as_ref().is_some_and(|name| name.right);
    if right { None } else { catalogue::entry(code) }
}

/// A number that the author brought into the world: a literal that no Parse name covers, and no bound of a range.
pub(super) fn own_code(resolved: &ResolvedUse<'_>) -> Option<i64> {
    use crate::model::resolved::Target;
    let code = match resolved.target {
        Target::Number(code) | Target::NumericText(code) => code,
        _ => return None,
    };
    (!catalogue::is_predefined(code) && !resolved.is_bound()).then_some(code)
}

/// A code of the range of the component that a use is in, for what the use says.
pub(super) fn unused_code(resolved: &ResolvedUse<'_>) -> WantsCode {
    WantsCode {
        role: resolved.role,
        message: resolved.code_use.message.clone(),
    }
}

/// The page's name of a code for this use, by its message.
pub(super) fn page_name(entry: &CodeEntry, resolved: &ResolvedUse<'_>) -> &'static str {
    entry
        .row_for(resolved.code_use.message.as_deref())
        .map_or(entry.name(), |row| row.name)
}

pub(super) fn page_description(entry: &CodeEntry, resolved: &ResolvedUse<'_>) -> &'static str {
    entry
        .row_for(resolved.code_use.message.as_deref())
        .map_or("", |row| row.description)
}

/// The constant of a code as the file can write it, or the page's name where there is none; `best` is the most that may
/// be said of it.
pub(super) fn suggestion(
    resolved: &ResolvedUse<'_>,
    context: &Context<'_>,
    code: i64,
    best: Applicability,
) -> Suggestion {
    let place = |text: &str| written::replaced(resolved, text);
    placed(resolved, context, code, best, &place)
}

/// The same for an edit that `place` makes of what is to be written.
pub(super) fn placed(
    resolved: &ResolvedUse<'_>,
    context: &Context<'_>,
    code: i64,
    best: Applicability,
    place: &dyn Fn(&str) -> Result<Edit, &'static str>,
) -> Suggestion {
    spelled(resolved, (context.spell)(resolved, code), code, best, place)
}

/// The same for a constant that is spelled already.
pub(super) fn spelled(
    resolved: &ResolvedUse<'_>,
    spelling: Spelling,
    code: i64,
    best: Applicability,
    place: &dyn Fn(&str) -> Result<Edit, &'static str>,
) -> Suggestion {
    let (path, text, goes, lacking, trap) = match spelling {
        Spelling::Constant {
            path,
            written,
            goes,
            lacking,
            trap,
        } => (path.clone(), written.unwrap_or(path), goes, lacking, trap),
        Spelling::None { why, .. } => {
            let name = catalogue::entry(code).map_or("", |entry| page_name(entry, resolved));
            return Suggestion::new(name, Applicability::Manual).because(Some(format!("{why} it")));
        }
    };
    let manual =
        |why: String| Suggestion::new(path.as_str(), Applicability::Manual).because(Some(why));
    let (most, import) = match goes {
        Goes::Certainly => (Applicability::Safe, None),
        Goes::Likely => (Applicability::Unsafe, None),
        Goes::Importing(edit) => (Applicability::Unsafe, Some(edit)),
        Goes::Not(why) => return manual(why),
    };
    if resolved.code() != Some(code) && resolved.beside.contains(&code) {
        return manual("another branch is taken for it already".into());
    }
    let edit = match place(&text) {
        Ok(edit) => edit,
        Err(why) => return manual(why.to_owned()),
    };
    let (most, reason) = match (trap, lacking) {
        (Some(trap), _) => (Applicability::Manual, Some(trap.to_owned())),
        (None, Some(lacking)) => (most.min(Applicability::Unsafe), Some(lacking)),
        (None, None) => (most, import.as_ref().map(|_| NEEDS_IMPORT.to_owned())),
    };
    Suggestion::new(path.as_str(), best.min(most))
        .because(reason)
        .writing(import.into_iter().chain([edit]).collect())
}

const NEEDS_IMPORT: &str = "its name has to be imported";

/// The suggestions of several candidate codes, best first; with more than one, a person decides.
pub(super) fn candidates(
    resolved: &ResolvedUse<'_>,
    context: &Context<'_>,
    codes: &[i64],
    best: Applicability,
) -> Vec<Suggestion> {
    let best = if codes.len() > 1 {
        Applicability::Manual
    } else {
        best
    };
    codes
        .iter()
        .map(|code| suggestion(resolved, context, *code, best))
        .collect()
}

/// What to write for a code, in words: its constant, else its number and the page's name.
pub(super) fn written(resolved: &ResolvedUse<'_>, context: &Context<'_>, code: i64) -> String {
    match (context.spell)(resolved, code) {
        Spelling::Constant { path, .. } => format!("`{path}`"),
        Spelling::None { .. } => {
            let name = catalogue::entry(code).map_or("", CodeEntry::name);
            format!("{code} (`{name}`)")
        }
    }
}

/// Several of them as a list, with why some of them are better: `A` (the usual one), `B` or `C`.
pub(super) fn one_of(
    resolved: &ResolvedUse<'_>,
    context: &Context<'_>,
    codes: &[i64],
    reason: &dyn Fn(i64) -> Option<String>,
) -> String {
    let codes = codes.iter().map(|code| {
        let written = written(resolved, context, *code);
        match reason(*code) {
            Some(reason) => format!("{written} ({reason})"),
            None => written,
        }
    });
    match codes.collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// Lets a suggestion say why it stands where it does, before what else is to be said of it.
pub(super) fn rank(suggestion: &mut Suggestion, reason: Option<String>) {
    let reasons = [reason, suggestion.reason.take()];
    let reasons: Vec<String> = reasons.into_iter().flatten().collect();
    suggestion.reason = (!reasons.is_empty()).then(|| reasons.join("; "));
}

/// The `switch`'s head, where the use is one of its cases.
pub(super) fn switch_label(resolved: &ResolvedUse<'_>) -> Option<Label> {
    use crate::model::facts::Site;
    let context = resolved
        .code_use
        .context
        .filter(|_| resolved.site() == Site::Case)?;
    Some(Label::new(context, "the code is looked at here"))
}

/// Where the constant's own name stands, for a literal in a definition.
pub(super) fn name_label(resolved: &ResolvedUse<'_>) -> Option<Label> {
    let name = resolved
        .name
        .as_ref()
        .filter(|name| name.span != resolved.code_use.span)?;
    Some(Label::new(name.span, format!("named `{}` here", name.name)))
}

/// Why a constant cannot simply be written in the place of a literal, as a clause behind the help; else empty.
pub(super) fn fixed(resolved: &ResolvedUse<'_>) -> &'static str {
    match resolved.takes {
        Some(Takes::Literal(FixedBy::ConstEnum)) => {
            "; a `const enum` takes nothing but literals: make it an object or a plain enum first"
        }
        Some(Takes::Literal(FixedBy::NextMember)) => {
            "; the next member counts on from this one: give that a number of its own first"
        }
        Some(Takes::Literal(FixedBy::TextEnum)) => {
            "; an enum with strings takes nothing but literals: make it an object first"
        }
        Some(Takes::Literal(FixedBy::AsConst)) => "; the `as const` behind it has to go then",
        _ => "",
    }
}
