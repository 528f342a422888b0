//! `--fix --interactive`, answered on a terminal of its own.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::program::Scratch;

/// Generous: the program is built without optimisation, and the machine may be busy.
const LIMIT: Duration = Duration::from_secs(30);
const DOWN: &str = "\u{1b}[B";
const ENTER: &str = "\r";

/// What was shown on the terminal, and the exit status.
fn answered(
    scratch: &Scratch,
    arguments: &[&str],
    answers: &[(&str, &str)],
) -> (String, Option<i32>) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&master).expect("granted");
    unlockpt(&master).expect("unlocked");
    let size = Winsize {
        ws_row: 50,
        ws_col: 100,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&master, size).expect("a size");
    let name = ptsname(&master, Vec::new()).expect("a name");
    let open = || -> File {
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        options.custom_flags(rustix::fs::OFlags::NOCTTY.bits() as i32);
        options
            .open(OsStr::from_bytes(name.as_bytes()))
            .expect("its other end")
    };
    let mut child = Command::new(env!("CARGO_BIN_EXE_parselint"))
        .args(arguments)
        .env("TERM", "xterm")
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .current_dir(scratch.path())
        .stdin(Stdio::from(open()))
        .stderr(Stdio::from(open()))
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut master = File::from(master);
    let shown = listen(master.try_clone().expect("a second handle"));
    let mut screen = String::new();
    for (prompt, keys) in answers {
        wait_for(&shown, &mut screen, prompt);
        master.write_all(keys.as_bytes()).expect("keys");
    }
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a status") {
            break status.code();
        }
        assert!(start.elapsed() < LIMIT, "it does not end:\n{screen}");
        thread::sleep(Duration::from_millis(5));
    };
    while let Ok(more) = shown.recv_timeout(Duration::from_millis(100)) {
        screen.push_str(&more);
    }
    (screen, status)
}

fn listen(mut terminal: File) -> mpsc::Receiver<String> {
    let (said, shown) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        // When the program has ended, reading from its terminal fails.
        while let Ok(count @ 1..) = terminal.read(&mut bytes) {
            let text = String::from_utf8_lossy(&bytes[..count]).into_owned();
            if said.send(text).is_err() {
                break;
            }
        }
    });
    shown
}

/// Reads until a prompt has been shown behind what was read before.
fn wait_for(shown: &mpsc::Receiver<String>, screen: &mut String, prompt: &str) {
    let start = Instant::now();
    let mut fresh = String::new();
    while !fresh.contains(prompt) {
        let left = LIMIT.saturating_sub(start.elapsed());
        let more = shown.recv_timeout(left);
        fresh.push_str(&more.unwrap_or_else(|_| panic!("no {prompt:?} in\n{screen}{fresh}")));
    }
    screen.push_str(&fresh);
}

const TEXT: &str = "const Parse = require('parse/node');
module.exports = (user, order) => {
  if (!user) throw new Parse.Error(401, 'who are you?');
  if (!order) throw new Parse.Error(101, 'gone');
  throw new Parse.Error(409, 'no');
};
";

const LAST: &str = "ask nothing more";

#[test]
fn a_candidate_is_picked_and_a_finding_is_hidden_with_a_reason() {
    let scratch = Scratch::with("cloud/a.js", TEXT);
    let hide = format!("{}{ENTER}", DOWN.repeat(hidden_at(&scratch, 409)));
    let (screen, status) = answered(
        &scratch,
        &["--fix", "--interactive"],
        &[
            (LAST, &format!("{DOWN}{ENTER}")),
            (LAST, &hide),
            ("Why", &format!("old clients know it{ENTER}")),
        ],
    );
    let expected = TEXT
        .replace("401", "Parse.Error.VALIDATION_ERROR")
        .replace("101", "Parse.Error.OBJECT_NOT_FOUND")
        .replace(
            "  throw new Parse.Error(409",
            "  // parselint-ignore http-status-as-code: old clients know it\n  throw new Parse.Error(409",
        );
    let fixed = fs::read_to_string(scratch.path().join("cloud/a.js")).expect("a text");
    assert_eq!(fixed, expected, "{screen}");
    assert_eq!(status, Some(0), "nothing is left:\n{screen}");
    assert!(screen.contains("HTTP status 401 is used"), "{screen}");
}

/// The place of "hide it" among what can be chosen for a status: behind its candidates and "leave it".
fn hidden_at(scratch: &Scratch, code: i64) -> usize {
    let run = scratch.run(&["--output-format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let rows = document["diagnostics"].as_array().expect("rows");
    let row = rows
        .iter()
        .find(|row| row["code"] == code)
        .expect("a finding");
    row["suggestions"].as_array().map_or(0, Vec::len) + 1
}

#[test]
fn whoever_stops_keeps_what_was_done() {
    let scratch = Scratch::with("cloud/a.js", TEXT);
    let (screen, status) = answered(&scratch, &["--fix", "--interactive"], &[(LAST, "\u{1b}")]);
    let fixed = fs::read_to_string(scratch.path().join("cloud/a.js")).expect("a text");
    assert_eq!(
        fixed,
        TEXT.replace("101", "Parse.Error.OBJECT_NOT_FOUND"),
        "{screen}"
    );
    assert_eq!(status, Some(1));
    assert_eq!(screen.matches(LAST).count(), 1, "{screen}");
}

#[test]
fn a_comment_in_a_page_takes_the_form_that_pages_take() {
    let page = "import Parse from 'parse';
export const Page = ({ error }: { error: Parse.Error }) => (
  <div>
    {error.code === 401 ? 'x' : 'y'}
  </div>
);
";
    let scratch = Scratch::with("src/Page.tsx", page);
    let hide = format!("{}{ENTER}", DOWN.repeat(hidden_at(&scratch, 401)));
    let answers = [(LAST, hide.as_str()), ("Why", "it is ours\r")];
    let (screen, _) = answered(&scratch, &["--fix", "--interactive"], &answers);
    let expected = page.replace(
        "    {error",
        "    {/* parselint-ignore http-status-as-code: it is ours */}\n    {error",
    );
    let fixed = fs::read_to_string(scratch.path().join("src/Page.tsx")).expect("a text");
    assert_eq!(fixed, expected, "{screen}");
}
