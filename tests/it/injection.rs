//! What a repository says is shown, and never obeyed: not by a terminal, not by a service that shows the log of a run, not
//! by whoever reads a report as XML, JSON, Markdown or HTML.
//!
//! A project whose texts and names are made to be obeyed is drawn in every format and every view; each is read back by a
//! parser of its own, and none holds what a terminal or a log would obey.

use std::fs;

use quick_xml::events::Event;
use serde_json::Value;

use crate::program::{Program, Run, Scratch};

/// Commands of terminals, directions of text, what nobody sees, commands of CI services, markup. No line end is in it.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;title\u{7}\u{1b}]8;;javascript:x\u{1b}\\ \u{8}\u{0}\u{7f}\u{85}\u{9b}31m \u{61c}\u{200b}\u{200e}\u{200f}\
    \u{202a}\u{202e}\u{2066}\u{2069}\u{feff}\u{ad}\u{e0041} ##[add-mask]x ##vso[task.setvariable variable=a]b ##teamcity[x] ::error::x \
    %0A::error::y ]]> --> <img src=x onerror=alert(1)> &lt; \" | `c` @somebody #1 [x](javascript:alert(1)) https://example.org \
    {0} */ //";

/// Line ends of any kind, with what is obeyed where it begins a line.
const LINES: &str =
    "\r::error::a\n::error::b\u{2028}::error::c\u{2029}##[error]d\r\n  ::stop-commands::e";

fn source() -> String {
    let quoted = HOSTILE.replace('`', "");
    format!(
        "/* {HOSTILE_COMMENT}{LINES} */ throw new Parse.Error(101, `{quoted}{LINES}`);\n\
         throw new Parse.Error(`{quoted}`);\n\
         throw new Parse.Error(9001, `{quoted}{LINES}`);\n\
         throw new Parse.Error(9001, 'entirely different');\n\
         // parselint-ignore {quoted}: {quoted}\n\
         // parselint-ignore magic-code: {quoted}\n\
         f();\n\
         throw new Parse.Error(102); // parselint-ignore magic-code: {quoted}\n\
         `\n::error::in a line of its own\n  ##[error]x`; throw new Parse.Error(103);\n\
         if (e.code == '101{ONE_LINE}') throw new Parse.Error('101', Parse.Error.A{ONE_LINE});\n\
         throw new Parse.Error(Parse.Error.\u{61c}GONE_{{, `{quoted}`);\n",
        HOSTILE_COMMENT = HOSTILE.replace("*/", ""),
        ONE_LINE = "\u{202e}\u{1b}[2J",
    )
}

const NAMES: [&str; 4] = [
    "::error::begins.js",
    " ::add-mask::blank.js",
    "##[error]<&\"'|`@x`.js",
    "in\u{1b}[31m\u{202e}\n::error::y\r/%0A]]>\u{9b}.js",
];

/// A project that means harm. Only Unix has names like these.
fn project() -> Scratch {
    let scratch = Scratch::with("main.js", source());
    scratch.file(
        "torn.js",
        format!("throw new Parse.Error(101, 'x'); (((`{HOSTILE}{LINES}\n"),
    );
    #[cfg(unix)]
    for name in NAMES {
        scratch.file(name, source());
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"\xff\x9b31m\xe2\x80.js");
        fs::write(scratch.path().join(name), source()).expect("a file");
    }
    #[cfg(unix)]
    scratch.file("latin\n::error::z.js", b"\xe9");
    let name = serde_json::to_string(&format!("shop{HOSTILE}{LINES}")).expect("JSON");
    scratch.file(
        "package.json",
        format!(
            "{{\"name\": {name}, \"private\": true, \"dependencies\": {{\"parse\": \"^5.3.0\"}}}}"
        ),
    );
    let described = serde_json::to_string(&format!("{HOSTILE}{LINES}")).expect("JSON");
    // JSON and TOML agree on these strings but for DEL.
    let described = described.replace('\u{7f}', "\\u007f");
    scratch.file(
        "parselint.toml",
        format!(
            "[rules]\nunnamed-app-code = 'warning'\nduplicate-app-code = 'warning'\n\
             [app-codes]\nACCOUNT_GONE = {{ code = 9001, description = {described} }}\n"
        ),
    );
    scratch
}

/// What a terminal would obey, or nobody see.
fn obeyed(text: &str) -> Option<char> {
    let unseen = |c| {
        matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        ) || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    let mut letters = text.chars();
    letters.find(|c| unseen(*c) || (c.is_control() && *c != '\n'))
}

/// The line that a service would take for a command.
fn commanded(text: &str) -> Option<&str> {
    let mut lines = text.lines();
    lines.find(|line| {
        line.trim_start().starts_with("::")
            || ["##[", "##vso[", "##teamcity["]
                .iter()
                .any(|mark| line.contains(mark))
    })
}

#[track_caller]
fn assert_tame(run: &Run, what: &str) {
    for text in [&run.out, &run.err] {
        assert_eq!(obeyed(text), None, "{what}: {text:?}");
        assert_eq!(commanded(text), None, "{what}: {text:?}");
    }
}

/// What each format is read back by.
fn reads(format: &str, text: &str) {
    match format {
        "jsonl" => {
            for line in text.lines() {
                serde_json::from_str::<Value>(line)
                    .unwrap_or_else(|error| panic!("{error}: {line}"));
            }
        }
        "json" | "sarif" | "gitlab" | "rdjson" => {
            let document: Value =
                serde_json::from_str(text).unwrap_or_else(|error| panic!("{format}: {error}"));
            if format == "sarif" {
                references(&document);
            }
        }
        "junit" | "checkstyle" => well_formed(text),
        _ => {}
    }
}

/// Every address in a SARIF document is a relative reference of plain ASCII, and no message has a link in it.
fn references(document: &Value) {
    let results = document["runs"][0]["results"].as_array().expect("results");
    assert!(results.len() > 5);
    for result in results {
        let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        let uri = place["uri"].as_str().expect("an address");
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte);
        assert!(uri.bytes().all(plain), "{uri}");
        let message = result["message"]["text"].as_str().expect("a message");
        assert!(!message.contains("]("), "{message}");
        assert_eq!(obeyed(message), None, "{message:?}");
    }
}

/// Elements close as they open, entities are known, and no character is one that XML forbids.
fn well_formed(text: &str) {
    let allowed = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(allowed));
    let mut reader = quick_xml::Reader::from_str(text);
    let mut elements = 0;
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {text}"))
        {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                elements += 1;
                let known = [
                    "testsuites",
                    "testsuite",
                    "testcase",
                    "failure",
                    "system-out",
                    "checkstyle",
                    "file",
                    "error",
                ];
                let name = tag.name().as_ref().to_owned();
                assert!(known.contains(&name.as_str()), "{name}");
                for attribute in tag.attributes() {
                    let value = attribute
                        .unwrap_or_else(|error| panic!("{error}: {text}"))
                        .value;
                    let value = value.into_owned();
                    assert!(!value.contains(['<', '>', '"']), "{value}");
                    quick_xml::escape::unescape(&value)
                        .unwrap_or_else(|error| panic!("{error}: {value}"));
                }
            }
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) | Event::CData(_) => {
                panic!("{text}")
            }
            _ => {}
        }
    }
    assert!(elements > 5, "{text}");
}

#[test]
fn no_format_is_obeyed() {
    let scratch = project();
    for format in [
        "full",
        "concise",
        "grouped",
        "json",
        "jsonl",
        "sarif",
        "gitlab",
        "rdjson",
        "junit",
        "checkstyle",
    ] {
        for arguments in [&[][..], &["-v"], &["--pedantic"], &["--statistics"]] {
            let counts = arguments == ["--statistics"];
            if counts && !["full", "json"].contains(&format) {
                continue;
            }
            let run = scratch.run(&[&["--output-format", format], arguments].concat());
            assert!(run.out.len() > 100, "{format}: {run:?}");
            assert_tame(&run, &format!("{format} {arguments:?}"));
            if !counts {
                assert!(run.out.contains("magic-code"), "{format}: {run:?}");
                reads(format, &run.out);
            }
        }
    }
}

/// One line a finding, all of them commands of parselint's own.
#[test]
fn commands_of_github_are_our_own() {
    let run = project().run(&["--output-format", "github"]);
    assert_eq!(obeyed(&run.out), None, "{run:?}");
    assert!(run.out.lines().count() > 5, "{run:?}");
    for line in run.out.lines() {
        let command = line.strip_prefix("::").expect("a command");
        let (head, data) = command.split_once("::").expect("its data");
        let name = head.split(' ').next().expect("a name");
        assert!(["error", "warning", "notice"].contains(&name), "{line}");
        let properties = head.split_once(' ').map_or("", |(_, rest)| rest);
        for property in properties.split(',') {
            let (key, value) = property.split_once('=').expect("a property");
            assert!(
                ["file", "line", "endLine", "col", "endColumn", "title"].contains(&key),
                "{line}"
            );
            assert!(!value.contains(':'), "{line}");
        }
        // What is obeyed is a line end, and that is written as `%0A` only.
        assert!(
            !data.contains("%0A") && !data.contains("%0D") && !head.contains("%0A"),
            "{line}"
        );
    }
    assert_eq!(commanded(&run.err), None, "{run:?}");
}

#[test]
fn the_summary_of_a_job_is_text() {
    let scratch = project();
    let summary = scratch.path().join("summary.md");
    let run = Program::of(&["--output-format", "github"]).env("GITHUB_STEP_SUMMARY", &summary);
    assert!(run.within(scratch.path()).status == 2);
    let text = fs::read_to_string(&summary).expect("a summary");
    assert_eq!(obeyed(&text), None);
    assert_eq!(commanded(&text), None);
    let rows: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.starts_with("| level"))
        .skip(2)
        .collect();
    assert!(rows.len() > 5, "{text}");
    for row in rows {
        assert_eq!(row.matches('|').count(), 4, "{row}");
        let bare = row.replace("<code>", "").replace("</code>", "");
        assert!(!bare.contains(['<', '>', '`', '@', '[', ']', '*']), "{row}");
        assert!(!bare.contains("://") && !bare.contains("www."), "{row}");
    }
}

#[test]
fn no_view_is_obeyed() {
    let scratch = project();
    let views: [&[&str]; 14] = [
        &["--show-files"],
        &["--show-files", "--output-format", "json"],
        &["inventory"],
        &["inventory", "--output-format", "json"],
        &["explain", "main.js:1:1"],
        &["explain", "main.js:1"],
        &["explain", "main.js:3", "--output-format", "json"],
        &["config", "main.js"],
        &["config", "main.js", "--output-format", "json"],
        &["config", "."],
        &["init", "--print"],
        &["emit", "typescript"],
        &["emit", "javascript"],
        &["emit", "rust"],
    ];
    for arguments in views {
        let run = scratch.run(arguments);
        assert!(
            !run.err.contains("internal error"),
            "{arguments:?}: {run:?}"
        );
        assert!(!run.out.is_empty() || !run.err.is_empty(), "{arguments:?}");
        assert_tame(&run, &format!("{arguments:?}"));
        if arguments.contains(&"json") && run.status != 2 {
            reads("json", &run.out);
        }
    }
}

/// The description of a code stays in its comment.
#[test]
fn an_emitted_module_is_constants_and_comments() {
    let scratch = project();
    for (language, comment) in [("typescript", "*"), ("javascript", "*"), ("rust", "//")] {
        let run = scratch.run(&["emit", language]);
        assert!(run.out.contains("9001"), "{run:?}");
        for line in run.out.lines().filter(|line| line.contains("onerror")) {
            assert!(line.trim_start().starts_with(comment), "{language}: {line}");
        }
        if language != "rust" {
            let ends = run.out.matches("*/").count();
            assert_eq!(ends, run.out.matches("/**").count(), "{language}: {run:?}");
        }
    }
}

#[test]
fn a_baseline_is_lines_of_json() {
    let scratch = project();
    let run = scratch.run(&["--write-baseline", "--baseline", "known.jsonl"]);
    assert_tame(&run, "write");
    let text = fs::read_to_string(scratch.path().join("known.jsonl")).expect("a baseline");
    assert!(text.lines().count() > 5);
    for line in text.lines() {
        serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    }
    scratch.file("main.js", "f();\n");
    for arguments in [
        &["--baseline", "known.jsonl"][..],
        &["--baseline", "known.jsonl", "--output-format", "concise"],
        &["baseline", "prune", "known.jsonl"],
    ] {
        assert_tame(&scratch.run(arguments), &format!("{arguments:?}"));
    }
}

/// A patch is exact; what it cannot hold without being obeyed is left out, and that is told.
#[test]
fn a_patch_is_applied_and_not_obeyed() {
    let scratch = Scratch::with(
        "main.js",
        "`\n  ::error::x\n`;\nthrow new Parse.Error(101, 'x');\n",
    );
    let run = scratch.run(&["--diff"]);
    assert!(
        run.out.contains("\n-  ::error::x\n+  ::error::x\n"),
        "{run:?}"
    );
    assert_tame(&run, "a line");
    scratch.file(
        "main.js",
        "`\n##[error]x\n`;\nthrow new Parse.Error(101, 'x');\n",
    );
    scratch.file("other.js", "throw new Parse.Error(101, 'x');\n");
    let run = scratch.run(&["--diff"]);
    assert!(
        run.status == 2 && run.err.contains("is left out"),
        "{run:?}"
    );
    assert!(
        run.out.contains("b/other.js") && !run.out.contains("b/main.js"),
        "{run:?}"
    );
    assert_tame(&run, "a mark");
}

#[test]
fn help_goes_where_it_always_goes() {
    let scratch = Scratch::new();
    for arguments in [
        &["check", "c#/x.js", "--help"][..],
        &["check", "##[group]", "--help"],
    ] {
        let run = scratch.run(arguments);
        assert!(run.status == 0 && run.err.is_empty(), "{run:?}");
        assert!(run.out.contains("Usage:"), "{run:?}");
    }
}

#[test]
fn no_argument_commands_the_terminal() {
    let broken = format!("'a{HOSTILE}' = 1\n").replace(['\u{7f}', '\0'], "");
    let scratch = Scratch::with("parselint.toml", broken);
    scratch.file("main.js", "throw new Parse.Error(101, 'x');\n");
    let hostile = HOSTILE.replace('\0', "");
    let path = format!("no{hostile}{LINES}");
    let (config, option) = (format!("--config={path}"), format!("--no{hostile}"));
    for arguments in [
        &[path.as_str()][..],
        &[&config],
        &["code", &path],
        &["rule", &path],
        &["explain", &path],
        &["--baseline", &path],
        &["--files-from", &path],
        &["--output-file", &path, "--output-format", "json:x/y"],
        &["init", &path],
        &["config", &path],
        &[&option],
        &["."],
    ] {
        let run = scratch.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {run:?}");
        assert_tame(&run, &format!("{arguments:?}"));
    }
}

/// Told in sentences, there is nothing beside a message that would keep it from beginning a line.
#[test]
fn what_is_read_aloud_is_not_obeyed() {
    let scratch = project();
    for arguments in [&["-v"][..], &["no\n::error::x"], &["config", "::error::x"]] {
        let program = Program::of(arguments).env("NO_GRAPHICS", "1".as_ref());
        assert_tame(&program.within(scratch.path()), &format!("{arguments:?}"));
    }
}

/// Help is wrapped, and a word of a literal may come to stand at the beginning of a line.
#[test]
fn no_wrapped_word_begins_a_command() {
    let words = "::error::x ".repeat(60);
    let source = format!(
        "throw new Parse.Error('{words}');\nthrow new Parse.Error(Parse.Error.NO, '{words}');\n"
    );
    let scratch = Scratch::with("main.js", source);
    for width in ["40", "61", "80", "97"] {
        let program = Program::of(&["-v"]).env("COLUMNS", width.as_ref());
        assert_tame(&program.within(scratch.path()), width);
    }
}

/// Cells of the inventory have several rows, and its remarks are wrapped.
#[test]
fn no_row_of_the_inventory_begins_a_command() {
    let scratch = Scratch::bare();
    for n in 1..3 {
        let name = format!("::error title=a{n}::x");
        let manifest = serde_json::json!({"name": name, "dependencies": {"parse": "1"}});
        scratch.file(&format!("p{n}/package.json"), manifest.to_string());
        let words = "in ::warning::y ".repeat(12);
        let source = "throw new Parse.Error(101, 'a');\nthrow new Parse.Error(9003, 'TEXT');\n";
        let text = if n == 1 { "gone" } else { "entirely different" };
        scratch.file(&format!("p1/{n} {words}.js"), source.replace("TEXT", text));
        scratch.file(&format!("p{n}/b.js"), source);
    }
    for width in ["40", "61", "80", "97", "200"] {
        for arguments in [&["inventory"][..], &["inventory", "-v"]] {
            let program = Program::of(arguments).env("COLUMNS", width.as_ref());
            let run = program.within(scratch.path());
            assert!(run.out.contains("title=a2"), "{run:?}");
            assert_tame(&run, width);
        }
    }
}

/// Colours are the program's own, and links lead to pages of rules.
#[test]
fn a_coloured_report_has_no_other_escapes() {
    let scratch = project();
    for arguments in [
        &["-v", "--color", "always"][..],
        &["--output-format", "concise", "--color", "always"],
    ] {
        let run = Program::of(arguments)
            .env("FORCE_HYPERLINK", "1".as_ref())
            .within(scratch.path());
        let mut rest = run.out.as_str();
        let mut bare = String::new();
        while let Some((before, behind)) = rest.split_once('\u{1b}') {
            bare.push_str(before);
            let end = match behind.as_bytes().first() {
                Some(b'[') => behind.find('m').expect("a colour") + 1,
                Some(b']') => {
                    let end = behind.find("\u{1b}\\").expect("the end of a link");
                    let link = &behind[..end];
                    assert!(
                        link == "]8;;" || link.starts_with("]8;;https://github.com/"),
                        "{link}"
                    );
                    end + 2
                }
                _ => panic!("{behind:.20}"),
            };
            let codes = &behind[1..end - 1];
            assert!(
                behind.starts_with(']')
                    || codes
                        .bytes()
                        .all(|byte| byte.is_ascii_digit() || byte == b';'),
                "{codes}"
            );
            rest = &behind[end..];
        }
        bare.push_str(rest);
        assert_eq!(obeyed(&bare), None, "{arguments:?}");
    }
}
