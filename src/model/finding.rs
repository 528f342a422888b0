//! What a rule says: a finding with its labels and suggestions, and the rule itself as data.

use super::contract::Contract;
use super::facts::Site;
use super::resolved::{Context, ResolvedUse, Role};
use super::source::Span;

/// The rule of files that were not linted, which several rooms have to know.
pub const NOT_LINTED: &str = "file-not-linted";

/// How loud a finding is. `Off` exists in configurations only: nothing is reported at that level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Off,
    Advice,
    Warning,
    Error,
}

impl Severity {
    pub const ALL: [Severity; 4] = [
        Severity::Off,
        Severity::Advice,
        Severity::Warning,
        Severity::Error,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Severity::Off => "off",
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.name() == name)
    }
}

/// A rule: a plain static beside its judge. Its page is its documentation and its executed specification.
#[derive(Debug)]
pub struct Rule {
    /// What is flagged, in kebab-case: "allow `magic-code`" reads as a sentence.
    pub id: &'static str,
    /// One line, lower case, no full stop.
    pub summary: &'static str,
    /// What the suggestion is, for the table of rules.
    pub suggests: &'static str,
    /// Its own level, which it has where no configuration gives it another one.
    pub severity: Severity,
    /// Off unless the configuration gives it a level or `--select` names it.
    pub opt_in: bool,
    /// The version that brought it.
    pub since: &'static str,
    /// The page, Markdown.
    pub doc: &'static str,
    pub judge: Judge,
}

/// Who decides whether a rule's finding exists.
#[derive(Clone, Copy, Debug)]
pub enum Judge {
    /// One resolved use at a time.
    Use(fn(&ResolvedUse<'_>, &Context<'_>) -> Option<Finding>),
    /// What all files of a project do with a code: the findings, by the indices of their uses.
    Project {
        judge: fn(&Contract) -> Vec<(usize, Finding)>,
        /// Codes by name are evidence, too: every file of the project has to be read for them.
        by_name: bool,
    },
    /// The engine itself, as no use is involved.
    Engine,
}

impl Rule {
    /// Its level where nobody asks for it.
    pub fn default_level(&self) -> Severity {
        if self.opt_in {
            Severity::Off
        } else {
            self.severity
        }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// A place and what to say there.
#[derive(Clone, Debug)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

impl Label {
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }
}

/// What an unused code is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantsCode {
    /// Whose range it is to be of.
    pub role: Role,
    /// What is said beside the code that there is.
    pub message: Option<String>,
}

/// One diagnostic. It cannot be built without its primary label.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub severity: Severity,
    pub message: String,
    pub help: Option<String>,
    pub primary: Label,
    /// Other places of the same file that explain the primary one.
    pub related: Vec<Label>,
    pub code: Option<i64>,
    /// As written in the source.
    pub literal: Option<String>,
    pub site: Option<Site>,
    pub role: Option<Role>,
    pub suggestions: Vec<Suggestion>,
    /// Takes away what is flagged, where that is certain to change nothing; a suggestion says what to write instead.
    pub removal: Option<Edit>,
    /// Why the use was taken for a Parse code, strongest first; shown by `-v`.
    pub reasons: Vec<String>,
    /// The finding asks for an unused code; which one, only the whole run can tell.
    pub wants_code: Option<WantsCode>,
    /// The names of what holds the place, outermost first, with ` > ` between them: `Basket > add`. Empty at the top of a
    /// file, and where nobody knows.
    pub item: String,
    /// Survives moved lines: of rule, path, the text of the line and the ordinal among equals. Lower-case hex.
    pub fingerprint: String,
}

impl Finding {
    pub fn new(rule: &'static Rule, primary: Label, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            help: None,
            primary,
            related: Vec::new(),
            code: None,
            literal: None,
            site: None,
            role: None,
            suggestions: Vec::new(),
            removal: None,
            reasons: Vec::new(),
            wants_code: None,
            item: String::new(),
            fingerprint: String::new(),
        }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn related(mut self, label: Option<Label>) -> Self {
        self.related.extend(label);
        self
    }

    #[must_use]
    pub fn suggest(mut self, suggestions: impl IntoIterator<Item = Suggestion>) -> Self {
        self.suggestions.extend(suggestions);
        self
    }
}

/// What could stand there instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// A name, never an expression: the constant's path as the file spells it, the page's name where no constant
    /// exists, or the right number.
    pub constant: String,
    pub applicability: Applicability,
    /// Why this one, or why no better than that: a clause without full stop, for people.
    pub reason: Option<String>,
    /// What picking it would write, none of them overlapping another; empty where nothing can be. Those of a manual
    /// suggestion are written only where a person has picked it.
    pub edits: Vec<Edit>,
}

impl Suggestion {
    /// Without a reason, and without edits.
    pub fn new(constant: impl Into<String>, applicability: Applicability) -> Self {
        Self {
            constant: constant.into(),
            applicability,
            reason: None,
            edits: Vec::new(),
        }
    }

    #[must_use]
    pub fn because(mut self, reason: Option<impl Into<String>>) -> Self {
        self.reason = reason.map(Into::into);
        self
    }

    #[must_use]
    pub fn writing(mut self, edits: Vec<Edit>) -> Self {
        self.edits = edits;
        self
    }
}

/// What is known about the effect of a suggestion, the least of it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// A choice or a thought is needed.
    Manual,
    /// Plausible, for a person to confirm.
    Unsafe,
    /// The meaning is kept for certain.
    Safe,
}

impl Applicability {
    pub fn name(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::Manual => "manual",
        }
    }
}

/// Replaces the bytes of `span`.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}
