//! Runs the program as users do: a process of its own, in a folder, with an end.
//!
//! Judges nothing: what a run has to print and to return is for the tests that start it.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Generous: the program is built without optimisation, and the machine may be busy.
const LIMIT: Duration = Duration::from_secs(30);

pub(crate) struct Program {
    command: Command,
    input: Vec<u8>,
}

/// What came of it.
#[derive(Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Program {
    pub(crate) fn of(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parselint"));
        command
            .args(arguments)
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "xterm");
        let forcing = [
            "FORCE_COLOR",
            "CLICOLOR_FORCE",
            "FORCE_HYPERLINK",
            "GITHUB_STEP_SUMMARY",
        ];
        for forcing in forcing {
            command.env_remove(forcing);
        }
        Self {
            command,
            input: Vec::new(),
        }
    }

    pub(crate) fn env(mut self, name: &str, value: &Path) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = bytes.into();
        self
    }

    /// Fails where a signal ends it, where it does not end in time, and where it prints what is no text.
    pub(crate) fn within(mut self, folder: &Path) -> Run {
        let pipes = self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes
            .stdin(Stdio::piped())
            .current_dir(folder)
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // It may well end without having read everything.
        let writer = thread::spawn(move || drop(stdin.write_all(&self.input)));
        let out = collect(child.stdout.take().expect("a pipe"));
        let err = collect(child.stderr.take().expect("a pipe"));
        let status = ended(child);
        writer.join().expect("the input is written");
        let text = |bytes: thread::JoinHandle<Vec<u8>>| {
            String::from_utf8(bytes.join().expect("read")).expect("what is printed is UTF-8")
        };
        Run {
            status,
            out: text(out),
            err: text(err),
        }
    }

    /// The same, with another standard output; what is printed there is not looked at.
    pub(crate) fn writing_to(mut self, out: Stdio, folder: &Path) -> Run {
        let streams = self.command.stdin(Stdio::null()).stdout(out);
        let mut child = streams
            .stderr(Stdio::piped())
            .current_dir(folder)
            .spawn()
            .expect("the program starts");
        // Lets go of the other end of a pipe that it was given.
        drop(self.command);
        let err = collect(child.stderr.take().expect("a pipe"));
        let status = ended(child);
        let err = err.join().expect("read");
        Run {
            status,
            out: String::new(),
            err: String::from_utf8(err).expect("what is printed is UTF-8"),
        }
    }
}

fn collect(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("a pipe can be read");
        bytes
    })
}

fn ended(mut child: Child) -> i32 {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("its end can be waited for") {
            return status
                .code()
                .unwrap_or_else(|| panic!("it was ended by a signal: {status}"));
        }
        if start.elapsed() > LIMIT {
            child.kill().expect("it can be ended");
            child.wait().expect("its end can be waited for");
            panic!("it did not end within {LIMIT:?}");
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// A folder of the test's own, gone with the value.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// An empty folder.
    pub(crate) fn bare() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("parselint-it-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).expect("a folder can be made");
        Self(folder)
    }

    /// The folder of an application that uses Parse.
    pub(crate) fn new() -> Self {
        let scratch = Self::bare();
        // No manifest above it has a say.
        scratch.file(
            "package.json",
            r#"{"name": "shop", "private": true, "dependencies": {"parse": "^5.3.0"}}"#,
        );
        scratch
    }

    pub(crate) fn with(path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let scratch = Self::new();
        scratch.file(path, bytes);
        scratch
    }

    pub(crate) fn file(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Program::of(arguments).within(&self.0)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that stays behind is no failure.
        let _ = fs::remove_dir_all(&self.0);
    }
}
