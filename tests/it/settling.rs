//! What prepares a run: the first configuration, the settings that hold, files and why they are skipped, schemas, and
//! what is generated from the declaration of the arguments.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{Program, Scratch};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_first_configuration_has_the_packages_and_changes_nothing() {
    let scratch = Scratch::with(
        "cloud/main.js",
        "throw new Parse.Error(9001, 'x');\nconst SOLD_OUT = 9001;\nthrow new Parse.Error(SOLD_OUT, 'x');\n",
    );
    scratch.file("package.json", r#"{"name": "shop", "private": true}"#);
    scratch.file(
        "mail/package.json",
        r#"{"name": "parse-shop-mail-adapter", "version": "1.0.0"}"#,
    );
    scratch.file("mail/index.js", "throw new Parse.Error(9002, 'x');\n");
    scratch.file(
        "node_modules/x/package.json",
        r#"{"name": "parse-server-x"}"#,
    );
    let before = scratch.run(&["--output-format", "json"]).out;
    let run = scratch.run(&["init"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.err.contains("Wrote `parselint.toml`: 2 packages found"),
        "{run:?}"
    );
    let text = fs::read_to_string(scratch.path().join("parselint.toml")).expect("it is written");
    assert!(
        text.contains("# files = [\"/mail/**\"]\n# role = \"third-party\""),
        "{text}"
    );
    assert!(text.contains("# SOLD_OUT = { code = 9001,"), "{text}");
    assert!(!text.contains("node_modules"), "{text}");
    assert_eq!(scratch.run(&["--output-format", "json"]).out, before);
    let again = scratch.run(&["init"]);
    assert_eq!(again.status, 2);
    assert!(
        again.err.contains("is there already") && again.err.contains("--print"),
        "{again:?}"
    );
    assert_eq!(scratch.run(&["init", "--print"]).out, text);
    assert_eq!(scratch.run(&["init", "nowhere"]).status, 2);
}

#[test]
fn settings_say_where_they_are_from() {
    let scratch = Scratch::with(
        "parselint.toml",
        "exclude = ['old/**']\n[rules]\nstring-code = 'error'\nmagic-code = 'error'\n[[override]]\nfiles = ['spec/**']\nrules = { magic-code = 'off' }\n",
    );
    scratch.file("spec/a.js", "");
    scratch.file("old/a.js", "");
    let run = scratch.run(&["config", "spec/a.js", "--role", "server"]);
    assert_eq!(run.status, 0, "{run:?}");
    let words: Vec<String> = run
        .out
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    for line in [
        "role server (given by `--role`)",
        "test yes (by its path: magic-code is advice by default)",
        "magic-code off (parselint.toml, override for spec/**)",
        "string-code error (parselint.toml)",
        "deprecated-code warning (default)",
        "fail-on warning (default)",
    ] {
        assert!(
            words.iter().any(|known| known == line),
            "{line:?} in {}",
            run.out
        );
    }
    assert!(
        scratch
            .run(&["config", "old/a.js"])
            .out
            .contains("left out: ignored or excluded")
    );
    let json = scratch.run(&["config", "--output-format", "json"]);
    let json: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["rules"]["string-code"]["origin"], "parselint.toml");
    assert_eq!(json["path"], ".");
    assert_eq!(scratch.run(&["config", "nowhere"]).status, 2);
}

#[test]
fn every_source_is_listed_as_linted_or_with_the_reason_why_not() {
    let scratch = Scratch::with("parselint.toml", "exclude = ['old/**']\n");
    scratch.file(".git/HEAD", "");
    scratch.file(".gitignore", "dist\n*.gen.js\n");
    scratch.file("web/.parselintignore", "legacy.js\n");
    for path in [
        "a.js",
        "old/a.js",
        "dist/a.js",
        "x.gen.js",
        "web/legacy.js",
        "node_modules/x/a.js",
        ".cache/a.js",
        "x.min.js",
        "readme.md",
    ] {
        scratch.file(path, "f();\n");
    }
    scratch.file("bad.js", b"\xff");
    let run = scratch.run(&["--show-files"]);
    assert_eq!(run.status, 2, "{run:?}");
    for line in [
        "a.js",
        "old/: skipped: it is excluded by the configuration or `--exclude`",
        "dist/: skipped: `.gitignore` ignores it: `dist`",
        "x.gen.js: skipped: `.gitignore` ignores it: `*.gen.js`",
        "web/legacy.js: skipped: `web/.parselintignore` ignores it: `legacy.js`",
        "node_modules/: skipped: it is never entered unless it is named",
        ".cache/: skipped: it is hidden; `--hidden` includes it",
        "x.min.js: skipped: it is minified; name it to have it linted",
        "bad.js: cannot be linted: it is not UTF-8 at byte 0",
        "1 file to lint, 7 skipped, 1 cannot be linted",
    ] {
        assert!(
            run.out.lines().any(|known| known == line),
            "{line:?} in\n{}",
            run.out
        );
    }
    let linted = scratch.run(&["--output-format", "json"]);
    let linted: Value = serde_json::from_str(&linted.out).expect("JSON");
    assert_eq!(linted["summary"]["files"], 1, "the list is what a run does");
    let all = scratch.run(&[
        "--show-files",
        "--no-ignore",
        "--hidden",
        "--output-format",
        "json",
    ]);
    let all: Value = serde_json::from_str(&all.out).expect("JSON");
    let files = all["files"].as_array().expect("a list");
    let linted = files.iter().filter(|file| file["fate"] == "linted").count();
    assert_eq!(linted, 6, "{files:?}");
    let named = scratch.run(&["--show-files", "dist/a.js", "x.min.js", "readme.md"]);
    assert!(
        named
            .out
            .contains("dist/a.js: skipped: `.gitignore` ignores it: `dist`"),
        "{named:?}"
    );
    assert!(named.out.starts_with("x.min.js\n"), "{named:?}");
    assert!(
        named
            .out
            .contains("readme.md: skipped: it is not in a language"),
        "{named:?}"
    );
}

#[test]
fn what_a_configuration_says_of_no_file_is_told() {
    let config = "exclude = ['gone/**', 'old/**']\n[[component]]\nfiles = ['a.js', 'servr/**']\nrole = 'server'\n\
        [[component]]\nfiles = ['servr/**']\nrole = 'server'\n[[override]]\nfiles = ['specs/**']\nrules = {}\n\
        [[override]]\nfiles = ['a.js']\nrules = {}\n";
    let scratch = Scratch::with("parselint.toml", config);
    scratch.file("a.js", "f();\n");
    scratch.file("old/a.js", "f();\n");
    let run = scratch.run(&[]);
    assert_eq!(run.status, 0);
    let told: Vec<&str> = run.err.lines().collect();
    assert_eq!(
        told,
        [
            "note: `exclude` of `parselint.toml` has a pattern that matches nothing: `gone/**`",
            "note: a `[[component]]` of `parselint.toml` has no source: `servr/**`",
            "note: a `[[override]]` of `parselint.toml` has no source: `specs/**`",
        ]
    );
    for partial in [&["a.js"][..], &["--no-ignore"], &["-q"], &["--role", "app"]] {
        assert_eq!(scratch.run(partial).err, "", "{partial:?}");
    }
}

/// Unit tests hold that they are made from the types.
#[test]
fn the_published_schemas_are_the_ones_of_the_program() {
    for of in ["json", "jsonl", "inventory", "config"] {
        let run = Program::of(&["schema", of]).within(root());
        assert_eq!(run.status, 0, "{run:?}");
        // With `UPDATE` the unit tests may have written it after the program was built.
        if std::env::var_os("UPDATE").is_none() {
            let path = root().join(format!("schemas/{of}.schema.json"));
            let published = fs::read_to_string(&path).expect("a schema");
            assert_eq!(published, run.out);
        }
        let schema: Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
}

#[test]
fn shells_complete_commands_options_formats_and_rules() {
    for (shell, words) in [
        ("bash", ["--output-format", "checkstyle", "magic-code"]),
        ("zsh", ["--output-format", "checkstyle", "magic-code"]),
        ("fish", ["output-format", "checkstyle", "magic-code"]),
        ("powershell", ["--output-format", "baseline", "--staged"]),
        ("elvish", ["--output-format", "baseline", "--staged"]),
    ] {
        let run = Program::of(&["completions", shell]).within(root());
        assert_eq!(run.status, 0, "{run:?}");
        for word in words {
            assert!(run.out.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(
        Program::of(&["completions", "tcsh"]).within(root()).status,
        2
    );
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let first = Program::of(&["man"]).within(root());
    assert!(
        first.out.starts_with(".ie") && first.out.contains(".TH parselint 1"),
        "{first:?}"
    );
    let scratch = Scratch::bare();
    let run = scratch.run(&["man", "--output-dir", "."]);
    assert_eq!(run.status, 0, "{run:?}");
    let mut names: Vec<String> = fs::read_dir(scratch.path())
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "parselint-baseline-prune.1",
            "parselint-baseline.1",
            "parselint-check.1",
            "parselint-code.1",
            "parselint-completions.1",
            "parselint-config.1",
            "parselint-emit.1",
            "parselint-explain.1",
            "parselint-init.1",
            "parselint-inventory.1",
            "parselint-man.1",
            "parselint-rule.1",
            "parselint-schema.1",
            "parselint.1",
        ]
    );
    let page = fs::read_to_string(scratch.path().join("parselint.1")).expect("a page");
    assert_eq!(page, first.out);
}
