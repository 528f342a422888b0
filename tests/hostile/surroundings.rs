//! Terminals, streams, memory, signals, and other runs at the same time.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, kill_process};

use super::Theme::Surroundings;
use super::running::During;
use super::{Case, Expected, FINDING, RUST_FINDING, write};

/// Address space in KiB, on x86-64 Linux: with the first, each source of Rust has its tree, and the stack of 64 MiB that this
/// takes, whatever the threads; with the second, no such stack is to be had, and tokens do. Below 28,000 the system's
/// loader or an allocation may end the program, which then says so in a line.
const ENOUGH: u32 = 600_000;
const LITTLE: u32 = 60_000;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = streams();
    cases.extend(resources());
    cases.extend(signals());
    cases
}

fn case(name: &str, expected: Expected) -> Case {
    Case::new(Surroundings, name, expected, |folder| {
        write(folder, "main.js", FINDING);
        write(folder, "main.rs", RUST_FINDING);
    })
}

/// In any format but `concise`, which the others have.
fn full(name: &str, expected: Expected) -> Case {
    let mut case = case(name, expected);
    case.arguments.clear();
    case
}

fn found() -> Expected {
    Expected::status(1).says(&["main.js:1:23", "main.rs:1:73"])
}

fn streams() -> Vec<Case> {
    let unwritable = || Expected::status(2).says(&["the output cannot be written"]);
    vec![
        full("TERM=dumb", found()).shell(r#"TERM=dumb exec "$@""#),
        full("no-TERM", found()).shell(r#"unset TERM; exec "$@""#),
        full("one-column", found()).shell(r#"COLUMNS=1 exec "$@""#),
        full("columns-beyond-counting", found()).shell(r#"COLUMNS=99999999999999999999 exec "$@""#),
        full("LC_ALL=C", found()).shell(r#"LC_ALL=C exec "$@""#),
        full("no-variables-at-all", found()).shell(r#"exec env -i "$@""#),
        full("no-HOME", found()).shell(r#"unset HOME; exec "$@""#),
        full("HOME-is-a-device", found())
            .shell(r#"HOME=/dev/null XDG_CONFIG_HOME=/dev/zero exec "$@""#),
        full("TMPDIR-is-missing", found()).shell(r#"TMPDIR=/nowhere exec "$@""#),
        full(
            "closed-stdout",
            Expected {
                status: vec![1, 2],
                ..Expected::status(1)
            },
        )
        .shell(r#"exec "$@" >&-"#),
        full("closed-stderr", found()).shell(r#"exec "$@" 2>&-"#),
        full("closed-stdin", found()).shell(r#"exec "$@" <&-"#),
        full(
            "all-closed",
            Expected {
                status: vec![1, 2],
                ..Expected::status(1)
            },
        )
        .shell(r#"exec "$@" <&- >&- 2>&-"#),
        full("stdout-is-full", unwritable()).shell(r#"exec "$@" >/dev/full"#),
        case("stdout-is-full-concise", unwritable()).shell(r#"exec "$@" >/dev/full"#),
        full("stdout-is-full-json", unwritable())
            .with(&["--output-format", "json"])
            .shell(r#"exec "$@" >/dev/full"#),
        full("stderr-is-full", found()).shell(r#"exec "$@" 2>/dev/full"#),
        full(
            "a-reader-that-goes-away",
            Expected {
                status: vec![0],
                ..Expected::status(0)
            },
        )
        .shell(r#""$@" | true"#),
        full(
            "working-directory-is-gone",
            Expected::status(2).says(&["working directory"]),
        )
        .shell(r#"mkdir gone && cd gone && rmdir ../gone && exec "$@""#),
        full("a-working-directory-that-is-read-only", found()).shell(r#"chmod 555 . && exec "$@""#),
        full(
            "standard-input-is-a-device",
            Expected::status(2)
                .says(&["larger than 256 MiB"])
                .within(10),
        )
        .with(&["-", "--stdin-filename", "a.js"])
        .shell(r#"exec "$@" </dev/zero"#),
        full("standard-input-is-a-folder", Expected::status(2))
            .with(&["-", "--stdin-filename", "a.js"])
            .shell(r#"exec "$@" </"#),
        full(
            "an-argument-that-is-no-UTF-8",
            Expected::status(2).says(&["no such file or folder"]),
        )
        .shell(r#"exec "$@" "$(printf 'a\377b.js')""#),
        full("ten-thousand-arguments", found()).with(&["."; 10_000]),
    ]
}

fn resources() -> Vec<Case> {
    let told =
        || Expected::status(1).says(&["main.js:1:23", "main.rs:1:73", "read as tokens only: "]);
    let mut cases = Vec::new();
    for threads in ["1", "2"] {
        for (name, expected, kib) in [
            ("enough-memory", found(), ENOUGH),
            ("little-memory", told(), LITTLE),
        ] {
            let case = full(&format!("{name}-{threads}-threads"), expected);
            let line = format!(r#"ulimit -v {kib}; exec "$@""#);
            cases.push(case.with(&["--threads", threads]).shell(&line));
        }
    }
    cases.push(full("few-open-files", found()).shell(r#"ulimit -n 16; exec "$@""#));
    cases.push(full("hardly-any-open-files", found()).shell(r#"ulimit -n 4; exec "$@""#));
    cases.push(full("a-small-stack", found()).shell(r#"ulimit -s 512; exec "$@""#));
    cases
}

const FILES: usize = 300;

/// Files that can all be fixed.
fn fixable(folder: &Path) {
    (0..FILES).for_each(|n| {
        write(
            folder,
            &format!("{n}.js"),
            format!("import Parse from 'parse';\n{FINDING}"),
        )
    });
}

fn fixing(name: &str, mut expected: Expected, status: &[i32]) -> Case {
    expected.status = status.to_vec();
    let mut case = Case::new(Surroundings, name, expected.within(10), fixable);
    case.arguments.clear();
    case.with(&["--fix"]).after(whole)
}

/// Every file is as it was or fixed, and no other file is left.
fn whole(folder: &Path) -> Result<(), String> {
    let before = format!("import Parse from 'parse';\n{FINDING}");
    let after = before.replace("101", "Parse.Error.OBJECT_NOT_FOUND");
    for n in 0..FILES {
        let text = fs::read_to_string(folder.join(format!("{n}.js")))
            .map_err(|error| format!("{n}.js: {error}"))?;
        if text != before && text != after {
            return Err(format!("{n}.js is damaged: {text}"));
        }
    }
    // The two manifests are there, too.
    match fs::read_dir(folder)
        .map_err(|error| error.to_string())?
        .count()
    {
        count if count == FILES + 2 => Ok(()),
        count => Err(format!("{count} entries instead of {}", FILES + 2)),
    }
}

/// Sends a signal once the first file has been written, when the rest is under way.
fn interrupted(during: &During<'_>, signal: Signal) {
    let is_fixed = |n: usize| {
        fs::read_to_string(during.folder.join(format!("{n}.js")))
            .is_ok_and(|text| text.contains("OBJECT_NOT_FOUND"))
    };
    while !during.has_ended() {
        if (0..FILES).any(is_fixed) {
            // It may have ended by itself at this very moment.
            let _ = kill_process(during.child, signal);
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn signals() -> Vec<Case> {
    let told = || {
        Expected::status(2)
            .says(&["interrupted:", "files were written"])
            .says(&["fixed"])
    };
    let mut twice = fixing("two-runs-fix-at-once", Expected::status(0), &[0, 2]);
    twice.around.at_once = 2;
    let mut read = full("two-runs-read-at-once", found());
    read.around.at_once = 2;
    vec![
        fixing("SIGINT-in-mid-fix", told(), &[0, 2])
            .during(|during| interrupted(during, Signal::INT)),
        fixing("SIGTERM-in-mid-fix", told(), &[0, 2])
            .during(|during| interrupted(during, Signal::TERM)),
        fixing(
            "no-room-in-mid-fix",
            Expected::status(2).says(&["was not written"]),
            &[2],
        )
        .shell(r#"trap '' XFSZ; ulimit -f 0; exec "$@""#),
        twice,
        read,
    ]
}
