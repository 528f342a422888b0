//! Where a repository ends: nothing outside of it is read, written or told for what it says, whatever its files, links and
//! names look like, and nothing in it is waited for.
//!
//! A folder called `.git` makes a repository here, as it does for the program. What git itself may run is for
//! `.ci/hostile-git`.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::Value;

use crate::program::{Run, Scratch};

const FINDING: &str = "throw new Parse.Error(101, 'x');\n";
/// Stands in every file outside.
const SECRET: &str = "hunter2";

/// `shop` is a repository, and stands beside `out`, which holds a secret.
struct Ground {
    all: Scratch,
}

impl Ground {
    fn new() -> Self {
        let all = Scratch::bare();
        all.file("shop/.git/HEAD", "ref: refs/heads/main\n");
        all.file(
            "shop/package.json",
            r#"{"name": "shop", "private": true, "dependencies": {"parse": "^5.3.0"}}"#,
        );
        all.file("shop/a.js", FINDING);
        all.file(
            "out/secret.js",
            format!("exports.{SECRET} = 9001;\n{FINDING}"),
        );
        Self { all }
    }

    fn without_repository() -> Self {
        let ground = Self::new();
        fs::remove_dir_all(ground.at("shop/.git")).expect("it is gone");
        ground
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.all.path().join(path)
    }

    fn file(&self, path: &str, bytes: impl AsRef<[u8]>) {
        self.all.file(path, bytes);
    }

    /// `target` as seen from the folder of the link.
    fn link(&self, path: &str, target: &str) {
        let _ = fs::remove_file(self.at(path));
        symlink(target, self.at(path)).expect("a link");
    }

    fn pipe(&self, path: &str) {
        let mode = rustix::fs::Mode::from_raw_mode(0o644);
        let kind = rustix::fs::FileType::Fifo;
        let _ = fs::remove_file(self.at(path));
        rustix::fs::mknodat(rustix::fs::CWD, self.at(path), kind, mode, 0).expect("a named pipe");
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let run = crate::program::Program::of(arguments).within(&self.at("shop"));
        assert!(
            !run.out.contains(SECRET) && !run.err.contains(SECRET),
            "{arguments:?}: {run:?}"
        );
        run
    }

    /// Linted without trouble, so that the trouble of another run is for its reason.
    fn is_fine(&self) {
        let run = self.run(&["--output-format", "concise"]);
        assert!(run.status == 1 && says(&run.out, "a.js:1:23: "), "{run:?}");
    }

    fn everything_outside(&self) -> Vec<(String, String)> {
        let entries = fs::read_dir(self.at("out")).expect("a folder");
        let mut files: Vec<_> = entries
            .map(|entry| {
                let path = entry.expect("an entry").path();
                let text = fs::read_to_string(&path).unwrap_or_default();
                (path.to_string_lossy().into_owned(), text)
            })
            .collect();
        files.sort();
        files
    }
}

/// Whether a text says something, wherever its lines are broken.
fn says(text: &str, words: &str) -> bool {
    let bare = |text: &str| -> String {
        let letters = text.chars();
        letters
            .filter(|letter| !letter.is_whitespace() && *letter != '│')
            .collect()
    };
    bare(text).contains(&bare(words))
}

/// The findings of a run, as (rule, path, message).
fn findings(run: &Run) -> Vec<(String, String, String)> {
    let document: Value = serde_json::from_str(&run.out).expect("JSON");
    let rows = document["diagnostics"].as_array().expect("findings");
    let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
    rows.iter()
        .map(|row| (text(row, "rule"), text(row, "path"), text(row, "message")))
        .collect()
}

const LEADS_OUT: &str = "leads out of the repository";

/// A ground with a repository and one without, each with what is said of a link that leads out of it.
fn grounds() -> [(Ground, &'static str); 2] {
    [
        (Ground::new(), LEADS_OUT),
        (
            Ground::without_repository(),
            "leads out of the working directory",
        ),
    ]
}

#[test]
fn a_link_that_leads_out_of_the_repository_is_neither_read_nor_written() {
    let ground = Ground::new();
    ground.link("shop/link.js", "../out/secret.js");
    ground.link(
        "shop/absolute.js",
        ground.at("out/secret.js").to_str().expect("UTF-8"),
    );
    ground.link("shop/again.js", "link.js");
    ground.link("shop/folder", "../out");
    let before = ground.everything_outside();
    for path in [
        "link.js",
        "absolute.js",
        "again.js",
        "folder",
        "folder/secret.js",
    ] {
        for fix in [
            &[][..],
            &["--fix"],
            &["--fix", "--unsafe-fixes"],
            &["--diff"],
        ] {
            let run = ground.run(&[&["--output-format", "json", path], fix].concat());
            assert_eq!(run.status, 2, "{path} {fix:?}: {run:?}");
            if fix == ["--diff"] {
                assert_eq!(run.out, "", "{path}");
                continue;
            }
            let found = findings(&run);
            let [(rule, place, message)] = found.as_slice() else {
                panic!("{path}: {run:?}");
            };
            assert_eq!((rule.as_str(), place.as_str()), ("file-not-linted", path));
            assert!(message.contains(LEADS_OUT), "{message}");
        }
        let listed = ground.run(&["--show-files", path]);
        assert!(
            listed.status == 2 && says(&listed.out, LEADS_OUT),
            "{listed:?}"
        );
    }
    let explained = ground.run(&["explain", "link.js:2"]);
    assert!(
        explained.status == 2 && says(&explained.err, LEADS_OUT),
        "{explained:?}"
    );
    assert_eq!(ground.everything_outside(), before);
}

#[test]
fn a_link_that_stays_inside_is_read_and_a_fix_writes_what_it_leads_to() {
    let ground = Ground::new();
    fs::create_dir(ground.at("shop/sub")).expect("a folder");
    ground.link("shop/sub/inside.js", "../a.js");
    let run = ground.run(&["--fix", "sub/inside.js"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        fs::read_to_string(ground.at("shop/a.js"))
            .expect("a text")
            .contains("OBJECT_NOT_FOUND")
    );
    assert!(
        ground
            .at("shop/sub/inside.js")
            .symlink_metadata()
            .expect("it is there")
            .is_symlink()
    );
}

#[test]
fn without_a_repository_a_named_link_is_read() {
    let ground = Ground::without_repository();
    ground.file("out/plain.js", FINDING);
    ground.link("shop/link.js", "../out/plain.js");
    let run = ground.run(&["--output-format", "concise", "link.js"]);
    assert!(
        run.status == 1 && run.out.starts_with("link.js:1:23: "),
        "{run:?}"
    );
}

#[test]
fn no_configuration_is_read_through_a_link_that_leads_out() {
    for (ground, leads_out) in grounds() {
        ground.is_fine();
        ground.file("out/parselint.toml", format!("{SECRET} = [\n"));
        for name in ["parselint.toml", ".parselint.toml"] {
            ground.link(&format!("shop/{name}"), "../out/parselint.toml");
            let run = ground.run(&[]);
            assert!(run.status == 2 && says(&run.err, leads_out), "{run:?}");
            assert!(says(&run.err, "--config"), "{run:?}");
            fs::remove_file(ground.at(&format!("shop/{name}"))).expect("it is gone");
        }
        // Inside it may be a link.
        ground.file("shop/lint/strict.toml", "[rules]\nmagic-code = 'off'\n");
        ground.link("shop/parselint.toml", "lint/strict.toml");
        assert_eq!(ground.run(&[]).status, 0);
    }
}

#[test]
fn no_manifest_is_read_through_a_link_that_leads_out() {
    for ground in [Ground::new(), Ground::without_repository()] {
        for (name, text) in [
            (
                "package.json",
                format!(r#"{{"name": "parse-server", "x": "{SECRET}"}}"#),
            ),
            ("package.json", format!("{{ {SECRET}")),
            (
                "Cargo.toml",
                format!("[package]\nname = \"parse-rs\"\n{SECRET} = [\n"),
            ),
            ("Cargo.toml", "[package]\nname = \"parse-rs\"\n".into()),
        ] {
            ground.file("out/manifest", text);
            ground.link(&format!("shop/{name}"), "../out/manifest");
            let run = ground.run(&["-v", "--output-format", "concise", "--pedantic"]);
            let note = format!("`{name}` was passed over: it is a link that leads out");
            assert!(says(&run.err, &note), "{run:?}");
            assert!(!says(&run.err, "role: server"), "{run:?}");
            fs::remove_file(ground.at(&format!("shop/{name}"))).expect("it is gone");
        }
    }
}

/// A crate takes what it inherits from workspaces of its repository alone.
#[test]
fn no_workspace_outside_is_asked() {
    let ground = Ground::new();
    ground.file(
        "Cargo.toml",
        format!("[workspace]\n[workspace.package]\nkeywords = [\"{SECRET}\"]\n{SECRET} = [\n"),
    );
    ground.file(
        "shop/Cargo.toml",
        "[package]\nname = \"shop\"\nworkspace = \"..\"\nkeywords = { workspace = true }\n[dependencies]\nparse-rs = \"1\"\n",
    );
    ground.file("shop/src/main.rs", "fn main() {}\n");
    let run = ground.run(&["-v"]);
    assert!(
        says(&run.err, "no workspace that it could inherit from"),
        "{run:?}"
    );
}

#[test]
fn no_configuration_above_the_repository_counts() {
    let ground = Ground::new();
    ground.file("parselint.toml", format!("{SECRET} = [\n"));
    ground.file("package.json", format!("{{ {SECRET}"));
    ground.is_fine();
    fs::create_dir(ground.at("shop/sub")).expect("a folder");
    let run = crate::program::Program::of(&["--output-format", "concise", ".."])
        .within(&ground.at("shop/sub"));
    assert!(run.status == 1 && says(&run.out, "a.js:1:23: "), "{run:?}");
}

#[test]
fn the_baseline_of_a_configuration_lies_in_its_folder() {
    let ground = Ground::new();
    ground.file("out/known.jsonl", format!("{SECRET}\n"));
    let before = ground.everything_outside();
    let outside = ground.at("out/known.jsonl");
    for named in [
        "../out/known.jsonl",
        "sub/../../out/known.jsonl",
        outside.to_str().expect("UTF-8"),
    ] {
        ground.file("shop/parselint.toml", format!("baseline = '{named}'\n"));
        for arguments in [
            &[][..],
            &["--write-baseline"],
            &["baseline", "prune"],
            &["--show-files"],
        ] {
            let run = ground.run(arguments);
            assert!(
                run.status == 2 && says(&run.err, "outside of the folder of the"),
                "{arguments:?}: {run:?}"
            );
            assert!(says(&run.err, "--baseline"), "{run:?}");
        }
    }
    // Links do not help, neither of the file nor of a folder above it, whether or not it is there.
    ground.link("shop/link.jsonl", "../out/known.jsonl");
    ground.link("shop/new.jsonl", "../out/new.jsonl");
    ground.link("shop/folder", "../out");
    for named in [
        "link.jsonl",
        "folder/known.jsonl",
        "folder/new.jsonl",
        "new.jsonl",
    ] {
        ground.file("shop/parselint.toml", format!("baseline = '{named}'\n"));
        for arguments in [&[][..], &["--write-baseline"], &["baseline", "prune"]] {
            let run = ground.run(arguments);
            assert_eq!(run.status, 2, "{named} {arguments:?}: {run:?}");
        }
    }
    assert_eq!(ground.everything_outside(), before);
    // One that is named on the command line is the user's own word.
    ground.file("shop/parselint.toml", "");
    assert_eq!(
        ground
            .run(&["--write-baseline", "--baseline", "../out/mine.jsonl"])
            .status,
        0
    );
    assert!(ground.at("out/mine.jsonl").is_file());
}

#[test]
fn nothing_is_waited_for() {
    let ground = Ground::new();
    for name in [
        "parselint.toml",
        ".gitignore",
        ".ignore",
        ".parselintignore",
        ".git/info/exclude",
    ] {
        fs::create_dir_all(ground.at("shop/.git/info")).expect("a folder");
        let path = format!("shop/{name}");
        ground.pipe(&path);
        for arguments in [
            &[][..],
            &["a.js"],
            &["--show-files"],
            &["--stdin-filename", "b.js", "-"],
        ] {
            let run = ground.run(arguments);
            assert_eq!(run.status, 2, "{name} {arguments:?}: {run:?}");
            let said = ["is not a file", "it is not a regular file"];
            assert!(
                said.iter().any(|said| says(&run.err, said)),
                "{name} {arguments:?}: {run:?}"
            );
        }
        fs::remove_file(ground.at(&path)).expect("it is gone");
    }
    // Deeper, as well.
    ground.file("shop/sub/b.js", FINDING);
    ground.pipe("shop/sub/.gitignore");
    for arguments in [&[][..], &["sub/b.js"], &["sub"]] {
        let run = ground.run(arguments);
        assert!(
            run.status == 2 && says(&run.err, "`sub/.gitignore` is not read"),
            "{arguments:?}: {run:?}"
        );
    }
    assert_eq!(ground.run(&["--no-ignore"]).status, 1);
    fs::remove_file(ground.at("shop/sub/.gitignore")).expect("it is gone");
    // A manifest that is none is not there.
    for name in ["package.json", "Cargo.toml"] {
        let path = format!("shop/{name}");
        ground.pipe(&path);
        assert!(ground.run(&[]).status < 2);
        ground.link(&path, "/dev/zero");
        assert!(ground.run(&[]).status < 2);
        fs::remove_file(ground.at(&path)).expect("it is gone");
    }
    ground.pipe("shop/known.jsonl");
    ground.file("shop/parselint.toml", "baseline = 'known.jsonl'\n");
    for arguments in [&[][..], &["--write-baseline"], &["baseline", "prune"]] {
        let run = ground.run(arguments);
        assert!(
            run.status == 2 && says(&run.err, "not a regular file"),
            "{arguments:?}: {run:?}"
        );
    }
}

#[test]
fn no_ignore_file_is_read_through_a_link_that_leads_out() {
    for (ground, leads_out) in grounds() {
        ground.file("out/patterns", format!("{SECRET}{{x\na.js\n"));
        for name in [".gitignore", ".ignore", ".parselintignore"] {
            let path = format!("shop/{name}");
            ground.link(&path, "../out/patterns");
            for arguments in [&[][..], &["a.js"], &["--show-files"]] {
                let run = ground.run(arguments);
                assert!(
                    run.status == 2 && says(&run.err, leads_out),
                    "{name} {arguments:?}: {run:?}"
                );
                assert!(says(&run.err, "--no-ignore"), "{run:?}");
            }
            ground.link(&path, "/dev/zero");
            assert_eq!(ground.run(&[]).status, 2);
            fs::remove_file(ground.at(&path)).expect("it is gone");
        }
        ground.is_fine();
    }
}

const DEEP: usize = 100_000;

/// TOML that nests deep.
fn deep() -> [String; 3] {
    [
        format!("[package]\nname = \"parse-rs\"\nx = {}", "[".repeat(DEEP)),
        format!("[{}b]\nname = \"parse-rs\"", "a.".repeat(DEEP)),
        format!("x = {}", "{a=".repeat(DEEP)),
    ]
}

/// A file of two GiB, all of it a hole.
fn sparse(path: std::path::PathBuf) {
    let file = fs::File::create(path).expect("a file");
    file.set_len(2 << 30).expect("a hole");
}

#[test]
fn a_huge_or_deep_manifest_is_told() {
    let ground = Ground::new();
    let npm = format!(
        r#"{{"name": "shop", "dependencies": {{"parse": "5"}}, "x": {}"#,
        "[".repeat(DEEP)
    );
    sparse(ground.at("shop/package.json"));
    let run = ground.run(&[]);
    assert!(
        says(
            &run.err,
            "`package.json` was passed over: it is larger than 4 MiB"
        ),
        "{run:?}"
    );
    ground.file("shop/package.json", npm);
    assert!(
        ground
            .run(&[])
            .err
            .contains("`package.json` was passed over: recursion limit")
    );
    for text in deep() {
        ground.file("shop/Cargo.toml", &text);
        assert!(
            ground
                .run(&[])
                .err
                .contains("`Cargo.toml` was passed over: "),
            "{text:.60}"
        );
    }
}

#[test]
fn a_huge_or_deep_configuration_or_baseline_is_told() {
    let ground = Ground::new();
    for text in deep() {
        ground.file("shop/parselint.toml", &text);
        let run = ground.run(&[]);
        assert!(
            run.status == 2 && says(&run.err, "not valid TOML"),
            "{run:?}"
        );
    }
    sparse(ground.at("shop/parselint.toml"));
    let run = ground.run(&[]);
    assert!(
        run.status == 2 && says(&run.err, "larger than 1 MiB"),
        "{run:?}"
    );
    ground.file("shop/parselint.toml", "baseline = 'known.jsonl'\n");
    ground.file("shop/known.jsonl", "[".repeat(DEEP));
    let run = ground.run(&[]);
    assert!(
        run.status == 2 && says(&run.err, "is not a baseline"),
        "{run:?}"
    );
}

/// A constant outside would be a finding at its literal, or make one here.
#[test]
fn no_neighbour_outside_is_asked() {
    let ground = Ground::new();
    fs::remove_file(ground.at("shop/a.js")).expect("it is gone");
    let constant =
        "exports.GONE = 5001;\nexports.helper = (code) => { throw new Parse.Error(code, 'x'); };\n";
    ground.file("out/codes.js", constant);
    ground.file("out/codes.rs", "pub const GONE: i32 = 5001;\n");
    ground.link("shop/codes.js", "../out/codes.js");
    ground.link("shop/folder", "../out");
    ground.file("shop/node_modules/codes/index.js", constant);
    let absolute = ground.at("out/codes.js");
    for from in [
        "../out/codes",
        "./codes",
        "./folder/codes",
        absolute.to_str().expect("UTF-8"),
    ] {
        ground.file(
            "shop/uses.js",
            format!("const {{ GONE, helper }} = require('{from}');\nthrow new Parse.Error(GONE, 'x');\nhelper(5002);\n"),
        );
        let run = ground.run(&["--output-format", "json"]);
        assert_eq!(findings(&run), [], "{from}");
    }
    fs::remove_file(ground.at("shop/uses.js")).expect("it is gone");
    ground.file("shop/Cargo.toml", "[package]\nname = \"shop\"\n[dependencies]\nparse-rs = \"1\"\nout = { path = \"../out\" }\n");
    let path = ground.at("out/codes.rs");
    for module in [
        format!("#[path = {path:?}]\nmod codes;"),
        "#[path = \"../../out/codes.rs\"]\nmod codes;".into(),
        "use out::codes;".into(),
    ] {
        ground.file(
            "shop/src/main.rs",
            format!("{module}\nuse parse_rs::ParseError;\nfn f(e: ParseError) -> bool {{ e.code == codes::GONE }}\n"),
        );
        let run = ground.run(&["--output-format", "json"]);
        assert_eq!(findings(&run), [], "{module}");
    }
    // The same inside is seen, so that the silence above is for its reason.
    ground.file("shop/inside/codes.js", constant);
    ground.file(
        "shop/uses.js",
        "const { GONE } = require('./inside/codes');\nthrow new Parse.Error(GONE, 'x');\n",
    );
    assert_eq!(findings(&ground.run(&["--output-format", "json"])).len(), 1);
}

#[test]
fn nothing_is_written_through_a_link_that_leads_nowhere() {
    let ground = Ground::new();
    ground.link("shop/parselint.toml", "../out/parselint.toml");
    let run = ground.run(&["init"]);
    assert!(
        run.status == 2 && says(&run.err, "is there already"),
        "{run:?}"
    );
    fs::remove_file(ground.at("shop/parselint.toml")).expect("it is gone");
    ground.link("shop/report.json", "../out/report.json");
    let run = ground.run(&["--output-format", "json", "--output-file", "report.json"]);
    assert_eq!(run.status, 2, "{run:?}");
    ground.link("shop/codes.ts", "../out/codes.ts");
    let run = ground.run(&["emit", "typescript", "--output-file", "codes.ts"]);
    assert_eq!(run.status, 2, "{run:?}");
    ground.link("shop/parselint-baseline.jsonl", "../out/known.jsonl");
    let run = ground.run(&["--write-baseline"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert_eq!(ground.everything_outside().len(), 1);
}

/// A name that a person gives is the name of a file; where a link of the repository leads is the repository's word.
#[test]
fn nothing_outside_is_written_through_a_link_of_the_repository() {
    let ground = Ground::new();
    ground.file("out/x", "mine\n");
    ground.file("out/sub/x", "mine\n");
    ground.link("shop/sub", "../out/sub");
    let before = ground.everything_outside();
    for (link, arguments) in [
        ("parselint-baseline.jsonl", &["--write-baseline"][..]),
        ("b.jsonl", &["--write-baseline", "--baseline", "b.jsonl"]),
        ("r.json", &["--output-format", "json:r.json"]),
        (
            "r.sarif",
            &["--output-format", "sarif", "--output-file", "r.sarif"],
        ),
        (
            "codes.ts",
            &["emit", "typescript", "--output-file", "codes.ts"],
        ),
        ("sub/x", &["--output-format", "json:sub/x"]),
        ("sub/x", &["--output-format", "json:sub/../sub/new"]),
        ("sub/x", &["man", "--output-dir", "sub"]),
        ("sub/x", &["man", "--output-dir", "sub/new"]),
    ] {
        if !link.starts_with("sub/") {
            ground.link(&format!("shop/{link}"), "../out/x");
        }
        let run = ground.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {run:?}");
        assert!(
            says(&run.err, "it is a link that leads out of the repository"),
            "{run:?}"
        );
    }
    assert_eq!(ground.everything_outside(), before);
    let inner = fs::read_to_string(ground.at("out/sub/x")).expect("a file");
    assert_eq!(inner, "mine\n");
    for new in ["out/sub/new", "out/sub/parselint.1"] {
        assert!(!ground.at(new).exists(), "{new}");
    }
    // A link outside of the repository is not the repository's word.
    ground.link("away", "out");
    let run = ground.run(&["--output-format", "json:../away/report.json"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(ground.at("out/report.json").is_file());
    // A link that stays inside is written through.
    ground.file("shop/inside.json", "{}");
    ground.link("shop/r.json", "inside.json");
    assert_eq!(ground.run(&["--output-format", "json:r.json"]).status, 1);
    let written = fs::read_to_string(ground.at("shop/inside.json")).expect("a report");
    assert!(written.contains("magic-code"), "{written}");
}

#[test]
fn no_report_takes_the_place_of_what_others_live_by() {
    let ground = Ground::new();
    ground.file("shop/parselint.toml", "");
    for path in [
        "package.json",
        "parselint.toml",
        "a.js",
        ".git/config",
        ".git/HEAD",
    ] {
        let before = fs::read(ground.at("shop").join(path)).ok();
        let run = ground.run(&["--output-format", &format!("json:{path}")]);
        assert_eq!(run.status, 2, "{path}: {run:?}");
        assert!(says(&run.err, "name another file"), "{path}: {run:?}");
        assert_eq!(
            fs::read(ground.at("shop").join(path)).ok(),
            before,
            "{path}"
        );
    }
    for target in ["package.json", "parselint.toml", "a.js"] {
        ground.link("shop/report", target);
        let text = || fs::read(ground.at("shop").join(target)).expect("a file");
        let before = text();
        let run = ground.run(&["--output-format", "json:report"]);
        assert_eq!(run.status, 2, "{target}: {run:?}");
        assert_eq!(text(), before, "{target}");
    }
}

const FOLDERS: [&str; 12] = [
    "",
    "sub/",
    "sub/deep/er/",
    "ignored/",
    "legacy/",
    "legacy/in/",
    ".hidden/",
    "node_modules/p/",
    "sub/node_modules/",
    "target/",
    "sub/target/",
    "x.js/",
];

const FILES: [(&str, &[u8]); 13] = [
    ("a.js", FINDING.as_bytes()),
    ("b.rs", b"fn f() {}\n"),
    ("c.tsx", b"x;\n"),
    ("one.js", FINDING.as_bytes()),
    ("y.gen.js", FINDING.as_bytes()),
    ("kept.gen.js", FINDING.as_bytes()),
    (".dot.js", FINDING.as_bytes()),
    ("empty.js", b""),
    ("read.me", b"text"),
    ("p.py", b"x = 101\n"),
    ("\u{e9}\u{202e}.js", FINDING.as_bytes()),
    ("nul.mjs", b"\0"),
    ("torn.cjs", b"\xff\xfe"),
];

/// Entries of all kinds in folders of all kinds.
fn zoo() -> Ground {
    let ground = Ground::new();
    ground.file("shop/.gitignore", "ignored/\n*.gen.js\n!kept.gen.js\n");
    ground.file("shop/parselint.toml", "exclude = ['legacy/**', 'one.js']\n");
    ground.file("shop/Cargo.toml", "[package]\nname = \"shop\"\n");
    let minified = "function f(a,b){if(!a){throw new Parse.Error(404,'x')};return b.c(a).d};";
    let outside = ground.at("out/secret.js");
    for folder in FOLDERS.map(|folder| format!("shop/{folder}")) {
        for (name, text) in FILES {
            ground.file(&format!("{folder}{name}"), text);
        }
        ground.file(&format!("{folder}m.min.js"), minified.repeat(30));
        ground.pipe(&format!("{folder}pipe.js"));
        ground.link(&format!("{folder}link.js"), "a.js");
        ground.link(&format!("{folder}out.ts"), outside.to_str().expect("UTF-8"));
        ground.link(&format!("{folder}loop"), ".");
        ground.link(&format!("{folder}dangling.js"), "nowhere");
    }
    ground.file("shop/locked/a.js", FINDING);
    ground
}

/// What `--show-files` says of each path; whatever is not linted has a reason.
fn fates(run: &Run) -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(&run.out).expect("JSON");
    let rows = document["files"].as_array().expect("files");
    let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
    let fate = |row: &Value| {
        let fate = text(row, "fate");
        assert_eq!(fate == "linted", row["reason"].is_null(), "{row}");
        (text(row, "path"), fate)
    };
    rows.iter().map(fate).collect()
}

/// What somebody sees who looks for himself: below the named paths, else in all of the repository.
fn seen(ground: &Ground, arguments: &[&str]) -> Vec<String> {
    let mut seen = Vec::new();
    let mut named = arguments
        .iter()
        .filter(|one| !one.starts_with('-'))
        .peekable();
    let top = ground.at("shop");
    if named.peek().is_none() {
        walk(&top, "", &mut seen);
    }
    for root in named {
        match top.join(root).is_dir() {
            true => walk(&top, &format!("{root}/"), &mut seen),
            false => seen.push((*root).to_owned()),
        }
    }
    seen
}

/// Every entry of a tree is linted, passed over for a reason that is told, or a failure that is told; folders answer for
/// what is in them.
#[test]
fn every_entry_of_a_tree_is_accounted_for() {
    use std::os::unix::fs::PermissionsExt;
    let ground = zoo();
    let locked = ground.at("shop/locked");
    let mode = |mode: u32| {
        fs::set_permissions(&locked, fs::Permissions::from_mode(mode)).expect("a mode");
    };
    mode(0o000);
    let may_look = fs::read_dir(&locked).is_ok();
    for arguments in [
        &[][..],
        &["--hidden"],
        &["--no-ignore"],
        &["--no-ignore", "--hidden"],
        &["sub", "a.js"],
    ] {
        let run = ground.run(&[&["--show-files", "--output-format", "json"], arguments].concat());
        let fates = fates(&run);
        for path in seen(&ground, arguments) {
            let own = fates
                .iter()
                .filter(|(known, _)| known.trim_end_matches('/') == path);
            let above = fates.iter().any(|(known, fate)| {
                fate != "linted" && path.starts_with(&format!("{}/", known.trim_end_matches('/')))
            });
            let told = (own.count(), above);
            assert!(
                matches!(told, (1, false) | (0, true)),
                "{arguments:?}: `{path}` is told of {told:?}: {fates:#?}"
            );
        }
        // And nothing is told of that is not there.
        for (path, _) in &fates {
            let there = ground.at("shop").join(path).symlink_metadata();
            assert!(there.is_ok(), "{path}");
        }
        // A run comes to the same.
        let run = ground.run(&[&["--output-format", "json"], arguments].concat());
        let document: Value = serde_json::from_str(&run.out).expect("JSON");
        let count = |fate: &str| fates.iter().filter(|(_, own)| own == fate).count();
        assert_eq!(
            document["summary"]["files"],
            count("linted"),
            "{arguments:?}"
        );
        let rules = findings(&run).into_iter().map(|(rule, _, _)| rule);
        let unread = rules.filter(|rule| rule == "file-not-linted").count();
        assert_eq!(unread, count("not-linted"), "{arguments:?}");
        let is_told = fates.contains(&("locked".into(), "not-linted".into()));
        let is_walked = !arguments.contains(&"sub");
        assert_eq!(is_told, !may_look && is_walked, "{fates:?}");
    }
    mode(0o755);
}

/// All sources below a folder, by their names, and links to folders; what is in `.git` is git's. Paths are relative to `top`.
fn walk(top: &Path, folder: &str, seen: &mut Vec<String>) {
    const EXTENSIONS: [&str; 9] = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "rs"];
    for entry in fs::read_dir(top.join(folder)).into_iter().flatten() {
        let entry = entry.expect("an entry");
        let path = format!("{folder}{}", entry.file_name().to_str().expect("UTF-8"));
        let kind = entry.file_type().expect("a kind");
        let is_source = Path::new(&path)
            .extension()
            .is_some_and(|own| EXTENSIONS.iter().any(|one| *one == own));
        if kind.is_dir() && entry.file_name() != ".git" {
            walk(top, &format!("{path}/"), seen);
        } else if !kind.is_dir() && (is_source || entry.path().is_dir()) {
            seen.push(path);
        }
    }
}
