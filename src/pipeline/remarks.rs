//! What deserves attention about the codes of an inventory: what the rules of a project find, a line a code and rule.

use std::collections::BTreeMap;

use crate::model::contract::Contract;
use crate::model::outcome::Remark;
use crate::rules;

/// The remarks about a contract, by code. All rules are on: an inventory has no levels.
pub(super) fn of(contract: &Contract) -> Vec<Remark> {
    let mut remarks: BTreeMap<(i64, &str), Remark> = BTreeMap::new();
    for (at, finding) in rules::judge_project(contract, &|_, _| true) {
        let Some(one) = contract.uses().get(at) else {
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
