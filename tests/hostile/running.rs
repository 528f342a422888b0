//! Starts a program for a case, waits no longer than it may take, and says what came of it.
//!
//! For Linux, whose signals, shells and devices the cases are about.

use std::fmt;
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use super::{Case, Expected};

/// What is to be known while a program runs.
pub(crate) struct During<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) child: Pid,
    ended: &'a AtomicBool,
}

impl During<'_> {
    pub(crate) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }
}

/// What came of one run.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) end: End,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) took: Duration,
    /// The most memory that was in use at once, in KiB, where the system tells.
    pub(crate) peak: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Status(i32),
    Signal(i32),
    Hang,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "{status}"),
            Self::Signal(11) => f.write_str("SIGSEGV"),
            Self::Signal(6) => f.write_str("SIGABRT"),
            Self::Signal(9) => f.write_str("SIGKILL"),
            Self::Signal(signal) => write!(f, "signal {signal}"),
            Self::Hang => f.write_str("hang"),
        }
    }
}

impl Case {
    /// Runs a program in a fresh folder, `slower` times slower than a release build may be; what is wrong with its answer.
    pub(crate) fn judged(&self, program: &Path, slower: u32) -> Result<Answer, String> {
        let scratch = tempfile::tempdir().expect("a folder can be made");
        (self.make)(scratch.path());
        let limit = self.expected.within * slower;
        let run = || self.run(program, scratch.path(), limit);
        let mut answers: Vec<Answer> = thread::scope(|scope| {
            let runs: Vec<_> = (0..self.around.at_once).map(|_| scope.spawn(run)).collect();
            runs.into_iter()
                .map(|run| run.join().expect("it ran"))
                .collect()
        });
        for answer in &answers {
            self.expected.judge(answer)?;
        }
        if let Some(after) = self.around.after {
            after(scratch.path())?;
        }
        answers.pop().ok_or_else(|| "nothing was run".to_owned())
    }

    fn run(&self, program: &Path, folder: &Path, limit: Duration) -> Answer {
        let mut command = match &self.around.shell {
            Some(line) => {
                let mut shell = Command::new("sh");
                shell.args(["-c", line, "sh"]).arg(program);
                shell
            }
            None => Command::new(program),
        };
        command.args(&self.arguments).env("LC_ALL", "C.UTF-8");
        command.env("TERM", "xterm").env_remove("FORCE_COLOR");
        run(
            &mut command,
            folder,
            &self.around.input,
            limit,
            self.around.during,
        )
    }
}

/// Runs a command to its end, and kills all that it has started where that does not come within the limit.
pub(crate) fn run(
    command: &mut Command,
    folder: &Path,
    input: &[u8],
    limit: Duration,
    during: Option<fn(&During<'_>)>,
) -> Answer {
    let command = command.current_dir(folder).process_group(0);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let start = Instant::now();
    let mut child = pipes
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let pid = Pid::from_child(&child);
    let mut stdin = child.stdin.take().expect("a pipe");
    let out = collect(child.stdout.take().expect("a pipe"));
    let err = collect(child.stderr.take().expect("a pipe"));
    let ended = AtomicBool::new(false);
    let (status, took, peak) = thread::scope(|scope| {
        // It may well end without having read everything.
        scope.spawn(move || drop(stdin.write_all(input)));
        if let Some(during) = during {
            let (child, ended) = (pid, &ended);
            scope.spawn(move || {
                during(&During {
                    folder,
                    child,
                    ended,
                })
            });
        }
        let end = awaited(&mut child, pid, start, limit);
        ended.store(true, Ordering::Relaxed);
        end
    });
    Answer {
        end: status.map_or(End::Hang, end),
        out: out.join().expect("read"),
        err: err.join().expect("read"),
        took,
        peak,
    }
}

fn end(status: ExitStatus) -> End {
    match (status.code(), status.signal()) {
        (Some(status), _) => End::Status(status),
        (None, signal) => End::Signal(signal.unwrap_or_default()),
    }
}

/// Its status, or `None` where it had to be ended; how long that took, and the most memory that was seen.
fn awaited(
    child: &mut Child,
    pid: Pid,
    start: Instant,
    limit: Duration,
) -> (Option<ExitStatus>, Duration, Option<u64>) {
    let mut peak = None;
    loop {
        peak = peak.max(peak_of(pid));
        if let Some(status) = child.try_wait().expect("its end can be waited for") {
            return (Some(status), start.elapsed(), peak);
        }
        if start.elapsed() > limit {
            // It may end by itself at this very moment.
            let _ = kill_process_group(pid, Signal::KILL);
            child.wait().expect("its end can be waited for");
            return (None, start.elapsed(), peak);
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// The most memory that a process has had so far, in KiB; Linux tells it.
fn peak_of(pid: Pid) -> Option<u64> {
    let path = format!("/proc/{}/status", pid.as_raw_nonzero());
    let status = std::fs::read_to_string(path).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line?.trim().trim_end_matches(" kB").parse().ok()
}

fn collect(mut stream: impl Read + Send + 'static) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("a pipe can be read");
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

impl Expected {
    fn judge(&self, answer: &Answer) -> Result<(), String> {
        let printed = format!("{}{}", answer.out, answer.err);
        let said = |parts: &Vec<String>| parts.iter().all(|part| printed.contains(part));
        let wrong = match answer.end {
            End::Status(status) if !self.status.contains(&status) => "another status",
            End::Status(_)
                if ["bug in parselint", "panicked"]
                    .iter()
                    .any(|bug| printed.contains(bug)) =>
            {
                "a bug"
            }
            End::Status(_) if self.says.is_empty() || self.says.iter().any(said) => return Ok(()),
            End::Status(_) => "other words",
            End::Signal(_) | End::Hang => "no end by itself",
        };
        Err(format!("{wrong}: {}", answer.brief()))
    }
}

impl Expected {
    /// The status and the first words.
    pub(crate) fn brief(&self) -> String {
        let status: Vec<String> = self.status.iter().map(i32::to_string).collect();
        let words = self.says.iter().flatten().next();
        let words = words.map_or_else(String::new, |words| format!(", `{words}`"));
        format!(
            "{}{words}, {} s",
            status.join(" or "),
            self.within.as_secs()
        )
    }
}

impl Answer {
    /// Its status and the beginning of what it prints.
    pub(crate) fn brief(&self) -> String {
        let head = |text: &str| text.chars().take(600).collect::<String>();
        let (end, took) = (self.end, self.took);
        format!(
            "{end} after {took:.1?}\n{}\n{}",
            head(&self.out),
            head(&self.err)
        )
    }
}
