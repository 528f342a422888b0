//! What `--fix` leaves is as sound as what was there, and there is nothing left to do.
//!
//! The whole way is gone, as the program goes it: a folder on the disk, all files fixed, the new texts written, and again.
//! A text in which everything could be read can still be read; of a text that is torn already, where a parser goes on somewhere else for any reason, no more is told than
//! before. A second run changes nothing, and each run counts what it changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use parselint::lang;
use parselint::model::finding::Applicability;
use parselint::model::settings::{ConfigChoice, Options};
use parselint::model::source::SourceFile;
use parselint::pipeline::{Fixed, Scope, fix};

use super::choices::Choices;
use super::gate::project;
use super::texts::{self, Texts};

pub(crate) fn run(data: &[u8]) {
    let mut choices = Choices::new(data);
    let head = choices.byte();
    let least = if head & 8 == 0 {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let (ending, text) = texts::chosen(head, &mut choices);
    check(&project(ending, text), least);
}

/// Fixes a project twice; how many findings that took away.
pub(crate) fn check(project: &Texts, least: Applicability) -> usize {
    let folder = Folder::with(project);
    let first = fixed(&folder, least);
    texts::check(&first.run.outcome);
    for changed in &first.changed {
        assert_ne!(changed.before, changed.after, "it is said to be changed");
        let [before, after] =
            [&changed.before, &changed.after].map(|text| Failures::of(&changed.shown, text));
        assert!(
            after.told.len() <= before.told.len(),
            "{before:?}, then {after:?} in\n{}\nwhich was\n{}",
            changed.after,
            changed.before
        );
        fs::write(&changed.path, &changed.after).expect("a file can be written");
    }
    let counted: usize = first.changed.iter().map(|changed| changed.fixed).sum();
    assert_eq!(counted, first.run.outcome.summary.fixed);
    let second = fixed(&folder, least);
    if let Some(again) = second.changed.first() {
        let was = first.changed.iter().find(|one| one.shown == again.shown);
        panic!(
            "{} again:\n{}\nthen\n{}\nat first {was:#?}",
            again.shown, again.before, again.after
        );
    }
    counted
}

/// What of a text cannot be read.
#[derive(Debug)]
struct Failures {
    told: Vec<String>,
}

impl Failures {
    fn of(path: &str, text: &str) -> Self {
        let language = lang::of(Path::new(path)).expect("a language");
        let file = SourceFile::new(path, text);
        if language.scan(text).depth > language.depth_limit() {
            return Self { told: Vec::new() };
        }
        let failures = language.facts(&file).failures.into_iter();
        Self {
            told: failures.map(|failure| failure.message).collect(),
        }
    }
}

fn fixed(folder: &Folder, least: Applicability) -> Fixed {
    let options = Options {
        paths: vec![".".into()],
        stdin: None,
        select: Vec::new(),
        ignore: Vec::new(),
        role: None,
        fail_on: None,
        exit_zero: false,
        max_warnings: None,
        pedantic: false,
        no_ignore: true,
        hidden: false,
        exclude: Vec::new(),
        config: ConfigChoice::None,
        threads: 1,
        no_gate: false,
        whole_texts: true,
    };
    fix(&options, &Scope::default(), least, &folder.0, &|| {}, None).expect("it is linted")
}

/// A folder of its own, gone with the value.
struct Folder(PathBuf);

impl Folder {
    fn with(files: &Texts) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("parselint-fuzzed-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
            fs::write(path, text).expect("a file can be written");
        }
        // Nothing above it has a say.
        fs::create_dir_all(folder.join(".git")).expect("a folder can be made");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind is no failure.
        let _ = fs::remove_dir_all(&self.0);
    }
}
