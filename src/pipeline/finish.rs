//! What only the end of a run can do: judge the projects, let comments speak, put files in order, give out free codes,
//! compute fingerprints.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;
use std::ops::RangeInclusive;

use siphasher::sip::SipHasher13;

use super::Task;
use super::fault::{self, Stage};
use super::isolate::isolated;
use super::remarks;
use super::scope::{Narrowed, Narrowing};
use super::unfinished::Unfinished;
use crate::model::catalogue;
use crate::model::contract::{AppUse, Contract};
use crate::model::excerpt::Excerpt;
use crate::model::finding::{Applicability, Finding, Judge, Rule, Suggestion, WantsCode};
use crate::model::outcome::{FileOutcome, Outcome, Summary};
use crate::model::resolved::Role;
use crate::rules;

/// What a run has put together.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) files: Vec<Unfinished>,
    pub(super) summary: Summary,
    /// Codes that are in use.
    pub(super) taken: BTreeSet<i64>,
    /// What files that were not asked for do with the app's codes.
    pub(super) elsewhere: Vec<AppUse>,
}

/// What the end of a run comes to.
pub(super) struct Finished {
    pub(super) outcome: Outcome,
    /// Each folder's role and why.
    pub(super) roles: BTreeSet<String>,
    pub(super) narrowed: Narrowed,
    /// What a panic said, where the projects could not be judged.
    pub(super) failure: Option<String>,
}

/// Sorts, completes the findings with what depends on the others, and hides those that are outside of the scope.
pub(super) fn finish(gathered: Gathered, task: Task, narrowing: &Narrowing<'_>) -> Finished {
    let Gathered {
        mut files,
        mut summary,
        taken,
        elsewhere,
    } = gathered;
    let mut free = Free {
        taken,
        lowest: BTreeMap::new(),
        given: BTreeMap::new(),
    };
    files.sort_by(|a, b| a.outcome.file.path().cmp(b.outcome.file.path()));
    let contract = contract(&mut files, elsewhere);
    let remarks = match task {
        Task::Check => Vec::new(),
        Task::Inventory => remarks::of(&contract, &files),
    };
    let found = match task {
        Task::Check => isolated(|| judge(&files, &contract)),
        Task::Inventory => Ok(BTreeMap::new()),
    };
    let failure = found.as_ref().err().cloned();
    let mut found = found.unwrap_or_default();
    let mut roles = BTreeSet::new();
    let mut done = Vec::new();
    for (at, mut file) in files.into_iter().enumerate() {
        let role = std::mem::take(&mut file.role);
        let found = found.remove(&at).unwrap_or_default();
        let mut file = file.finish(found);
        summary.files -= usize::from(file.failed);
        summary.not_linted += usize::from(file.failed);
        if file.outcome.is_empty() {
            continue;
        }
        roles.insert(role);
        in_order(&mut file.outcome);
        done.push((file.outcome, file.levels));
    }
    let narrowed = narrowing.apply(&mut done, &mut summary);
    let mut files = Vec::with_capacity(done.len());
    for (mut file, levels) in done {
        for finding in &mut file.findings {
            give_code(finding, &mut free);
        }
        levels.count(&file, &mut summary);
        if !file.is_empty() {
            files.push(file);
        }
    }
    let outcome = Outcome {
        files,
        summary,
        remarks,
    };
    Finished {
        outcome,
        roles,
        narrowed,
        failure,
    }
}

/// What all files together do with the app's codes.
fn contract(files: &mut [Unfinished], elsewhere: Vec<AppUse>) -> Contract {
    let own = files.iter_mut();
    let own = own.flat_map(|file| std::mem::take(&mut file.app_uses));
    Contract::new(own.chain(elsewhere).collect())
}

/// The findings of the projects, by the files' indices.
fn judge(files: &[Unfinished], contract: &Contract) -> BTreeMap<usize, Vec<Finding>> {
    for file in files {
        fault::inject(Stage::Project, file.outcome.file.path());
    }
    if contract.uses().is_empty() {
        return BTreeMap::new();
    }
    let paths = files.iter().enumerate();
    let paths: BTreeMap<&str, usize> = paths
        .map(|(at, file)| (file.outcome.file.path(), at))
        .collect();
    let file_of = |at: usize| paths.get(contract.uses().get(at)?.path.as_str()).copied();
    let weighed =
        |at: usize, rule: &Rule| file_of(at).is_some_and(|file| files[file].levels.runs(rule.id));
    let mut found: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    for (at, finding) in rules::judge_project(contract, &weighed) {
        if let Some(file) = file_of(at) {
            found.entry(file).or_default().push(finding);
        }
    }
    found
}

/// Sorts a file's findings, and gives them their fingerprints.
pub(super) fn in_order(file: &mut FileOutcome) {
    let place = |finding: &Finding| (finding.primary.span, finding.rule.id);
    file.findings.sort_by_key(place);
    file.hidden.sort_by_key(|hidden| place(&hidden.finding));
    let hidden = file.hidden.iter_mut().map(|hidden| &mut hidden.finding);
    let mut all: Vec<&mut Finding> = file.findings.iter_mut().chain(hidden).collect();
    // Whether one of two equal findings is hidden does not change the other.
    all.sort_by_key(|finding| place(finding));
    fingerprint(&file.file, all);
}

/// Where a role's own codes are looked for.
fn range(role: Role) -> RangeInclusive<i64> {
    match role {
        // Below 1000 the page's own numbers and HTTP's statuses stand too close.
        Role::Server => 1000..=4999,
        Role::App | Role::ThirdParty => 9000..=9999,
    }
}

/// The codes that are to be had.
struct Free {
    taken: BTreeSet<i64>,
    /// Where to look next, by the first code of the range: what is taken stays so.
    lowest: BTreeMap<i64, i64>,
    /// What was given for a code, by the first code of the range and that code.
    given: BTreeMap<(i64, i64), Vec<Given>>,
}

/// A code that was given for another one.
struct Given {
    /// What is said beside the other one.
    message: Option<String>,
    code: i64,
}

impl Free {
    /// The lowest code of a role's range that nobody uses; from now on it is taken.
    fn take(&mut self, role: Role) -> Option<i64> {
        let range = range(role);
        let lowest = self.lowest.entry(*range.start());
        let lowest = lowest.or_insert(*range.start());
        let is_free = |code: &i64| !self.taken.contains(code) && !catalogue::is_predefined(*code);
        let code = (*lowest..=*range.end()).find(is_free);
        // Beyond the range where nothing is left.
        *lowest = code.unwrap_or(*range.end()) + 1;
        self.taken.extend(code);
        code
    }

    /// The same for what has another code now. Who makes a code and who compares with it hear of the same one: of a code
    /// with several messages, each has one of its own, and whoever has none hears of the first.
    fn take_for(&mut self, old: i64, wants: &WantsCode) -> Option<i64> {
        let (message, place) = (&wants.message, (*range(wants.role).start(), old));
        let is_same = |given: &&mut Given| {
            given.message.is_none() || message.is_none() || given.message == *message
        };
        let known = self.given.get_mut(&place).into_iter().flatten();
        if let Some(given) = known.into_iter().find(is_same) {
            given.message = given.message.take().or_else(|| message.clone());
            return Some(given.code);
        }
        let code = self.take(wants.role)?;
        let message = message.clone();
        let given = self.given.entry(place).or_default();
        given.push(Given { message, code });
        Some(code)
    }
}

/// Suggests a code that nobody uses.
fn give_code(finding: &mut Finding, free: &mut Free) {
    let Some(wants) = finding.wants_code.take() else {
        return;
    };
    // Which of several meanings gets another code is for a person to say: each is offered one of its own.
    let is_about_meanings = matches!(finding.rule.judge, Judge::Project { .. });
    let before = match finding.help.take() {
        Some(help) => format!("{help}; "),
        None => String::new(),
    };
    let code = match finding.code.filter(|_| !is_about_meanings) {
        Some(old) => free.take_for(old, &wants),
        None => free.take(wants.role),
    };
    let Some(code) = code else {
        let full =
            "every code of the range is in use; give up one of them, or choose a predefined code";
        finding.help = Some(format!("{before}{full}"));
        return;
    };
    if is_about_meanings {
        finding.help = Some(format!("{before}{code} is free here"));
        let manual = Suggestion::new(code.to_string(), Applicability::Manual);
        finding.suggestions.push(manual);
        return;
    }
    let whose = if wants.role == Role::Server {
        "Parse Server and its modules use codes up to 4999"
    } else {
        "apps use 9000-9999"
    };
    finding.help = Some(format!("{before}{whose}; {code} is free here"));
    // Whoever compares with the old number has to learn the new one: a person has to want that.
    let manual = Suggestion::new(code.to_string(), Applicability::Manual);
    finding.suggestions.insert(0, manual);
}

/// A hash of rule, path, the line's text and the ordinal among equals: it survives moved lines.
fn fingerprint(file: &Excerpt, findings: Vec<&mut Finding>) {
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    for finding in findings {
        let line = file.line_span(file.line_of(finding.primary.span.start));
        let text = line.map(|span| file.slice(span).trim()).unwrap_or_default();
        let mut hasher = SipHasher13::new();
        for part in [finding.rule.id, file.path(), text] {
            // `str`'s own hash is not promised to stay the same between versions of Rust.
            hasher.write(part.as_bytes());
            hasher.write_u8(0xff);
        }
        let hash = hasher.finish();
        let ordinal = seen.entry(hash).or_default();
        *ordinal += 1;
        let mut hasher = SipHasher13::new_with_keys(hash, 0);
        hasher.write(&ordinal.to_le_bytes());
        finding.fingerprint = format!("{:016x}", hasher.finish());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::{Label, Severity};
    use crate::model::outcome::FileOutcome;
    use crate::model::source::{SourceFile, Span};
    use crate::pipeline::levels::Levels;
    use crate::pipeline::texts::in_memory;
    use crate::suppress::Comments;

    fn wants(role: Role, message: Option<&str>) -> WantsCode {
        WantsCode {
            role,
            message: message.map(str::to_owned),
        }
    }

    /// A file with a finding at each `101`.
    fn file(text: &str) -> Unfinished {
        let literals = text.match_indices("101");
        let findings = literals.map(|(at, _)| {
            let label = Label::new(Span::new(at, at + 3), "");
            let mut finding = Finding::new(rules::RULES[0], label, "");
            finding.wants_code = Some(wants(Role::App, None));
            finding
        });
        let outcome = FileOutcome {
            findings: findings.collect(),
            ..FileOutcome::new(SourceFile::new("a.js", text))
        };
        Unfinished {
            outcome,
            levels: Levels::new(&in_memory(), &BTreeMap::new(), Severity::Warning),
            comments: Comments::default(),
            app_uses: Vec::new(),
            items: Vec::new(),
            role: String::new(),
        }
    }

    fn finished(text: &str, taken: &[i64]) -> Vec<Finding> {
        let gathered = Gathered {
            files: vec![file(text)],
            taken: taken.iter().copied().collect(),
            ..Gathered::default()
        };
        let options = in_memory();
        let narrowing = Narrowing::none(&options);
        let outcome = finish(gathered, Task::Check, &narrowing).outcome;
        outcome
            .files
            .into_iter()
            .flat_map(|file| file.findings)
            .collect()
    }

    fn fingerprints(text: &str) -> Vec<String> {
        let findings = finished(text, &[]).into_iter();
        findings.map(|finding| finding.fingerprint).collect()
    }

    #[test]
    fn fingerprints_survive_moved_lines_and_tell_equal_ones_apart() {
        let before = fingerprints("f(101);\nf(101);\ng(101);\n");
        let different: BTreeSet<&String> = before.iter().collect();
        assert_eq!(different.len(), 3);
        let after = fingerprints("// one more line\n\n  f(101);\nx();\nf(101);\ng(101);\n");
        assert_eq!(before, after);
    }

    #[test]
    fn one_code_gets_one_other_code() {
        let mut free = Free {
            taken: BTreeSet::from([9000]),
            lowest: BTreeMap::new(),
            given: BTreeMap::new(),
        };
        let asked = [
            (Role::App, Some("gone"), Some(1001)),
            (Role::App, Some("full"), Some(1001)),
            (Role::App, Some("gone"), Some(1001)),
            (Role::ThirdParty, None, Some(1001)),
            (Role::Server, None, Some(1001)),
            (Role::App, None, Some(1002)),
            (Role::App, Some("late"), Some(1002)),
            (Role::App, Some("early"), Some(1002)),
            (Role::App, None, None),
            (Role::App, None, None),
        ];
        let given = asked.map(|(role, message, code)| match code {
            Some(old) => free.take_for(old, &wants(role, message)),
            None => free.take(role),
        });
        let expected = [9001, 9002, 9001, 9001, 1000, 9003, 9003, 9004, 9005, 9006];
        assert_eq!(given, expected.map(Some));
    }

    #[test]
    fn a_free_code_is_in_use_nowhere() {
        let findings = finished("f(101, 101, 101);", &[9000, 9001, 9003]);
        let codes: Vec<&str> = findings
            .iter()
            .flat_map(|finding| &finding.suggestions)
            .map(|suggestion| suggestion.constant.as_str())
            .collect();
        assert_eq!(codes, ["9002", "9004", "9005"]);
        let all: Vec<i64> = (9000..=9999).collect();
        let findings = finished("f(101);", &all);
        assert!(findings[0].suggestions.is_empty());
        assert!(
            findings[0]
                .help
                .as_deref()
                .is_some_and(|help| help.contains("in use"))
        );
    }
}
