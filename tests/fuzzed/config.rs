//! Any text as a configuration, and any patterns.
//!
//! What is wrong is told at a place of the text. What is right gives the same settings each time, answers for any path, and
//! sources are linted with it. Patterns together match what each of them matches.

use std::path::Path;

use parselint::config::{CompiledSettings, Globs, from_text};
use parselint::model::error::Error;
use parselint::pipeline::{lint_texts, rule_ids};

use super::choices::Choices;
use super::gate::project;

const ROOT: &str = "/shop";
const PATHS: [&str; 6] = [
    "a.js",
    "src/lib.rs",
    "cloud/é/main.ts",
    ".hidden/x.tsx",
    "a\\b.js",
    "tests/[x]{y}.js",
];
const SOURCE: &str = "import Parse from 'parse/node';\nthrow new Parse.Error(101, 'x');\nthrow new Parse.Error(9001, 'y');\n";

/// An even first byte: what follows is a configuration. An odd one: patterns, a line each, the last line a path.
pub(crate) fn run(data: &[u8]) {
    let mut choices = Choices::new(data);
    if choices.bit() {
        patterns(&choices.text());
    } else {
        text(&choices.text());
    }
}

fn text(text: &str) {
    let read = || from_text("parselint.toml", text, Path::new(ROOT), &rule_ids());
    let settings = match read() {
        Ok(settings) => settings,
        Err(error) => return check_error(&error, text),
    };
    let again = read().expect("the same text");
    assert_eq!(
        format!("{:?}", settings.settings),
        format!("{:?}", again.settings)
    );
    for path in PATHS.map(|path| Path::new(ROOT).join(path)) {
        answer(&settings, &path);
    }
    settings.unmatched();
    for ending in ["js", "rs"] {
        let texts = project(ending, SOURCE.to_owned());
        lint_texts(&texts, Some(text), true).expect("the configuration is known to be right");
    }
}

fn answer(settings: &CompiledSettings, path: &Path) {
    settings.excluded(path);
    settings.role(path);
    let rules = settings.rules_for(path);
    for rule in rule_ids() {
        let level = settings.level_of(rule, path).map(|(level, _)| level);
        assert_eq!(
            rules.get(rule).copied(),
            level,
            "{rule} for {}",
            path.display()
        );
    }
}

fn check_error(error: &Error, text: &str) {
    assert!(!error.message.is_empty());
    let Some(place) = &error.place else {
        panic!("an error without a place: {error:?} of {text:?}");
    };
    assert_eq!(place.path, "parselint.toml");
    assert!(place.text.get(place.span.range()).is_some(), "{error:?}");
}

fn patterns(text: &str) {
    let mut lines: Vec<String> = text.lines().take(8).map(str::to_owned).collect();
    let path = Path::new(ROOT).join(lines.pop().unwrap_or_default());
    let globs = |patterns: &[String]| Globs::new(Path::new(ROOT), patterns);
    let each: Vec<bool> = lines
        .iter()
        .filter_map(|line| globs(std::slice::from_ref(line)).ok())
        .map(|globs| globs.matches(&path))
        .collect();
    match globs(&lines) {
        Ok(all) => {
            assert_eq!(each.len(), lines.len(), "{lines:?}");
            assert_eq!(
                all.matches(&path),
                each.contains(&true),
                "{lines:?} and {path:?}"
            );
            assert!(!all.matches(Path::new("/elsewhere/a.js")));
        }
        Err(error) => assert!(each.len() < lines.len(), "{error} of {lines:?}"),
    }
}
