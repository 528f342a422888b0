//! What a file does with the app's own codes, for the rules of its project.

use std::collections::BTreeMap;

use super::Around;
use crate::model::contract::{AppUse, OnRecord, is_app_code};
use crate::model::facts::Facts;
use crate::model::finding::{Finding, Rule};
use crate::model::path;
use crate::model::resolved::{Evidence, Package, ResolvedUse, Target};
use crate::model::source::{SourceFile, Span};
use crate::resolve::sides;

impl Around<'_> {
    /// Weaker uses than are `enough` are told as well: they speak against a finding.
    pub(super) fn app_uses(
        &self,
        file: &SourceFile,
        facts: &Facts,
        uses: &[ResolvedUse<'_>],
        enough: Evidence,
    ) -> Vec<AppUse> {
        let own = uses.iter().filter_map(|one| {
            let code = one.code().filter(|code| is_app_code(*code))?;
            (!one.pinned && !one.is_bound()).then_some((one, code))
        });
        let mut own = own.peekable();
        if own.peek().is_none() {
            return Vec::new();
        }
        let side = sides::side(&file.path, facts, self.package);
        let told = |(one, code): (&ResolvedUse<'_>, i64)| {
            let span = one.code_use.span;
            let by_name = matches!(one.target, Target::Constant(_));
            let written = one.literal().to_owned();
            let name = one.name.as_ref().map(|name| name.name.clone());
            AppUse {
                project: self.project.to_owned(),
                path: file.path.clone(),
                line: file.position(span.start).line,
                span,
                code,
                by_name,
                site: one.site(),
                intent: one.intent,
                role: one.role,
                side,
                in_test: one.in_test,
                shown: one.evidence >= enough,
                name: if by_name { Some(written.clone()) } else { name },
                written,
                on_record: self.on_record(code),
                message: one.code_use.message.clone(),
                reasons: std::iter::once(format!("evidence: {}", one.evidence.name()))
                    .chain(one.reasons.iter().cloned())
                    .collect(),
                rule: None,
            }
        };
        own.map(told).collect()
    }

    /// What the configuration calls a code.
    pub(super) fn on_record(&self, code: i64) -> Option<OnRecord> {
        let known = self.app_codes.iter().find(|known| known.code == code)?;
        Some(OnRecord {
            name: known.name.clone(),
            origin: self.origin.unwrap_or("parselint.toml").to_owned(),
        })
    }

    /// The file's package, else its folder.
    pub(super) fn component(&self, path: &str) -> String {
        let named = |package: &Package| package.name.clone();
        self.package.map_or_else(
            || match path::folder(path) {
                "" => ".".to_owned(),
                folder => folder.to_owned(),
            },
            named,
        )
    }
}

/// Notes which rules have the uses already.
pub(super) fn note_rules(uses: &mut [AppUse], judged: &[Finding]) {
    if uses.is_empty() {
        return;
    }
    let rules = judged
        .iter()
        .map(|finding| (finding.primary.span, finding.rule));
    let rules: BTreeMap<Span, &'static Rule> = rules.collect();
    for one in uses {
        one.rule = rules.get(&one.span).copied();
    }
}
