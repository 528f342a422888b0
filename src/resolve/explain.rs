//! Why a place was, or was not, taken for a Parse code: every question of the other rooms, asked for its reason.
//!
//! Nothing is weighed here: an account tells what `Resolver::resolved` gave, and where that was nothing, asks the same
//! questions again for their answers. `against` does so, `words` puts places and meanings into words, `elsewhere` speaks
//! of places that are no facts, `changes` of what would make the verdict another one.

mod against;
mod changes;
mod elsewhere;
mod words;

use super::flow::Flow;
use super::{Resolver, Surroundings};
use crate::model::explain::FileTrace;
use crate::model::facts::{CodeUse, Facts, Operand, Subject};
use crate::model::number::integer_text;
use crate::model::resolved::ResolvedUse;
use crate::model::source::{SourceFile, Span};

pub use elsewhere::elsewhere;

/// What a file says of some of its places.
pub struct Accounts<'a> {
    pub trace: FileTrace,
    /// One for each use at a wanted place, the strongest of a place first.
    pub accounts: Vec<Account<'a>>,
    /// The places that are, or may be, codes.
    pub resolved: Vec<Span>,
}

/// What is known of one use.
pub struct Account<'a> {
    pub code_use: &'a CodeUse,
    /// `None` where it is no code.
    pub found: Option<ResolvedUse<'a>>,
    /// What it meets: a clause.
    pub meets: String,
    /// What that is: a clause; empty where names lead nowhere.
    pub meaning: String,
    /// Why it is a code, strongest first.
    pub reasons: Vec<String>,
    /// What speaks against it; there is something where `found` is `None`.
    pub against: Vec<String>,
    pub changes: Vec<String>,
}

/// Accounts of the places for which `wanted` holds; it is told whether they are codes.
pub fn accounts<'a>(
    file: &'a SourceFile,
    facts: &'a Facts,
    around: Surroundings<'a>,
    wanted: &dyn Fn(Span) -> bool,
) -> Accounts<'a> {
    let resolver = Resolver::new(file, facts, around);
    let flow = Flow::new(&resolver);
    let all = resolver.all(&flow);
    let resolved = all.iter().map(|found| found.code_use.span).collect();
    let uses = facts.uses.iter().filter(|code_use| wanted(code_use.span));
    let mut accounts: Vec<Account<'a>> = uses
        .map(|code_use| {
            let mut same = all.iter();
            let found = same.find(|found| std::ptr::eq(found.code_use, code_use));
            resolver.account(code_use, found.cloned())
        })
        .collect();
    let strength = |account: &Account<'_>| account.found.as_ref().map(|found| found.evidence);
    accounts.sort_by_key(|account| (account.code_use.span, std::cmp::Reverse(strength(account))));
    Accounts {
        trace: resolver.file_trace(),
        accounts,
        resolved,
    }
}

impl<'a> Resolver<'a> {
    fn file_trace(&self) -> FileTrace {
        FileTrace {
            grade: self.trace.grade(),
            why: self.trace.why().to_owned(),
            look_alike: self.trace.look_alike().map(str::to_owned),
        }
    }

    fn account(&self, code_use: &'a CodeUse, found: Option<ResolvedUse<'a>>) -> Account<'a> {
        let told = found.as_ref().map(|found| found.reasons.as_slice());
        let (against, reasons): (Vec<&String>, Vec<&String>) = told
            .unwrap_or_default()
            .iter()
            .partition(|reason| reason.starts_with("but "));
        let reasons = reasons.into_iter().cloned().collect();
        let mut against: Vec<String> = against
            .into_iter()
            .map(|reason| reason.trim_start_matches("but ").to_owned())
            .collect();
        against.extend(match &found {
            Some(found) => self.doubts(found),
            None => self.why_not(code_use),
        });
        let spelled = |clause: String| words::spelled(&clause, self.facts.constants_at);
        let against: Vec<String> = against.into_iter().map(spelled).collect();
        let meaning = spelled(self.met(code_use));
        Account {
            meets: spelled(self.meets(code_use)),
            // Where it is the reason, once is enough.
            meaning: match against.contains(&meaning) {
                true => String::new(),
                false => meaning,
            },
            changes: self.changes(code_use, found.as_ref()),
            code_use,
            found,
            reasons,
            against,
        }
    }
}

/// The number that an operand is, where it is one.
fn value(code_use: &CodeUse) -> Option<i64> {
    match &code_use.operand {
        Operand::Number(value) => Some(*value),
        Operand::Text(text) => integer_text(text),
        Operand::Path(_) => None,
    }
}

/// What a use is compared with.
fn other(code_use: &CodeUse) -> Option<&crate::model::facts::Expr> {
    match &code_use.subject {
        Subject::Against { other } => Some(other),
        _ => None,
    }
}
