//! One place of one text down the street: what is said of it at every station.
//!
//! The text is read as far as it can be, whatever the gate says; what the gate says is told.

mod places;

use std::collections::BTreeMap;

use super::Around;
use crate::lang::{Language, Scan};
use crate::model::contract::Contract;
use crate::model::error::{Error, Result};
use crate::model::explain::{Asked, Explained, Explanation, Report, Shown, Verdict};
use crate::model::facts::{Facts, Operand};
use crate::model::finding::{Finding, Rule};
use crate::model::number::integer_text;
use crate::model::resolved::{Evidence, Package, ResolvedUse};
use crate::model::source::{SourceFile, Span};
use crate::pipeline::shelf::Reading;
use crate::resolve::{self, Account};
use crate::rules;
use crate::suppress::suppress;

use places::Places;

impl Around<'_> {
    /// What the numbers at a place of a text are. An error where there is none. `contract`: what all files of the project
    /// do with the app's codes.
    pub(in crate::pipeline) fn explain(
        &self,
        (path, text): (&str, &str),
        language: &dyn Language,
        asked: &Asked,
        contract: &Contract,
        (role_why, mut notes): (&str, Vec<String>),
    ) -> Result<Explained> {
        let file = SourceFile::new(path, text);
        let scan = language.scan(text);
        let facts = self.all_facts(&file, language, scan);
        let places = Places::new(&file, &facts, language);
        let wanted = places.asked(asked)?;
        let around = self.surroundings();
        let accounts = resolve::accounts(&file, &facts, around, &|span| wanted.contains(&span));
        let gate_note = self.gate_note(text, language, scan);
        let read = notes.is_empty() && gate_note.is_none();
        let mut rows = Vec::new();
        let found = self.found_by_project(path, contract);
        for span in &wanted {
            let mut here = accounts.accounts.iter();
            match here.find(|account| account.code_use.span == *span) {
                // Of a whole line, names and texts are told that are codes only.
                Some(account) if asked.column.is_none() && is_mere_word(account) => {}
                Some(account) => {
                    rows.push(self.row(&file, &facts, language, account, (read, found.get(span))))
                }
                None => rows.push(self.elsewhere(&places, *span, !accounts.trace.why.is_empty())),
            }
        }
        if rows.is_empty() {
            return Err(places.nothing(asked));
        }
        notes.extend(gate_note);
        notes.extend(self.limits(&file, &facts));
        Ok(Explained {
            trace: accounts.trace,
            role: self.role,
            role_why: role_why.to_owned(),
            rows,
            notes,
            file: file.clone(),
        })
    }

    /// Everything that the text says, references by name among it.
    fn all_facts(&self, file: &SourceFile, language: &dyn Language, scan: Scan) -> Facts {
        let shortfall = self.shortfall(&file.text, language, scan);
        let reading = match shortfall.is_some() || self.minified {
            true => Reading::Tokens,
            false => Reading::Whole,
        };
        let facts = reading.facts(file, language);
        Facts {
            shortfall: shortfall.or(facts.shortfall),
            ..facts
        }
    }

    /// Where `check` reads no further, and why.
    fn gate_note(&self, text: &str, language: &dyn Language, scan: Scan) -> Option<String> {
        let uses_parse = self.package.is_some_and(Package::uses_parse);
        let why = if self.is_forced() {
            return None;
        } else if self.admits(text, language) {
            (!scan.candidate).then_some("no token of it stands where a code may stand")
        } else if uses_parse {
            Some("it holds no number and no word that a code would come with")
        } else {
            Some("it shows no trace of Parse, and its package does not depend on Parse")
        };
        why.map(|why| format!("`check` does not read the file to the end: {why}"))
    }

    /// How the file was read where that was less than usual.
    fn limits(&self, file: &SourceFile, facts: &Facts) -> Vec<String> {
        let mut limits = Vec::new();
        if self.minified {
            limits.push("it is minified: `check` skips it unless it is named".to_owned());
        }
        if let Some(shortfall) = facts.shortfall {
            limits.push(format!("{shortfall}, so no names are followed"));
        } else if facts.from_tokens {
            limits.push("it was read as tokens only, without a tree: no names are followed".into());
        }
        if let Some(failure) = facts.failures.first() {
            let place = file.position(failure.span.start);
            limits.push(format!(
                "it has syntax errors, the first in line {}, and is read as far as it can be",
                place.line
            ));
        }
        limits
    }

    /// What the rules of the project find in a file, by the places.
    fn found_by_project(&self, path: &str, contract: &Contract) -> BTreeMap<Span, Finding> {
        let levels = self.levels();
        let is_here = |at: usize| contract.uses().get(at).is_some_and(|one| one.path == path);
        let weighed = |at: usize, rule: &Rule| is_here(at) && levels.runs(rule.id);
        let found = rules::judge_project(contract, &weighed).into_values();
        found
            .map(|finding| (finding.primary.span, finding))
            .collect()
    }

    fn row(
        &self,
        file: &SourceFile,
        facts: &Facts,
        language: &dyn Language,
        account: &Account<'_>,
        (read, by_project): (bool, Option<&Finding>),
    ) -> Explanation {
        let code_use = account.code_use;
        let (verdict, report) = match &account.found {
            Some(found) => (
                Verdict::Code {
                    target: found.target.clone(),
                    evidence: found.evidence,
                },
                self.report(file, facts, language, found, (read, by_project)),
            ),
            None => (
                Verdict::NoCode {
                    value: match &code_use.operand {
                        Operand::Number(value) => Some(*value),
                        Operand::Text(text) => integer_text(text),
                        Operand::Path(_) => None,
                    },
                },
                Report::NotAsked,
            ),
        };
        Explanation {
            span: code_use.span,
            literal: file.slice(code_use.span).to_owned(),
            verdict,
            site: Some(code_use.site),
            meets: account.meets.clone(),
            meaning: account.meaning.clone(),
            reasons: account.reasons.clone(),
            against: account.against.clone(),
            changes: account.changes.clone(),
            role: account.found.as_ref().map_or(self.role, |found| found.role),
            report,
        }
    }

    /// A number that no front end takes for one that could be a code.
    fn elsewhere(&self, places: &Places<'_>, span: Span, traced: bool) -> Explanation {
        let (meets, why) = resolve::elsewhere(places.file, &places.pieces, span);
        let mut against = vec![why];
        if !traced {
            against.push("the file and its package show no trace of Parse".into());
        }
        Explanation {
            span,
            literal: places.file.slice(span).to_owned(),
            verdict: Verdict::NoCode {
                value: places.value(span),
            },
            site: None,
            meets,
            meaning: String::new(),
            reasons: Vec::new(),
            against,
            changes: Vec::new(),
            role: self.role,
            report: Report::NotAsked,
        }
    }

    fn report(
        &self,
        file: &SourceFile,
        facts: &Facts,
        language: &dyn Language,
        found: &ResolvedUse<'_>,
        (read, by_project): (bool, Option<&Finding>),
    ) -> Report {
        let judged = self.judged(facts, std::slice::from_ref(found), language);
        let judged = judged.into_iter().chain(by_project.cloned());
        let Some(finding) = judged.min_by_key(|finding| rules::order(finding.rule)) else {
            return Report::Silent(rules::silence(found));
        };
        let (rule, message, own) = (finding.rule, finding.message.clone(), finding.severity);
        let levels = self.levels();
        let levelled = levels.levelled(finding);
        let severity = levelled.as_ref().map_or(own, |finding| finding.severity);
        let shown = match levelled {
            None => Shown::Off,
            Some(_) if !read => Shown::NotRead,
            Some(_) if found.evidence == Evidence::Weak && !self.options.pedantic => {
                Shown::Pedantic
            }
            Some(finding) => {
                let suppressed = levels.known(|known| suppress(file, facts, vec![finding], known));
                match suppressed.hidden.len() {
                    0 => Shown::Yes,
                    _ => Shown::Suppressed,
                }
            }
        };
        Report::Finding {
            rule,
            severity,
            message,
            shown,
        }
    }
}

/// A name, or a text of words, that is no code: sources are full of them.
fn is_mere_word(account: &Account<'_>) -> bool {
    let number = match &account.code_use.operand {
        Operand::Number(_) => true,
        Operand::Text(text) => integer_text(text).is_some(),
        Operand::Path(_) => false,
    };
    account.found.is_none() && !number
}

/// A file that cannot be explained.
pub(in crate::pipeline) fn unexplained(path: &str, why: &str, help: &str) -> Error {
    Error::new(format!("`{path}` cannot be explained: {why}")).help(help)
}
