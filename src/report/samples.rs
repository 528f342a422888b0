//! Outcomes made by hand, for the tests of the reports.

use super::{Base, Look, Reporter, Style};
use crate::model::facts::Site;
use crate::model::finding::{
    Applicability, Edit, Finding, Judge, Label, Rule, Severity, Suggestion,
};
use crate::model::inventory::InventoryUse;
use crate::model::outcome::{FileOutcome, Outcome, Summary};
use crate::model::resolved::{Intent, Role};
use crate::model::source::{SourceFile, Span};

pub(super) const PLAIN: Style = Style {
    colour: false,
    links: false,
    unicode: true,
    width: 80,
    verbose: false,
    quiet: false,
};

pub(super) fn look() -> Look {
    static RULES: [&Rule; 2] = [&MAGIC, &UNREAD];
    Look {
        style: PLAIN,
        base: Base::default(),
        rules: &RULES,
    }
}

pub(super) const COLOURED: Style = Style {
    colour: true,
    ..PLAIN
};

pub(super) const ASCII: Style = Style {
    unicode: false,
    ..PLAIN
};

pub(super) static MAGIC: Rule = Rule {
    id: "magic-code",
    summary: "a predefined code written as a literal",
    suggests: "the constant",
    severity: Severity::Warning,
    opt_in: false,
    since: "0.1.0",
    doc: "# magic-code\n\nA number says nothing.\n",
    judge: Judge::Engine,
};

pub(super) static UNREAD: Rule = Rule {
    id: "file-not-linted",
    summary: "a source that could not be checked",
    suggests: "what to do",
    severity: Severity::Error,
    opt_in: false,
    since: "0.1.0",
    doc: "# file-not-linted\n",
    judge: Judge::Engine,
};

/// The place of the first `needle` in `text`.
pub(super) fn span_of(text: &str, needle: &str) -> Span {
    let start = text.find(needle).expect("needle");
    Span::new(start, start + needle.len())
}

/// `magic-code` at the first `needle`.
pub(super) fn magic(text: &str, needle: &str) -> Finding {
    let span = span_of(text, needle);
    let label = Label::new(span, "this is OBJECT_NOT_FOUND");
    let mut finding = Finding::new(
        &MAGIC,
        label,
        "the Parse error code 101 is written as a number",
    )
    .help("write `Parse.Error.OBJECT_NOT_FOUND`")
    .suggest([
        Suggestion::new("Parse.Error.OBJECT_NOT_FOUND", Applicability::Safe).writing(vec![Edit {
            span,
            text: "Parse.Error.OBJECT_NOT_FOUND".into(),
        }]),
    ]);
    finding.code = Some(101);
    finding.literal = Some(needle.into());
    finding.site = Some(Site::Constructor);
    finding.role = Some(Role::App);
    finding.reasons = vec!["`Parse` is the SDK's".into(), "it is constructed".into()];
    finding.fingerprint = "00c0ffee".into();
    finding
}

pub(super) fn unread() -> Finding {
    Finding::new(
        &UNREAD,
        Label::new(Span::file(), ""),
        "the file is not UTF-8",
    )
    .help("save it as UTF-8")
}

pub(super) fn file(path: &str, text: &str, findings: Vec<Finding>) -> FileOutcome {
    FileOutcome {
        findings,
        ..FileOutcome::new(SourceFile::new(path, text))
    }
}

/// Counts what the files say; everything else of the summary is zero, and all files are among `files`.
pub(super) fn run(files: Vec<FileOutcome>) -> Outcome {
    let mut summary = Summary {
        files: files.len(),
        files_parsed: files.len(),
        ..Summary::default()
    };
    for finding in files.iter().flat_map(|file| &file.findings) {
        summary.count(finding.severity);
        summary.not_linted += usize::from(finding.rule == &UNREAD);
    }
    Outcome {
        files,
        summary,
        ..Outcome::default()
    }
}

/// One ordinary finding, one file that could not be read, one with a syntax error.
pub(super) fn outcome() -> Outcome {
    let text = "Parse.Cloud.define('a', () => {\n  throw new Parse.Error(101, 'gone');\n});\n";
    let mut torn = file("cloud/torn.js", "if (", Vec::new());
    torn.failures = vec!["1:5: unexpected `(`".into()];
    let mut outcome = run(vec![
        file("cloud/latin.js", "", vec![unread()]),
        file("cloud/main.js", text, vec![magic(text, "101")]),
        torn,
    ]);
    outcome.summary.files = 12;
    outcome
}

/// `literal` stands for a use, `constant` alone for a reference; in a file of one line.
pub(super) fn inventory_use(path: &str, code: i64, literal: Option<&str>) -> InventoryUse {
    let text = "throw new Parse.Error(101);";
    let place = SourceFile::new(path, text);
    InventoryUse {
        path: path.into(),
        start: place.position(22),
        end: place.position(25),
        code,
        literal: literal.map(str::to_owned),
        site: Site::Constructor,
        intent: Intent::Makes,
        constant: None,
        role: Role::App,
        component: "shop".into(),
        on_record: None,
    }
}

pub(super) fn drawn(reporter: &dyn Reporter, outcome: &Outcome) -> String {
    let mut out = Vec::new();
    reporter
        .report(outcome, &mut out)
        .expect("writing to memory");
    String::from_utf8(out).expect("UTF-8")
}
