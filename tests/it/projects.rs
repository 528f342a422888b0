//! Whole little projects: what the demo has to say, line by line, and whose each folder of `fixtures/roles` is.
//!
//! `UPDATE=1 cargo test` writes the expectations anew; read the difference before you keep it.

use std::fs;
use std::path::{Path, PathBuf};

use parselint::manifest::Manifests;
use parselint::model::manifest::ManifestKind;
use parselint::model::resolved::Role;
use parselint::resolve::roles;
use parselint::rules::RULES;
use serde_json::Value;

use crate::pages::{Project, pages};
use crate::program::{Program, Scratch};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

fn diagnostics(folder: &Path) -> Vec<Value> {
    let run = Program::of(&["--output-format", "json"]).within(folder);
    let document: Value = serde_json::from_str(&run.out).expect("a document");
    document["diagnostics"]
        .as_array()
        .expect("an array")
        .clone()
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key]
        .as_str()
        .unwrap_or_else(|| panic!("`{key}` of {row}"))
}

/// The lines of a file beside the fixtures.
#[track_caller]
fn assert_expected(name: &str, lines: &[String]) {
    let path = fixture(name);
    let found: String = lines.iter().map(|line| format!("{line}\n")).collect();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, found).expect("the expectation can be written");
    } else {
        let expected = fs::read_to_string(&path).expect("the expectation is UTF-8");
        assert_eq!(
            found, expected,
            "{name}: UPDATE=1 cargo test writes it anew"
        );
    }
}

#[test]
fn the_demo_says_what_is_expected() {
    assert_expected("demo.expected", &lines_of(&diagnostics(&fixture("demo"))));
}

fn lines_of(rows: &[Value]) -> Vec<String> {
    let line = |row: &Value| {
        let literal = row["literal"].as_str().unwrap_or("-");
        let (path, line) = (text(row, "path"), &row["start"]["line"]);
        format!(
            "{path}:{line} {} {} {literal}",
            text(row, "severity"),
            text(row, "rule")
        )
    };
    rows.iter().map(line).collect()
}

/// What a file says alone, and what it says in a package of which another file speaks of a header.
#[test]
fn a_header_speaks_for_its_package() {
    let folder = fixture("headers");
    assert_expected("headers.expected", &lines_of(&diagnostics(&folder)));
    let run = |threads| {
        let arguments = ["--output-format", "json", "--threads", threads];
        Program::of(&arguments).within(&folder)
    };
    let alone = run("1");
    for _ in 0..8 {
        assert_eq!(run("4"), alone);
    }
    let document: Value = serde_json::from_str(&alone.out).expect("a document");
    let sources = walkdir::WalkDir::new(&folder).into_iter().flatten();
    let is_source = |name: &str| name.ends_with(".js") || name.ends_with(".rs");
    let sources = sources.filter(|entry| is_source(&entry.file_name().to_string_lossy()));
    assert_eq!(document["summary"]["files"], sources.count());
}

/// A crate with codes in every place that takes one: what is safe, and what is plausible, as patches. A compiler takes both.
#[test]
fn a_crate_is_fixed_as_expected() {
    let folder = fixture("fixes");
    for (flags, name) in [
        (&["--diff"][..], "fixes.safe.expected"),
        (&["--diff", "--unsafe-fixes"], "fixes.unsafe.expected"),
    ] {
        let run = Program::of(flags).within(&folder);
        let lines: Vec<String> = run.out.lines().map(str::to_owned).collect();
        assert!(!lines.is_empty(), "{run:?}");
        assert_expected(name, &lines);
    }
}

/// Constants, helpers, classes and errors of other files; each number is judged where it stands.
#[test]
fn files_are_judged_by_what_others_do_with_them() {
    let folder = fixture("across");
    let whole = lines_of(&diagnostics(&folder));
    assert_expected("across.expected", &whole);
    let run = |arguments: &[&str]| {
        let arguments = [&["--output-format", "json"], arguments].concat();
        Program::of(&arguments).within(&folder)
    };
    let alone = run(&["--threads", "1"]);
    for _ in 0..8 {
        assert_eq!(run(&["--threads", "4"]), alone);
    }
    let document: Value = serde_json::from_str(&alone.out).expect("a document");
    let sources = walkdir::WalkDir::new(&folder).into_iter().flatten();
    let is_source = |name: &str| [".js", ".ts", ".rs"].iter().any(|end| name.ends_with(end));
    let sources = sources.filter(|entry| is_source(&entry.file_name().to_string_lossy()));
    assert_eq!(document["summary"]["files"], sources.count());
    assert_eq!(document["summary"]["errors"].as_u64(), Some(errors(&whole)));
}

fn errors(lines: &[String]) -> u64 {
    lines.iter().filter(|line| line.contains(" error ")).count() as u64
}

/// A hook that names a few files, or an editor that hands one over, is told the same of them as a run over everything.
#[test]
fn a_file_alone_is_judged_as_in_the_whole() {
    let folder = fixture("across");
    let whole = lines_of(&diagnostics(&folder));
    let of = |path: &str| -> Vec<String> {
        let own = whole.iter().filter(|line| line.starts_with(path));
        own.cloned().collect()
    };
    let lines = |run: &crate::program::Run| {
        let document: Value = serde_json::from_str(&run.out).expect("a document");
        lines_of(document["diagnostics"].as_array().expect("an array"))
    };
    for path in [
        "shared/codes.js",
        "cloud",
        "web/src/pages/list.component.ts",
        "ferry/src/errors",
    ] {
        let run = Program::of(&["--output-format", "json", path]).within(&folder);
        assert!(!of(path).is_empty(), "{path}");
        assert_eq!(lines(&run), of(path), "{path}");
    }
    let path = "shared/codes.js";
    let text = fs::read_to_string(folder.join(path)).expect("UTF-8");
    let arguments = ["--output-format", "json", "--stdin-filename", path, "-"];
    let run = Program::of(&arguments).input(text).within(&folder);
    assert_eq!(lines(&run), of(path));
}

/// What is read on standard input has only itself to speak for it.
#[test]
fn one_text_speaks_for_itself() {
    let folder = fixture("headers").join("client");
    let run = |text: &str| {
        let arguments = [
            "--stdin-filename",
            "src/new.js",
            "--output-format",
            "concise",
            "-",
        ];
        Program::of(&arguments).input(text).within(&folder).status
    };
    let compares = "try { f() } catch (error) { if (error.code === 155) g(); }";
    assert_eq!(run(compares), 0);
    assert_eq!(
        run(&format!("send('X-Parse-Session-Token'); {compares}")),
        1
    );
}

#[test]
fn every_rule_has_something_to_say_about_the_demo() {
    let found = diagnostics(&fixture("demo"));
    for rule in RULES {
        assert!(
            found.iter().any(|row| row["rule"] == rule.id),
            "{}",
            rule.id
        );
    }
}

#[test]
fn every_folder_has_its_role() {
    let run = Program::of(&["-v", "--output-format", "concise"]).within(&fixture("roles"));
    let lines: Vec<String> = run
        .err
        .lines()
        .chain(run.out.lines())
        .map(str::to_owned)
        .collect();
    assert_expected("roles.expected", &lines);
}

#[test]
fn every_crate_has_its_role() {
    let root = fixture("roles");
    let manifests = Manifests::new(root.clone());
    let (npm, cargo) = (ManifestKind::Npm, ManifestKind::Cargo);
    for (dir, kind, expected, why) in [
        (
            "crates/shop",
            cargo,
            Role::App,
            "`shop`, which is not published",
        ),
        (
            "crates/parse-server-mail",
            cargo,
            Role::App,
            "not published",
        ),
        (
            "crates/parse-rust-push",
            cargo,
            Role::Server,
            "belongs to Parse Server",
        ),
        (
            "parse-server-mailer",
            cargo,
            Role::ThirdParty,
            "named like an extension",
        ),
        ("two-kinds", cargo, Role::Server, "`parse-rust-desk`"),
        (
            "two-kinds",
            npm,
            Role::App,
            "`desk`, which is not published",
        ),
        ("crates", cargo, Role::App, "`package.json` is `roles`"),
    ] {
        let dir = root.join(dir);
        let manifest = manifests.for_dir(&dir, kind).expect("search");
        let (role, told) = roles::role(manifest.as_deref());
        assert_eq!(role, expected, "{}: {told}", dir.display());
        assert!(told.contains(why), "{}: {told}", dir.display());
        let manifest = manifest.expect("a manifest with a name");
        let package = roles::package(&manifest);
        assert!(package.parse, "{}", dir.display());
        let renamed = ("backend".to_owned(), "parse-rs".to_owned());
        assert_eq!(package.aliases.contains(&renamed), package.name == "shop");
    }
    assert_eq!(manifests.notes(), Vec::<String>::new());
}

#[test]
fn the_gate_saves_trees() {
    let scratch = Scratch::with("sum.js", "export const sum = (a, b) => a + b;\n");
    for (arguments, trees) in [(&["."][..], 0), (&["--no-gate", "."], 1)] {
        let json = [arguments, &["--output-format", "json"]].concat();
        let run = scratch.run(&json);
        let document: Value = serde_json::from_str(&run.out).expect("a document");
        assert_eq!(document["summary"]["files_parsed"], trees, "{arguments:?}");
    }
}

/// The gate only saves time.
#[test]
fn without_the_gate_the_same_is_found_in_fixtures() {
    for name in ["demo", "headers", "roles"] {
        assert_gate_is_invisible(&fixture(name), name);
    }
}

#[test]
fn without_the_gate_the_same_is_found_on_the_pages() {
    let mut projects = 0;
    for project in pages().iter().flat_map(|page| page.projects()) {
        let first = project.sources.first().map_or(0, |source| source.page_line);
        assert_gate_is_invisible(
            written(&project).path(),
            &format!("{}.md:{first}", project.page),
        );
        projects += 1;
    }
    assert!(projects > 50, "the pages were not found");
}

/// Long sources are skimmed before they are parsed.
#[test]
fn without_the_gate_the_same_is_found_on_the_pages_in_long_sources() {
    for mut project in pages().iter().flat_map(|page| page.projects()) {
        let first = project.sources.first().map_or(0, |source| source.page_line);
        for source in &mut project.sources {
            source.text += &format!("\n{}\n", "\n// more to come".repeat(300));
        }
        let what = format!("{}.md:{first}, long", project.page);
        assert_gate_is_invisible(written(&project).path(), &what);
    }
}

/// The same bytes, but for the count of files that needed a tree.
#[track_caller]
fn assert_gate_is_invisible(folder: &Path, what: &str) {
    let run = |arguments: &[&str]| {
        let json = [arguments, &["--output-format", "json", "."]].concat();
        let run = Program::of(&json).within(folder);
        let told = run
            .out
            .lines()
            .filter(|line| !line.contains("\"files_parsed\": "));
        (run.status, told.map(str::to_owned).collect::<Vec<_>>())
    };
    for command in [&["check"][..], &["check", "--pedantic"], &["inventory"]] {
        let without = [command, &["--no-gate"]].concat();
        assert_eq!(run(command), run(&without), "{what}: {command:?}");
    }
}

/// The project as files.
fn written(project: &Project) -> Scratch {
    let scratch = Scratch::bare();
    // No configuration above it has a say.
    scratch.file(".git/HEAD", "");
    for (path, text) in &project.manifests {
        scratch.file(path, text);
    }
    for source in &project.sources {
        scratch.file(&source.path, &source.text);
    }
    scratch.file(
        "parselint.toml",
        project.config.as_deref().unwrap_or_default(),
    );
    scratch
}

/// Without a repository, a manifest or a configuration nothing says how far a project goes: it ends with what is named.
#[test]
fn what_nobody_claims_ends_with_what_is_named() {
    let scratch = Scratch::bare();
    scratch.file("here/a.js", "throw new Parse.Error(5002, 'closed');\n");
    scratch.file("there/b.js", "throw new Parse.Error(9000, 'full');\n");
    let free = |path: &str| {
        let told = scratch.run(&["--output-format", "json", path]).out;
        ["9000", "9001"].map(|code| told.contains(&format!("{code} is free")))
    };
    assert_eq!(free("here"), [true, false]);
    assert_eq!(free("here/a.js"), [true, false]);
    assert_eq!(free("."), [false, true]);
    fs::create_dir(scratch.path().join(".git")).expect("a repository");
    assert_eq!(free("here"), [false, true], "the repository claims both");
}

/// A file that lends something to another one before it is linted itself is told as if it had not.
#[test]
fn what_is_told_does_not_depend_on_who_asked_first() {
    let scratch = Scratch::with(
        "a.js",
        "const { deny } = require('./b');\ndeny(101, 'gone');\n",
    );
    // Long enough to be skimmed: the syntax error is in a function that no finding depends on.
    let long = format!("// {}\n", "x".repeat(8192));
    let text = "const Parse = require('parse/node');
exports.deny = function (code, why) { throw new Parse.Error(code, why); };
exports.fail = () => { throw new Parse.Error(141, 'x'); };
exports.quiet = function () { const a = 1 2; return a; };
";
    scratch.file("b.js", long + text);
    let told = |first: &str, second: &str| {
        let run = scratch.run(&["--threads", "1", "--output-format", "json", first, second]);
        assert_eq!(run.status, 1, "{run:?}");
        run.out
    };
    assert_eq!(told("a.js", "b.js"), told("b.js", "a.js"));
}

/// A file in which nothing can be found is a component's source all the same.
#[test]
fn a_component_without_codes_has_its_sources() {
    let scratch = Scratch::bare();
    scratch.file("package.json", r#"{"name": "shop"}"#);
    scratch.file(
        "parselint.toml",
        "[[component]]\nfiles = [\"api/**\"]\nrole = \"server\"\n",
    );
    scratch.file("api/x.js", "let a = 1;\n");
    let run = scratch.run(&[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
}
