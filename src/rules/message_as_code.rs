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
    let mut codes: Vec<i64> = told_by(resolved.literal()).into_iter().collect();
    codes.push(OTHER_CAUSE);
    let place = |text: &str| place(resolved, text);
    let best = Applicability::Unsafe;
    let suggestions: Vec<_> = codes
        .iter()
        .map(|code| phrase::placed(resolved, context, *code, best, &place))
        .collect();
    let help = format!(
        "put a code first, then the message: {}",
        phrase::one_of(resolved, context, &codes)
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

/// The code that the words of a message point to.
fn told_by(message: &str) -> Option<i64> {
    let missing = ["not found", "does not exist", "doesn't exist"];
    if catalogue::speaks_of(Some(message), &missing) {
        return catalogue::http_status(404)?.default;
    }
    let candidates = TELLING
        .iter()
        .filter_map(|status| catalogue::http_status(*status))
        .flat_map(|status| status.candidates);
    let mut fitting =
        candidates.filter(|candidate| catalogue::speaks_of(Some(message), candidate.words));
    fitting.next().map(|candidate| candidate.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_words() {
        assert_eq!(told_by("'Nobody is here'"), None);
        assert_eq!(told_by("'the body is malformed'"), Some(107));
        assert_eq!(told_by("'no such order: not found'"), Some(101));
    }
}
