//! One text down the street: gate, tokens, tree, meaning, judgement. Its comments speak when its project has been judged.

mod app_uses;
mod explain;
mod inventory;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

pub(super) use explain::unexplained;

use super::Task;
use super::fault::{self, Stage};
use super::levels::{self, Levels};
use super::neighbours::Near;
use super::own::{self, Own};
use super::shelf::{Mark, Reading, Shelf};
use super::unfinished::Unfinished;
use crate::lang::words::may_suppress;
use crate::lang::{self, Language, Scan};
use crate::model::emitted;
use crate::model::facts::Facts;
use crate::model::finding::{Finding, Judge, Label, Severity};
use crate::model::limits::{Limits, Shortfall};
use crate::model::neighbours::{Demand, Seed};
use crate::model::outcome::{FileOutcome, Summary, Unread};
use crate::model::resolved::{
    Context, Evidence, HeaderTrace, OwnConstant, Package, ResolvedUse, Role, SpellContext,
    Spelling, is_parse_header,
};
use crate::model::settings::{AppCode, Options, Suggest};
use crate::model::source::{SourceFile, Span};
use crate::prefilter::{Admission, Prefilter};
use crate::resolve::{self, Resolved, Surroundings};
use crate::rules;
use crate::suppress::Comments;

use app_uses::note_rules;

/// How a reason begins that tells where a constant of another file is used.
const USED_IN: &str = "that is in ";

/// What is known of a text before it is read.
pub(super) struct Around<'a> {
    pub(super) options: &'a Options,
    pub(super) task: Task,
    pub(super) prefilter: &'a Prefilter,
    pub(super) package: Option<&'a Package>,
    /// The highest folder of the project.
    pub(super) project: &'a str,
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
    /// What the configuration calls the app's codes.
    pub(super) app_codes: &'a [AppCode],
    /// The configuration, as shown to the user.
    pub(super) origin: Option<&'a str>,
    /// Other files of the project may not be among those that are linted.
    pub(super) partial: bool,
    pub(super) limits: &'a Limits,
    /// Read tokens only: minified, and named.
    pub(super) minified: bool,
    /// Read tokens only: more took too long.
    pub(super) hurried: bool,
    /// Where the facts are kept that others ask for, too.
    pub(super) shelf: Option<&'a Shelf>,
}

/// Where what is read of a text is kept, and how it is called there.
type Kept<'a> = Option<(&'a Shelf, Mark)>;

/// What a text came to.
#[derive(Default)]
pub(super) struct Linted {
    pub(super) file: Option<Unfinished>,
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
        fault::inject(Stage::lint(self.hurried), path);
        let mut linted = Linted::default();
        linted.summary.files = 1;
        if !self.admits(text, language) {
            return self.turned_away(linted, text);
        }
        linted.header = self.header(path, text, language);
        let kept = self.shelf.map(|shelf| (shelf, shelf.mark(path, text)));
        let Some(scan) = self.scan(text, language, kept) else {
            return self.turned_away(linted, text);
        };
        let file = SourceFile::new(path, text);
        let shortfall = self.shortfall(text, language, scan);
        let facts = self.facts(&file, language, shortfall.is_some(), kept);
        linted.read = true;
        linted.summary.files_parsed = usize::from(!facts.from_tokens);
        let Resolved { mut uses, demands } = resolve::resolve(&file, &facts, self.surroundings());
        linted.demands = self.seeds_of(path, &demands);
        let enough = self.enough();
        strongest_per_place(&mut uses);
        let mut app_uses = self.app_uses(&file, &facts, &uses, enough);
        uses.retain(|resolved| resolved.evidence >= enough);
        linted.open = self.is_open(&facts, &uses);
        linted.codes = uses.iter().filter_map(ResolvedUse::code).collect();
        let mut outcome = FileOutcome {
            failures: failures(&file, &facts),
            shortfall: shortfall.or(facts.shortfall),
            ..FileOutcome::new(file.clone())
        };
        let levels = self.levels();
        let mut comments = Comments::default();
        match self.task {
            Task::Check => {
                let judged = self.judged(&facts, &uses, language);
                note_rules(&mut app_uses, &judged);
                let judged = judged.into_iter();
                outcome.findings = judged.filter_map(|one| levels.levelled(one)).collect();
                comments = levels.known(|known| Comments::of(&file, &facts, known));
            }
            Task::Inventory => {
                (outcome.uses, outcome.references) = self.inventory(&uses);
                linted.constants = own::offered(&file, &facts, &uses, self.package);
            }
        }
        linted.file = Unfinished {
            outcome,
            levels,
            comments,
            app_uses,
            items: facts.items.clone(),
            role: String::new(),
        }
        .unless_empty();
        if let (Some(unfinished), Some(kept)) = (&mut linted.file, kept) {
            self.keep_text(&file, kept, unfinished);
        }
        linted
    }

    /// Keeps no more of the text than will be asked for, and of equal texts one.
    fn keep_text(&self, file: &SourceFile, (shelf, mark): (&Shelf, Mark), kept: &mut Unfinished) {
        // A project is looked through once more: for rules that ask for codes by name from farther off, and with more time.
        // Then more may be found in the text.
        let may_be_told_more = self.asks_project() || self.hurried;
        if !self.options.whole_texts && !may_be_told_more {
            kept.abridge(file);
        }
        if let Some(file) = kept.outcome.file.whole_mut() {
            shelf.share(mark, &mut file.text);
        }
    }

    /// What a use has to be at least, to be told.
    fn enough(&self) -> Evidence {
        match self.options.pedantic {
            true => Evidence::Weak,
            false => Evidence::Likely,
        }
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

    fn admits(&self, text: &str, language: &dyn Language) -> bool {
        if self.is_forced() || self.lends_all(text) {
            return true;
        }
        let bytes = text.as_bytes();
        let uses_parse = match self.package {
            Some(package) => package.uses_parse(),
            None => self.prefilter.has_neighbours(bytes),
        };
        match self
            .prefilter
            .admits(bytes, language.constants_at(), uses_parse)
        {
            Admission::Refused => false,
            Admission::Granted => true,
            Admission::Suspected => {
                language.names_parse(text)
                    || may_suppress(bytes)
                    || self.prefilter.names_codes(bytes)
            }
        }
    }

    /// Whether it is asked for its constants, each of which is a code.
    fn lends_all(&self, text: &str) -> bool {
        self.task == Task::Inventory && emitted::is_emitted(text)
    }

    /// Whether the text is read whatever the gate says.
    fn is_forced(&self) -> bool {
        self.options.no_gate || !self.seeds.is_empty()
    }

    /// `None` where the tokens hold nothing that can be found.
    fn scan(&self, text: &str, language: &dyn Language, kept: Kept<'_>) -> Option<Scan> {
        let scan = || language.scan(text);
        let scan = match kept {
            Some((shelf, mark)) => shelf.scan(mark, scan),
            None => scan(),
        };
        let wanted = scan.candidate || (scan.reference && self.reads_references());
        (self.is_forced() || wanted || self.lends_all(text)).then_some(scan)
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

    /// Why no tree is made of the text, though it is worth one.
    fn shortfall(&self, text: &str, language: &dyn Language, scan: Scan) -> Option<Shortfall> {
        let beyond = beyond(self.limits, text, language, scan);
        beyond.or_else(|| self.hurried.then_some(Shortfall::Time))
    }

    fn facts(
        &self,
        file: &SourceFile,
        language: &dyn Language,
        falls_short: bool,
        kept: Kept<'_>,
    ) -> Arc<Facts> {
        let reading = match falls_short || self.minified {
            true => Reading::Tokens,
            false => Reading::Whole,
        };
        let read = || reading.facts(file, language);
        match kept {
            Some((shelf, mark)) => {
                let Ok(facts) = shelf.facts(mark, reading, || Ok::<_, Infallible>(read()));
                facts
            }
            None => Arc::new(read()),
        }
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
            own_type: &|| own::one_type(&self.own.constants()),
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
        let levels = self.levels();
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
            runs: &|id| levels.runs(id),
        };
        let uses = uses.iter();
        uses.filter_map(|resolved| rules::judge(resolved, &context))
            .collect()
    }

    pub(super) fn levels(&self) -> Levels {
        Levels::new(self.options, &self.levels, self.fail_on)
    }

    /// Whether codes by name are read: for the inventory, and for rules of the project that ask for them.
    pub(super) fn reads_references(&self) -> bool {
        self.task == Task::Inventory || self.asks_project()
    }

    /// Whether a rule is on that asks what all files of the project do with a code.
    pub(super) fn asks_project(&self) -> bool {
        rules::by_name().any(|rule| levels::runs(rule, self.options, &self.levels))
    }

    /// A source that could not be checked: always counted, and drawn unless its rule is off.
    pub(super) fn not_linted(&self, path: &str, unread: Unread) -> Linted {
        let mut linted = Linted::default();
        linted.summary.not_linted = 1;
        let levels = self.levels();
        let outcome = not_linted(path, unread, &levels);
        linted.file = Unfinished {
            outcome,
            levels,
            comments: Comments::default(),
            app_uses: Vec::new(),
            items: Vec::new(),
            role: String::new(),
        }
        .unless_empty();
        linted
    }
}

/// Why no tree is made of a text.
pub(super) fn beyond(
    limits: &Limits,
    text: &str,
    language: &dyn Language,
    scan: Scan,
) -> Option<Shortfall> {
    let limit = limits.depth.min(language.depth_limit());
    if text.len() as u64 > limits.tree_size {
        let limit = limits.tree_size;
        return Some(Shortfall::Size { limit });
    }
    let found = scan.depth;
    (found > limit).then_some(Shortfall::Depth { found, limit })
}

/// What is told of a source that could not be checked.
pub(super) fn not_linted(path: &str, unread: Unread, levels: &Levels) -> FileOutcome {
    debug_assert!(matches!(rules::FILE_NOT_LINTED.judge, Judge::Engine));
    let label = Label::new(Span::file(), "not linted");
    let message = format!("this file was not linted: {}", unread.reason);
    let finding = Finding::new(&rules::FILE_NOT_LINTED, label, message).help(unread.help);
    FileOutcome {
        findings: levels.levelled(finding).into_iter().collect(),
        ..FileOutcome::new(SourceFile::new(path, ""))
    }
}

/// One use for each place: the strongest.
fn strongest_per_place(uses: &mut Vec<ResolvedUse<'_>>) {
    uses.sort_by_key(|resolved| (resolved.code_use.span, std::cmp::Reverse(resolved.evidence)));
    uses.dedup_by_key(|resolved| resolved.code_use.span);
}

/// What of a text cannot be read, where the gate has not asked: it lets no text through in which nothing can be found.
pub(super) fn unreadable(file: &SourceFile, limits: &Limits) -> Vec<String> {
    let Some(language) = lang::of(Path::new(&file.path)) else {
        return Vec::new();
    };
    let scan = language.scan(&file.text);
    match beyond(limits, &file.text, language, scan) {
        Some(_) => Vec::new(),
        None => failures(file, &language.facts(file)),
    }
}

fn failures(file: &SourceFile, facts: &Facts) -> Vec<String> {
    let told = |failure: &crate::model::facts::ParseFailure| {
        let place = file.position(failure.span.start);
        format!("{}:{}: {}", place.line, place.column, failure.message)
    };
    facts.failures.iter().map(told).collect()
}
