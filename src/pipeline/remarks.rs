//! What deserves attention about the codes of an inventory: what the rules of a project find, a line a code and rule.

use std::collections::{BTreeMap, BTreeSet};

use super::unfinished::Unfinished;
use crate::model::contract::Contract;
use crate::model::outcome::Remark;
use crate::rules;

/// The remarks about what some files do, by code. All rules are on: an inventory has no levels.
pub(super) fn of(contract: &Contract, files: &[Unfinished]) -> Vec<Remark> {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.outcome.file.path()).collect();
    let mut remarks: BTreeMap<(i64, &str), Remark> = BTreeMap::new();
    for (at, finding) in rules::judge_project(contract, &|_, _| true) {
        let one = contract.uses().get(at);
        let Some(one) = one.filter(|one| paths.contains(one.path.as_str())) else {
            continue;
        };
        let remark = remarks.entry((one.code, finding.rule.id));
        let remark = remark.or_insert_with(|| Remark {
            code: one.code,
            rule: finding.rule,
            places: Vec::new(),
        });
        remark.places.push(one.place());
    }
    remarks.into_values().collect()
}
