//! What the rules of a project share: who else uses a code, in words.

use crate::model::contract::{AppUse, Contract};
use crate::model::finding::{Finding, Label};

/// Places that a help names; of more it says how many.
const NAMED: usize = 3;

/// Some uses, the first of them only, and how many there are.
pub(super) struct Others<'c> {
    pub(super) first: Vec<&'c AppUse>,
    pub(super) count: usize,
}

impl<'c> Others<'c> {
    /// Those of `uses`, in their order, that `wanted` wants.
    pub(super) fn new(
        contract: &'c Contract,
        uses: &[usize],
        wanted: impl Fn(usize) -> bool,
        count: usize,
    ) -> Self {
        // A few more than are named: one of them may stand in the file that is told of.
        const LOOKED_AT: usize = 32;
        let wanted = uses.iter().filter(|at| wanted(**at)).take(LOOKED_AT);
        Self {
            first: wanted.map(|at| &contract.uses()[*at]).collect(),
            count,
        }
    }

    /// `a.js:3`, `b.rs:7` and 2 more places: what `told` says of each.
    pub(super) fn places(&self, told: impl Fn(&AppUse) -> String) -> String {
        let mut words: Vec<String> = self.first.iter().take(NAMED).map(|one| told(one)).collect();
        match self.count.saturating_sub(words.len()) {
            0 => {}
            1 => words.push("1 more place".into()),
            more => words.push(format!("{more} more places")),
        }
        match words.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        }
    }

    /// A label at the first of them that stands in the same file as another use.
    pub(super) fn beside(&self, own: &AppUse, text: impl Fn(&AppUse) -> String) -> Option<Label> {
        let other = self.first.iter().find(|other| other.path == own.path)?;
        Some(Label::new(other.span, text(other)))
    }
}

/// A place in back-ticks.
pub(super) fn at(one: &AppUse) -> String {
    format!("`{}`", one.place())
}

/// `9001`, or `9001 (SOLD_OUT)` where a constant stands for it.
pub(super) fn called(one: &AppUse) -> String {
    match (one.by_name, &one.on_record) {
        (true, _) => format!("{} (`{}`)", one.code, one.written),
        (false, Some(known)) => format!("{} (`{}`)", one.code, known.name),
        (false, None) => one.code.to_string(),
    }
}

/// What every finding about a use of the project says, whatever the rule.
pub(super) fn complete(mut finding: Finding, contract: &Contract, at: usize) -> Finding {
    let Some(one) = contract.uses().get(at) else {
        return finding;
    };
    finding.code = Some(one.code);
    finding.literal = Some(one.written.clone());
    finding.site = Some(one.site);
    finding.role = Some(one.role);
    finding.reasons.clone_from(&one.reasons);
    finding
}
