//! Configurations and manifests that are huge, deep, in circles, malformed, or no files.

use std::os::unix::fs::symlink;
use std::path::Path;

use super::Theme::Configurations;
use super::entries::{fifo, socket};
use super::nest::DEEP;
use super::{Case, Expected, FINDING, RUST_FINDING, write};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = texts();
    cases.extend(no_files());
    cases.extend(circles());
    cases
}

/// What a configuration's text leads to; a manifest's may be a remark.
fn texts() -> Vec<Case> {
    let wrong = |words: &str| Expected::status(2).says(&["parselint.toml", words]);
    let noted = |words: &str| Expected::status(1).says(&["main.js:1:23: ", words]);
    let found = || Expected::status(1).says(&["main.js:1:23: "]);
    let unusable = || {
        Expected::status(2).says(&["`exclude` of `parselint.toml`: the patterns cannot be used"])
    };
    let config =
        |name: &str, expected, text: fn() -> String| of("parselint.toml", name, expected, text);
    let package =
        |name: &str, expected, text: fn() -> String| of("package.json", name, expected, text);
    let cargo = |name: &str, expected, text: fn() -> String| of("Cargo.toml", name, expected, text);
    let rust_found = || Expected::status(1).says(&["main.rs:1:73: "]);
    vec![
        config("huge", wrong("too large").says(&["larger"]), || {
            "# words\n".repeat(2_000_000)
        }),
        config("just-small-enough", found(), || "# words\n".repeat(131_000)),
        config("deep-arrays", wrong(""), || {
            format!("a = {}", "[".repeat(DEEP))
        }),
        config("deep-arrays-closed", wrong(""), || {
            format!("exclude = {}{}", "[".repeat(DEEP), "]".repeat(DEEP))
        }),
        config("deep-tables", wrong(""), || {
            format!("a = {}", "{ a = ".repeat(DEEP))
        }),
        config("deep-tables-closed", wrong(""), || {
            format!("a = {}1{}", "{a=".repeat(DEEP), "}".repeat(DEEP))
        }),
        config("deep-keys", wrong(""), || {
            format!("{}a = 1", "a.".repeat(DEEP))
        }),
        config("deep-headers", wrong(""), || {
            format!("[{}a]", "a.".repeat(DEEP))
        }),
        config("many-headers", wrong(""), || {
            (0..50_000).map(|n| format!("[a{n}]\n")).collect()
        }),
        config("many-components", found(), || {
            "[[component]]\nfiles = ['a']\nrole = 'app'\n".repeat(15_000)
        }),
        config("many-globs", unusable(), || {
            format!("exclude = [{}]", "'a*b*c*d*e*',".repeat(50_000))
        }),
        config("deep-glob", unusable(), || {
            format!(
                "exclude = ['{}a{}']",
                "{a,".repeat(20_000),
                "}".repeat(20_000)
            )
        }),
        config("glob-of-stars", found(), || {
            format!("exclude = ['{}b']", "*a".repeat(20_000))
        }),
        config("glob-torn", Expected::status(2).says(&["[[[["]), || {
            format!("exclude = ['{}']", "[".repeat(20_000))
        }),
        config("malformed", wrong("parselint.toml:1:"), || {
            "= = [".to_owned()
        }),
        config("extends-itself", wrong("extends"), || {
            "extends = 'parselint.toml'".to_owned()
        }),
        config("nul", wrong(""), || "exclude = []\0".to_owned()),
        config("bom", found(), || "\u{feff}exclude = []\n".to_owned()),
        config("empty", found(), String::new),
        package("huge", noted("package.json"), || {
            format!("{{\"name\": \"{}\"}}", "a".repeat(20_000_000))
        }),
        package("deep", noted("package.json"), || {
            format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP))
        }),
        package("deep-torn", noted("package.json"), || {
            "{\"a\":".repeat(DEEP)
        }),
        package(
            "deep-beside",
            noted("package.json").says(&["main.js:1:23: "]),
            || {
                format!(
                    "{{\"dependencies\": {{\"parse\": \"1\"}}, \"a\": {}{}}}",
                    "[".repeat(DEEP),
                    "]".repeat(DEEP)
                )
            },
        ),
        package("malformed", noted("package.json"), || {
            "{\"name\": }".to_owned()
        }),
        package("empty", noted("package.json"), String::new),
        package("many-dependencies", found(), || {
            let rows: String = (0..20_000).map(|n| format!("\"p{n}\": \"1\", ")).collect();
            format!("{{\"dependencies\": {{{rows} \"parse\": \"1\"}}}}")
        }),
        cargo("huge", rust_found(), || "# words\n".repeat(3_000_000)),
        cargo("deep", rust_found(), || format!("a = {}", "[".repeat(DEEP))),
        cargo("deep-keys", rust_found(), || {
            format!("[package]\nname = 'a'\n{}a = 1", "a.".repeat(DEEP))
        }),
        cargo("deep-headers", rust_found(), || {
            format!("[package]\nname = 'a'\n[{}a]", "a.".repeat(DEEP))
        }),
        cargo("malformed", rust_found(), || "[package".to_owned()),
    ]
}

/// A file of this name and text beside two sources.
fn of(path: &'static str, name: &str, expected: Expected, text: fn() -> String) -> Case {
    Case::new(
        Configurations,
        &format!("{path}-{name}"),
        expected.within(10),
        move |folder| {
            sources(folder);
            write(folder, path, text());
        },
    )
}

fn sources(folder: &Path) {
    write(folder, "main.js", FINDING);
    write(folder, "main.rs", RUST_FINDING);
}

/// Each of these names for each thing that is no file.
fn no_files() -> Vec<Case> {
    const KINDS: [(&str, fn(&Path)); 6] = [
        ("fifo", |path| fifo(path)),
        ("socket", |path| socket(path)),
        ("folder", |path| {
            std::fs::create_dir(path).expect("a folder can be made")
        }),
        ("link-to-nowhere", |path| {
            symlink("nowhere", path).expect("a link")
        }),
        ("link-to-itself", |path| {
            symlink(path, path).expect("a link")
        }),
        ("link-to-a-device", |path| {
            symlink("/dev/zero", path).expect("a link")
        }),
    ];
    const NAMES: [&str; 7] = [
        "parselint.toml",
        "package.json",
        "Cargo.toml",
        ".gitignore",
        ".parselintignore",
        ".ignore",
        ".git",
    ];
    let mut cases = Vec::new();
    for name in NAMES {
        for (kind, put) in KINDS {
            let found = Expected::status(1).says(&["main.js:1:23: ", "main.rs:1:73: "]);
            let expected = match name {
                "parselint.toml" if !matches!(kind, "link-to-nowhere" | "link-to-itself") => {
                    Expected::status(2).says(&["parselint.toml"])
                }
                ".gitignore" | ".ignore" | ".parselintignore"
                    if matches!(kind, "fifo" | "socket" | "link-to-a-device") =>
                {
                    let why = match kind {
                        "link-to-a-device" => "is not read: it is a link that leads out",
                        _ => "is not read: it is not a regular file",
                    };
                    Expected::status(2).says(&[why, "what it ignores is not known"])
                }
                _ => found,
            };
            cases.push(Case::new(
                Configurations,
                &format!("{name}-is-a-{kind}"),
                expected,
                move |folder| {
                    sources(folder);
                    let path = folder.join(name);
                    // That of an application is there already.
                    let _ = std::fs::remove_file(&path);
                    put(&path);
                },
            ));
        }
    }
    cases
}

fn circles() -> Vec<Case> {
    let found = |name: &str, make: fn(&Path)| {
        let expected = Expected::status(1).says(&["main.js:1:23: "]);
        Case::new(Configurations, name, expected, move |folder| {
            sources(folder);
            make(folder);
        })
    };
    vec![
        found("packages-that-depend-on-each-other", |folder| {
            for (own, other) in [("a", "b"), ("b", "a")] {
                let text = format!(
                    "{{\"name\": \"{own}\", \"dependencies\": {{\"{other}\": \"file:../{other}\", \"parse\": \"1\"}}}}"
                );
                write(folder, &format!("{own}/package.json"), text);
                write(
                    folder,
                    &format!("{own}/main.js"),
                    format!("import {{ A }} from '{other}';\n{FINDING}"),
                );
            }
        }),
        found("crates-that-are-each-others-workspace", |folder| {
            for (own, other) in [("a", "b"), ("b", "a")] {
                let text = format!(
                    "[package]\nname = '{own}'\nversion.workspace = true\nworkspace = '../{other}'\n[dependencies]\n{other} = {{ path = '../{other}' }}\nparse_rs.workspace = true\n"
                );
                write(folder, &format!("{own}/Cargo.toml"), text);
                write(folder, &format!("{own}/src/lib.rs"), RUST_FINDING);
            }
        }),
        found("crate-that-is-its-own-workspace", |folder| {
            write(
                folder,
                "Cargo.toml",
                "[package]\nname = 'a'\nworkspace = '.'\n[dependencies]\nparse_rs.workspace = true\n",
            );
        }),
        found("modules-that-import-each-other", |folder| {
            for n in 0..300 {
                let text = format!(
                    "import {{ A as B }} from './m{}.js';\nexport const A = B;\nthrow new Parse.Error(B, 'x');\n",
                    (n + 1) % 300
                );
                write(folder, &format!("m{n}.js"), text);
            }
        }),
        found("modules-that-export-each-other", |folder| {
            for n in 0..300 {
                let text = format!(
                    "export * from './m{}.js';\nexport * from './m{}.js';\nthrow new Parse.Error(A, 'x');\n",
                    (n + 1) % 300,
                    (n * 7) % 300
                );
                write(folder, &format!("m{n}.js"), text);
            }
        }),
        found("modules-that-include-themselves", |folder| {
            write(
                folder,
                "src/lib.rs",
                format!("mod a; #[path = \"lib.rs\"] mod b;\nuse crate::a::A;\n{RUST_FINDING}"),
            );
            write(
                folder,
                "src/a.rs",
                "pub use crate::b::A; pub use super::a::*;\n",
            );
        }),
    ]
}
