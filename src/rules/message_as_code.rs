//! `message-as-code`: a message stands where the code of a Parse error belongs.

use super::{phrase, written};
use crate::model::catalogue;
use crate::model::facts::Subject;
use crate::model::finding::{Applicability, Edit, Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::{Context, ResolvedUse, Target};

/// What is left when no better code is known.
const OTHER_CAUSE: i64 = -1;
/// Statuses whose words tell what a message is about, in the order in which they are asked.
const TELLING: [i64; 5] = [404, 401, 403, 409, 400];

pub(crate) static RULE: Rule = Rule {
    id: "message-as-code",
    summary: "a message stands where the code of a Parse error belongs",
    suggests: "a constant first, then the message",
    severity: Severity::Error,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/message-as-code.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    let Target::Message = resolved.target else {
        return None;
    };
    let label = Label::new(resolved.code_use.span, "the code belongs here");
    let told = told_by(resolved.literal());
    let mut codes: Vec<i64> = told.iter().map(|(code, _)| *code).collect();
    codes.push(OTHER_CAUSE);
    let place = |text: &str| place(resolved, text);
    let best = Applicability::Unsafe;
    let reason = |code: i64| {
        let (_, word) = told.filter(|(told, _)| *told == code)?;
        Some(format!("the message speaks of \u{201c}{word}\u{201d}"))
    };
    let suggestions = codes.iter().map(|code| {
        let mut suggestion = phrase::placed(resolved, context, *code, best, &place);
        phrase::rank(&mut suggestion, reason(*code));
        suggestion
    });
    let suggestions: Vec<_> = suggestions.collect();
    let help = format!(
        "put a code first, then the message: {}",
        phrase::one_of(resolved, context, &codes, &reason)
    );
    let finding = Finding::new(
        &RULE,
        label,
        "the message stands where the code of a Parse error belongs",
    );
    Some(finding.help(help).suggest(suggestions))
}

/// A code goes in front of a message that stands alone. Where there is more, the arguments may be in another order.
fn place(resolved: &ResolvedUse<'_>, text: &str) -> Result<Edit, &'static str> {
    match &resolved.code_use.subject {
        Subject::Argument { arguments: 1, .. } => Ok(written::put_first(resolved, text)),
        _ => Err("what the other arguments are, a person has to tell"),
    }
}

/// The code that the words of a message point to, and the word that does.
fn told_by(message: &str) -> Option<(i64, &'static str)> {
    const MISSING: [&str; 3] = ["not found", "does not exist", "doesn't exist"];
    if let Some(word) = catalogue::spoken(Some(message), &MISSING) {
        return Some((catalogue::http_status(404)?.default?, word));
    }
    let candidates = TELLING
        .iter()
        .filter_map(|status| catalogue::http_status(*status))
        .flat_map(|status| status.candidates);
    let mut fitting = candidates.filter_map(|candidate| {
        let word = catalogue::spoken(Some(message), candidate.words)?;
        Some((candidate.code, word))
    });
    fitting.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_words() {
        assert_eq!(told_by("'Nobody is here'"), None);
        let code = |message| told_by(message).map(|(code, _)| code);
        assert_eq!(code("'the body is malformed'"), Some(107));
        assert_eq!(code("'no such order: not found'"), Some(101));
    }
}
