//! `cargo run --release --example hostile -- [--peers FOLDER] [--only NAME] [--growth]`: prints the hostile table.
//!
//! A row is a case, what is expected, and what parselint answers: its exit status, the time, the most memory in use. With
//! `--peers`, other linters that stand in `FOLDER/node_modules/.bin` and `FOLDER/venv/bin` are given the same files, a
//! column each: their status and time, the signal that ended them, or `hang`. `--growth` times each nest at three depths
//! instead. The status is 1 where a row of parselint's is not as expected.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for those who work on parselint"
)]

#[cfg(target_os = "linux")]
#[path = "mod.rs"]
mod hostile;
#[cfg(target_os = "linux")]
mod peers;
#[cfg(target_os = "linux")]
mod growth;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    shown::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("the hostile table is about signals, shells and devices of Linux");
}

#[cfg(target_os = "linux")]
mod shown {
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;

    use super::growth;
    use super::hostile::running::Answer;
    use super::hostile::{self, Case};
    use super::peers::{self, Peer};

    pub(super) fn main() -> ExitCode {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let value = |flag: &str| {
            let at = arguments.iter().position(|argument| argument == flag)?;
            arguments.get(at + 1).map(String::as_str)
        };
        let Some(program) = value("--program").map_or_else(beside, |path| Some(path.into())) else {
            eprintln!(
                "there is no parselint beside this program: `cargo build --release` makes it"
            );
            return ExitCode::from(2);
        };
        let only = value("--only").unwrap_or_default();
        if arguments.iter().any(|argument| argument == "--growth") {
            growth::print(&program, only);
            return ExitCode::SUCCESS;
        }
        let peers =
            value("--peers").map_or_else(Vec::new, |folder| peers::installed(Path::new(folder)));
        let cases = hostile::cases().into_iter();
        let cases: Vec<Case> = cases.filter(|case| case.is_called(only)).collect();
        table(&cases, &program, &peers)
    }

    /// The program that was built with this one.
    fn beside() -> Option<PathBuf> {
        let own = std::env::current_exe().ok()?;
        let program = own.parent()?.parent()?.join("parselint");
        program.exists().then_some(program)
    }

    fn table(cases: &[Case], program: &Path, peers: &[Peer]) -> ExitCode {
        let names = peers.iter().map(|peer| format!(" {} |", peer.name));
        println!(
            "| case | expected | parselint |{}",
            names.collect::<String>()
        );
        println!("|---|---|---|{}", "---|".repeat(peers.len()));
        let mut wrong = Vec::new();
        for case in cases {
            let answer = case.judged(program, 1);
            let own = match &answer {
                Ok(answer) => answered(answer),
                Err(_) => "**not as expected**".to_owned(),
            };
            let others = peers.iter().map(|peer| format!(" {} |", peer.answer(case)));
            let (name, expected) = (&case.name, case.expected.brief());
            println!(
                "| {name} | {expected} | {own} |{}",
                others.collect::<String>()
            );
            wrong.extend(answer.err().map(|why| format!("{name}: {why}")));
        }
        println!("\n{} cases, {} not as expected", cases.len(), wrong.len());
        for wrong in &wrong {
            eprintln!("\n{wrong}");
        }
        ExitCode::from(u8::from(!wrong.is_empty()))
    }

    fn answered(answer: &Answer) -> String {
        let (end, seconds) = (answer.end, answer.took.as_secs_f64());
        match answer.peak {
            Some(peak) => format!("{end}, {seconds:.2} s, {} MB", peak / 1024),
            None => format!("{end}, {seconds:.2} s"),
        }
    }
}
