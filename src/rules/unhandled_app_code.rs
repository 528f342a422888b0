//! `unhandled-app-code`: an app code that the server makes and no client compares.

use super::gathered::{self, Others};
use crate::model::contract::{AppUse, Contract, Side};
use crate::model::finding::{Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::Intent;

pub(crate) static RULE: Rule = Rule {
    id: "unhandled-app-code",
    summary: "an app's code that a server makes and no client compares",
    suggests: "to handle it, or to use a predefined code",
    severity: Severity::Warning,
    opt_in: true,
    since: "0.1.0",
    doc: include_str!("../../rules/unhandled-app-code.md"),
    judge: Judge::Project {
        judge,
        by_name: true,
    },
};

fn judge(contract: &Contract) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    for (_, uses) in contract.codes() {
        let all = || uses.iter().map(|at| (*at, &contract.uses()[*at]));
        if all().any(|(_, one)| may_handle(one)) {
            continue;
        }
        let made = all().filter(|(_, one)| {
            one.is_judged() && one.intent == Intent::Makes && one.side == Side::Server
        });
        let is_compared = |at: usize| {
            let one = &contract.uses()[at];
            one.intent == Intent::Compares && !one.in_test
        };
        let count = uses.iter().filter(|at| is_compared(**at)).count();
        let compared = Others::new(contract, &uses, is_compared, count);
        found.extend(made.map(|(at, one)| (at, finding(one, &compared))));
    }
    found
}

/// Whether a client does something with the code: compares it, or has its name at hand for a purpose that is not known.
fn may_handle(one: &AppUse) -> bool {
    let compares = one.intent == Intent::Compares || (one.intent == Intent::Names && one.by_name);
    compares && one.side == Side::Client && !one.in_test
}

/// `compared`: on the server's side.
fn finding(one: &AppUse, compared: &Others<'_>) -> Finding {
    let label = Label::new(one.span, "no client knows it");
    let message = format!(
        "the app's error code {} is made here, and no client compares it",
        gathered::called(one)
    );
    let only = match compared.count {
        0 => String::new(),
        _ => {
            let places = compared.places(gathered::at);
            format!("; only the server's side compares it: {places}")
        }
    };
    let help = format!(
        "nobody can tell it from another error: handle it in a client, or answer with a predefined code{only}"
    );
    Finding::new(&RULE, label, message).help(help)
}
