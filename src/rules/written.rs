//! What is written in the place of a literal: edits that the language takes there, or why there are none.

use crate::model::facts::{FixedBy, Takes};
use crate::model::finding::Edit;
use crate::model::resolved::ResolvedUse;
use crate::model::source::Span;

/// Replaces the literal of a use by a name or another expression; else why nothing but a literal can stand there, a
/// clause without full stop.
pub(super) fn replaced(resolved: &ResolvedUse<'_>, text: &str) -> Result<Edit, &'static str> {
    match resolved.takes {
        Some(Takes::Literal(by)) => Err(why(by)),
        Some(Takes::Key) => Ok(apart(resolved, &format!("[{text}]"))),
        // Whether a pattern or a constant takes the text, whoever spelled it has said.
        Some(Takes::Pattern | Takes::Constant) | None => Ok(apart(resolved, text)),
    }
}

/// Replaces the literal of a use by a number; a suffix of its type stays.
pub(super) fn renumbered(resolved: &ResolvedUse<'_>, number: i64) -> Edit {
    let literal = resolved.literal();
    let suffix = literal.find(['i', 'u']).filter(|_| !literal.contains('x'));
    let suffix = suffix.map_or("", |at| &literal[at..]);
    let text = format!("{number}{suffix}");
    match resolved.takes {
        Some(Takes::Key) if number < 0 => apart(resolved, &format!("[{text}]")),
        _ => apart(resolved, &text),
    }
}

/// Puts an argument in front of the use's own.
pub(super) fn put_first(resolved: &ResolvedUse<'_>, text: &str) -> Edit {
    let start = resolved.code_use.span.start;
    Edit {
        span: Span { start, end: start },
        text: format!("{text}, "),
    }
}

/// The edit with blanks where the text would grow together with a word beside it: `case-1:`.
fn apart(resolved: &ResolvedUse<'_>, text: &str) -> Edit {
    let span = resolved.code_use.span;
    let source = &resolved.file.text;
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    let before = source.get(..span.start as usize).unwrap_or_default();
    let after = source.get(span.end as usize..).unwrap_or_default();
    let joins = |inside: Option<char>, outside: Option<char>| {
        inside.is_some_and(is_word) && outside.is_some_and(is_word)
    };
    let left = joins(text.chars().next(), before.chars().next_back());
    let right = joins(text.chars().next_back(), after.chars().next());
    let blank = |needed: bool| if needed { " " } else { "" };
    Edit {
        span,
        text: format!("{}{text}{}", blank(left), blank(right)),
    }
}

fn why(by: FixedBy) -> &'static str {
    match by {
        FixedBy::ConstEnum => "a `const enum` takes nothing but literals",
        FixedBy::NextMember => "the next member counts on from this one",
        FixedBy::TextEnum => "an enum with strings takes nothing but literals",
        FixedBy::AsConst => "`as const` takes nothing but a literal",
        FixedBy::Ambient => "a declaration without a value takes nothing but a literal",
        FixedBy::Macro => "it stands in a macro, which may take nothing but a literal",
        FixedBy::Unread => "the code around it could not be read as a whole",
    }
}
