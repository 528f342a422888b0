//! `unmade-app-code`: an app code that is compared and made nowhere.

use super::gathered;
use crate::model::contract::{AppUse, Contract};
use crate::model::finding::{Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::Intent;

pub(crate) static RULE: Rule = Rule {
    id: "unmade-app-code",
    summary: "an app's code that is compared and made nowhere",
    suggests: "to remove the branch, or the code that is made",
    severity: Severity::Warning,
    opt_in: true,
    since: "0.1.0",
    doc: include_str!("../../rules/unmade-app-code.md"),
    judge: Judge::Project {
        judge,
        by_name: true,
    },
};

fn judge(contract: &Contract) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    for (_, uses) in contract.codes() {
        let all = || uses.iter().map(|at| (*at, &contract.uses()[*at]));
        if all().any(|(_, one)| may_make(one)) {
            continue;
        }
        let compared = all().filter(|(_, one)| one.is_judged() && one.intent == Intent::Compares);
        found.extend(compared.map(|(at, one)| (at, finding(one))));
    }
    found
}

/// Whether the code is made there, or its name is at hand for a purpose that is not known.
fn may_make(one: &AppUse) -> bool {
    let makes = one.intent == Intent::Makes || (one.intent == Intent::Names && one.by_name);
    makes && !one.in_test
}

fn finding(one: &AppUse) -> Finding {
    let label = Label::new(one.span, "nobody makes it");
    let message = format!(
        "the app's error code {} is compared here, and made nowhere",
        gathered::called(one)
    );
    let help = "nothing in this project answers with it, so this is never true: remove it, or compare with the code that \
                is made";
    Finding::new(&RULE, label, message).help(help)
}
