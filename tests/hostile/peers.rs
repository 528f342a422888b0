//! Other linters, given what parselint is given.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::hostile::Case;
use super::hostile::running::{End, run};

/// How long a peer may take.
const LIMIT: Duration = Duration::from_secs(30);

pub(super) struct Peer {
    pub(super) name: &'static str,
    program: PathBuf,
    /// What stands before the path.
    arguments: &'static [&'static str],
    reads_rust: bool,
}

/// Where a peer is, by its name, below the folder that all are installed in.
const PEERS: [(&str, &str, &[&str], bool); 5] = [
    ("oxlint", "node_modules/.bin/oxlint", &[], false),
    ("biome", "node_modules/.bin/biome", &["lint"], false),
    (
        "eslint",
        "node_modules/.bin/eslint",
        &["--no-config-lookup", "--no-ignore"],
        false,
    ),
    (
        "ast-grep",
        "node_modules/.bin/ast-grep",
        &["run", "--pattern", "$A.Error"],
        true,
    ),
    (
        "semgrep",
        "venv/bin/semgrep",
        &[
            "scan",
            "--metrics=off",
            "--disable-version-check",
            "--no-git-ignore",
            "--quiet",
            "--error",
            "-e",
            "$A.Error(...)",
            "--lang",
        ],
        true,
    ),
];

/// Those that are there.
pub(super) fn installed(folder: &Path) -> Vec<Peer> {
    let folder = folder.canonicalize().expect("the folder of the peers");
    let peers = PEERS
        .iter()
        .map(|(name, path, arguments, reads_rust)| Peer {
            name,
            program: folder.join(path),
            arguments,
            reads_rust: *reads_rust,
        });
    peers.filter(|peer| peer.program.exists()).collect()
}

impl Peer {
    /// What it answers to a case, in a few words.
    pub(super) fn answer(&self, case: &Case) -> String {
        let Some(path) = &case.peers else {
            return "–".to_owned();
        };
        let is_rust = path.ends_with(".rs");
        if is_rust && !self.reads_rust {
            return "–".to_owned();
        }
        let scratch = tempfile::tempdir().expect("a folder can be made");
        (case.make)(scratch.path());
        let mut command = Command::new(&self.program);
        command.args(self.arguments);
        match (self.name, is_rust) {
            ("semgrep", true) => command.arg("rust"),
            ("semgrep", false) => command.arg("javascript"),
            _ => &mut command,
        };
        let answer = run(command.arg(path), scratch.path(), &[], LIMIT, None);
        match answer.end {
            End::Hang => format!("**hang** (> {} s)", LIMIT.as_secs()),
            End::Signal(_) => format!("**{}**", answer.end),
            // A shell and Node say a signal so.
            End::Status(134) => "**SIGABRT**".to_owned(),
            End::Status(139) => "**SIGSEGV**".to_owned(),
            End::Status(status) => format!("{status}, {:.1} s", answer.took.as_secs_f64()),
        }
    }
}
