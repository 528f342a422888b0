//! One text down the street: gate, tokens, tree, meaning, judgement, suppression.

mod explain;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub(super) use explain::unexplained;

use super::Task;
use super::neighbours::Near;
use super::own::{self, Own};
use crate::lang::{self, Language, Scan};
use crate::model::emitted;
use crate::model::facts::Facts;
use crate::model::finding::{Finding, Judge, Label, Rule, Severity};
use crate::model::inventory::InventoryUse;
use crate::model::neighbours::{Demand, Seed};
use crate::model::outcome::{FileOutcome, Summary, Unread};
use crate::model::resolved::{
    Context, Evidence, HeaderTrace, OwnConstant, Package, ResolvedUse, Role, SpellContext,
    Spelling, Target, is_parse_header,
};
use crate::model::settings::{AppCode, Options, Suggest};
use crate::model::source::{SourceFile, Span};
use crate::prefilter::Prefilter;
use crate::resolve::{self, Resolved, Surroundings};
use crate::rules;
use crate::suppress;

/// Bytes above which a source is read as tokens only: a tree takes forty times its size.
pub(super) const TREE_LIMIT: usize = 512 * 1024;

/// How a reason begins that tells where a constant of another file is used.
const USED_IN: &str = "that is in ";

/// What is known of a text before it is read.
pub(super) struct Around<'a> {
    pub(super) options: &'a Options,
    pub(super) task: Task,
    pub(super) prefilter: &'a Prefilter,
    pub(super) package: Option<&'a Package>,
    pub(super) role: Role,
    pub(super) in_test: bool,
    /// Levels by rule id that the configuration sets for the file.
    pub(super) levels: Cow<'a, BTreeMap<String, Severity>>,
    pub(super) fail_on: Severity,
    pub(super) suggest: &'a Suggest,
    /// The app's own codes, as the configuration names them.
    pub(super) registry: &'a [AppCode],
    /// The project's own constants.
    pub(super) own: &'a dyn Own,
    /// The files that it imports from.
    pub(super) near: Near<'a>,
    /// Its constants that reach a Parse error in other files. A text that has some is read to the end.
    pub(super) seeds: &'a [Seed],
    /// Other files of the project may not be among those that are linted.
    pub(super) partial: bool,
    /// Read tokens only: minified, and named.
    pub(super) minified: bool,
}

/// What a text came to.
#[derive(Default)]
pub(super) struct Linted {
    pub(super) file: Option<FileOutcome>,
    pub(super) summary: Summary,
    /// Every code that the text uses: none of them is free.
    pub(super) codes: BTreeSet<i64>,
    /// The constants that it offers to other files, by their numbers; for the inventory only.
    pub(super) constants: Vec<(i64, OwnConstant)>,
    /// A header of Parse's REST interface, told where the package is not known to use Parse.
    pub(super) header: Option<HeaderTrace>,
    /// It was read for facts: the gate let it through.
    pub(super) read: bool,
    /// Constants of other files that reach a Parse error here, by the path of the file (as `Standing` has it).
    pub(super) demands: Vec<(String, Seed)>,
    /// It offers numbers that are codes if another file uses them as such.
    pub(super) open: bool,
}

impl Around<'_> {
    /// Lints one text.
    pub(super) fn lint(&self, path: &str, text: &str, language: &dyn Language) -> Linted {
        let mut linted = Linted::default();
        linted.summary.files = 1;
        let asked = self.task == Task::Inventory && emitted::is_emitted(text);
        if !asked && !self.admits(text) {
            return self.turned_away(linted, text);
        }
        linted.header = self.header(path, text, language);
        let scan = match asked {
            true => Some(language.scan(text)),
            false => self.scan(text, language),
        };
        let Some(scan) = scan else {
            return self.turned_away(linted, text);
        };
        let file = SourceFile::new(path, text);
        let facts = self.facts(&file, language, scan);
        linted.read = true;
        linted.summary.files_parsed = usize::from(!facts.from_tokens);
        let around = self.surroundings();
        let Resolved { mut uses, demands } = resolve::resolve(&file, &facts, around);
        linted.demands = self.seeds_of(path, &demands);
        let enough = if self.options.pedantic {
            Evidence::Weak
        } else {
            Evidence::Likely
        };
        uses.retain(|resolved| resolved.evidence >= enough);
        strongest_per_place(&mut uses);
        linted.open = self.is_open(&facts, &uses);
        linted.codes = uses.iter().filter_map(ResolvedUse::code).collect();
        let mut outcome = FileOutcome {
            findings: Vec::new(),
            failures: failures(&file, &facts),
            uses: Vec::new(),
            references: Vec::new(),
            file: file.clone(),
        };
        match self.task {
            Task::Check => {
                outcome.findings = self.judge(&file, &facts, &uses, language, &mut linted.summary)
            }
            Task::Inventory => {
                (outcome.uses, outcome.references) = inventory(&uses);
                linted.constants = own::offered(&file, &facts, &uses, self.package);
            }
        }
        linted.file = (!outcome.is_empty()).then_some(outcome);
        linted
    }

    /// A text in which nothing can be found by itself: its constants may be codes by what others do with them, and these
    /// have to be asked where they are not linted anyway.
    fn turned_away(&self, mut linted: Linted, text: &str) -> Linted {
        let ours = self.package.is_none_or(Package::uses_parse);
        linted.open = self.partial && ours && self.prefilter.may_lend(text.as_bytes());
        linted
    }

    fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            package: self.package,
            role: self.role,
            in_test: self.in_test,
            neighbours: &self.near,
            seeds: self.seeds,
        }
    }

    /// What other files learn of what reaches an error here.
    fn seeds_of(&self, path: &str, demands: &[Demand]) -> Vec<(String, Seed)> {
        let seed = |demand: &Demand| {
            let (there, mut seed) = self.near.seed(demand, self.role)?;
            // A file that only hands the constant on is no place where it is used.
            if !seed
                .reasons
                .iter()
                .any(|reason| reason.starts_with(USED_IN))
            {
                seed.reasons.push(format!("{USED_IN}`{path}`"));
            }
            Some((there, seed))
        };
        demands.iter().filter_map(seed).collect()
    }

    /// Whether what the text offers to other files may turn out to be codes.
    fn is_open(&self, facts: &Facts, uses: &[ResolvedUse<'_>]) -> bool {
        let known = |span: Span| uses.iter().any(|resolved| resolved.code_use.span == span);
        let numbers = facts.exports.iter().filter_map(|export| export.operand);
        self.package.is_none_or(Package::uses_parse) && numbers.into_iter().any(|span| !known(span))
    }

    fn admits(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let uses_parse = match self.package {
            Some(package) => package.uses_parse(),
            None => self.prefilter.has_neighbours(bytes),
        };
        self.is_forced() || self.prefilter.admits(bytes, uses_parse)
    }

    /// Whether the text is read whatever the gate says.
    fn is_forced(&self) -> bool {
        self.options.no_gate || !self.seeds.is_empty()
    }

    /// `None` where the tokens hold nothing that can be found.
    fn scan(&self, text: &str, language: &dyn Language) -> Option<Scan> {
        let scan = language.scan(text);
        let wanted = scan.candidate || (self.task == Task::Inventory && scan.reference);
        (self.is_forced() || wanted).then_some(scan)
    }

    /// The first header by its name, where it is not known that the package uses Parse.
    fn header(&self, path: &str, text: &str, language: &dyn Language) -> Option<HeaderTrace> {
        let undecided = self.package.is_some_and(|package| !package.uses_parse());
        if !undecided || !self.prefilter.names_a_header(text.as_bytes()) {
            return None;
        }
        let facts = language.token_facts(&SourceFile::new(path, text));
        let headers = facts.headers.into_iter();
        let header = headers.filter(|header| is_parse_header(header)).min()?;
        Some(HeaderTrace {
            path: path.to_owned(),
            header,
        })
    }

    fn facts(&self, file: &SourceFile, language: &dyn Language, scan: Scan) -> Facts {
        let shallow = scan.depth <= language.depth_limit();
        let tree = file.text.len() <= TREE_LIMIT && shallow && !self.minified;
        match (tree, self.task) {
            (false, _) => language.token_facts(file),
            (true, Task::Check) if !self.is_forced() => language.facts_for_findings(file),
            (true, _) => language.facts(file),
        }
    }

    fn judge(
        &self,
        file: &SourceFile,
        facts: &Facts,
        uses: &[ResolvedUse<'_>],
        language: &dyn Language,
        summary: &mut Summary,
    ) -> Vec<Finding> {
        let judged = self.judged(facts, uses, language).into_iter();
        let judged = judged
            .filter_map(|finding| self.levelled(finding))
            .collect();
        let suppressed = self.suppressed(file, facts, judged);
        summary.suppressed = suppressed.hidden;
        let about = suppressed.about.into_iter();
        let mut findings = suppressed.kept;
        findings.extend(about.filter_map(|finding| self.levelled(finding)));
        self.count(&findings, summary);
        findings
    }

    /// What the rules find, before any level is looked at.
    fn judged(
        &self,
        facts: &Facts,
        uses: &[ResolvedUse<'_>],
        language: &dyn Language,
    ) -> Vec<Finding> {
        let template = self.suggest.template(language.id());
        let around = SpellContext {
            facts,
            package: self.package,
            own: &|code| self.own.constants().get(&code).cloned().unwrap_or_default(),
            neighbours: &self.near,
            uses,
        };
        let as_configured = |spelling: Spelling| match template {
            Some(template) => spelling.by_template(template, &|root| facts.binds(root)),
            None => spelling,
        };
        let plainly = |resolved: &ResolvedUse<'_>, code| language.spell(resolved, code, &around);
        let is_ours = |constant: &OwnConstant| {
            let other = lang::of(Path::new(&constant.path));
            other.is_some_and(|other| other.id() == language.id())
        };
        let context = Context {
            spell: &|resolved, code| as_configured(plainly(resolved, code)),
            spell_plainly: &plainly,
            spell_registered: &|code| {
                let mut registry = self.registry.iter();
                let registered = registry.find(|registered| registered.code == code)?;
                Some(as_configured(registered.spelling()))
            },
            own: &|code| {
                let own = (around.own)(code).into_iter();
                own.filter(is_ours).collect()
            },
            registry: self.registry,
            runs: &|id| self.runs(id),
        };
        let uses = uses.iter();
        uses.filter_map(|resolved| rules::judge(resolved, &context))
            .collect()
    }

    /// What the file's comments leave of its findings.
    fn suppressed(
        &self,
        file: &SourceFile,
        facts: &Facts,
        findings: Vec<Finding>,
    ) -> suppress::Suppressed {
        let ids = rules::ids();
        let ran = |id: &str| self.runs(id);
        let known = suppress::Rules {
            unused: &rules::UNUSED_SUPPRESSION,
            ids: &ids,
            ran: &ran,
        };
        suppress::suppress(file, facts, findings, known)
    }

    /// The finding at the level that the configuration gives it; `None` where its rule is off.
    fn levelled(&self, mut finding: Finding) -> Option<Finding> {
        if !self.runs(finding.rule.id) {
            return None;
        }
        finding.severity = self.level(finding.rule).unwrap_or(finding.severity);
        Some(finding)
    }

    fn level(&self, rule: &Rule) -> Option<Severity> {
        let level = self.levels.get(rule.id).copied();
        // Selected on the command line, a rule that is off has its own level.
        level.filter(|level| *level != Severity::Off)
    }

    /// Whether a rule is on for the text. What could not be linted is told whatever is selected.
    fn runs(&self, id: &str) -> bool {
        let selected = self.options.select.is_empty() || self.options.select.contains(&id);
        let always = id == rules::FILE_NOT_LINTED.id;
        let off = match self.levels.get(id) {
            Some(level) => *level == Severity::Off,
            None => rules::find(id).is_some_and(|rule| rule.opt_in),
        };
        let off = off && !self.options.select.contains(&id);
        (selected || always) && !self.options.ignore.contains(&id) && !off
    }

    pub(super) fn count(&self, findings: &[Finding], summary: &mut Summary) {
        for finding in findings {
            summary.count(finding.severity);
            summary.failing += usize::from(finding.severity >= self.fail_on);
        }
    }

    /// A source that could not be checked: always counted, and drawn unless its rule is off.
    pub(super) fn not_linted(&self, path: &str, unread: Unread) -> Linted {
        let mut linted = Linted::default();
        linted.summary.not_linted = 1;
        debug_assert!(matches!(rules::FILE_NOT_LINTED.judge, Judge::Engine));
        let label = Label::new(Span::file(), "not linted");
        let message = format!("this file was not linted: {}", unread.reason);
        let finding = Finding::new(&rules::FILE_NOT_LINTED, label, message).help(unread.help);
        let Some(finding) = self.levelled(finding) else {
            return linted;
        };
        self.count(std::slice::from_ref(&finding), &mut linted.summary);
        linted.file = Some(FileOutcome {
            file: SourceFile::new(path, ""),
            findings: vec![finding],
            failures: Vec::new(),
            uses: Vec::new(),
            references: Vec::new(),
        });
        linted
    }
}

/// One use for each place: the strongest.
fn strongest_per_place(uses: &mut Vec<ResolvedUse<'_>>) {
    uses.sort_by_key(|resolved| (resolved.code_use.span, std::cmp::Reverse(resolved.evidence)));
    uses.dedup_by_key(|resolved| resolved.code_use.span);
}

fn failures(file: &SourceFile, facts: &Facts) -> Vec<String> {
    let told = |failure: &crate::model::facts::ParseFailure| {
        let place = file.position(failure.span.start);
        format!("{}:{}: {}", place.line, place.column, failure.message)
    };
    facts.failures.iter().map(told).collect()
}

/// Literals, and codes by name.
fn inventory(uses: &[ResolvedUse<'_>]) -> (Vec<InventoryUse>, Vec<InventoryUse>) {
    let (mut literals, mut references) = (Vec::new(), Vec::new());
    for resolved in uses {
        let Some(code) = resolved.code() else {
            continue;
        };
        let span = resolved.code_use.span;
        let by_name = matches!(resolved.target, Target::Constant(_));
        let written = resolved.literal().to_owned();
        let own = resolved.name.as_ref().map(|name| name.name.clone());
        let row = InventoryUse {
            path: resolved.file.path.clone(),
            start: resolved.file.position(span.start),
            end: resolved.file.position(span.end),
            code,
            literal: (!by_name).then(|| written.clone()),
            site: resolved.site(),
            intent: resolved.intent,
            constant: if by_name { Some(written) } else { own },
            role: resolved.role,
        };
        if by_name {
            references.push(row)
        } else {
            literals.push(row)
        }
    }
    (literals, references)
}
