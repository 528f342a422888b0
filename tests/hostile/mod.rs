//! The hostile table: inputs and surroundings that nobody makes by hand, each with what parselint has to answer and how soon.
//!
//! Cases are data, a file for each theme: `javascript`, `types`, `rust`, `items` and `torn` hold nests, made into cases by
//! `nest`; `bytes` what is no plain text, `entries` what is no plain file, `configurations` what is no plain configuration,
//! `surroundings` terminals, memory and signals. `running` starts a program for a case and judges its answer. Two read
//! the table: the tests of `it/hostile.rs` with a debug build, and the example `hostile` (`table.rs`) with a release
//! build and the peers.

#![expect(clippy::too_many_lines, reason = "a list of cases is as long as it is")]
#![expect(
    clippy::type_complexity,
    reason = "what makes and what checks a case are plain functions"
)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a case that cannot be set up says so by failing"
)]

pub(crate) mod nest;
mod javascript;
mod types;
mod rust;
mod items;
pub(crate) mod torn;
mod bytes;
mod entries;
mod configurations;
mod surroundings;
pub(crate) mod running;

use std::fs;
use std::path::Path;
use std::time::Duration;

use running::During;

/// A Parse error on a line of its own, of the one language and of the other.
pub(crate) const FINDING: &str = "throw new Parse.Error(101, 'x');\n";
pub(crate) const RUST_FINDING: &str = "fn f() -> parse_rs::ParseError { parse_rs::ParseError::ApiError { code: 101, message: String::new() } }\n";

/// One row of the table.
pub(crate) struct Case {
    pub(crate) theme: Theme,
    pub(crate) name: String,
    /// Puts into a fresh folder, which is the working directory, what there is to lint.
    pub(crate) make: Box<dyn Fn(&Path) + Send + Sync>,
    pub(crate) arguments: Vec<String>,
    pub(crate) around: Around,
    pub(crate) expected: Expected,
    /// What a peer is given to lint; `None` where a case is about a program's surroundings.
    pub(crate) peers: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theme {
    Nests,
    Types,
    RustNests,
    Items,
    Torn,
    Bytes,
    Entries,
    Configurations,
    Surroundings,
}

/// What surrounds a run.
#[derive(Default)]
pub(crate) struct Around {
    /// A line of `sh` that starts the program as `"$@"`, as `ulimit -v 50000; exec "$@"`.
    pub(crate) shell: Option<String>,
    pub(crate) input: Vec<u8>,
    /// What goes on while the program runs.
    pub(crate) during: Option<fn(&During<'_>)>,
    /// What has to be true afterwards, besides the answer.
    pub(crate) after: Option<fn(&Path) -> Result<(), String>>,
    /// How many runs there are at the same time, all with the same answer.
    pub(crate) at_once: usize,
}

/// What the answer has to be.
#[derive(Clone)]
pub(crate) struct Expected {
    /// Any of these.
    pub(crate) status: Vec<i32>,
    /// All parts of one of these stand in what is printed, on standard output or standard error.
    pub(crate) says: Vec<Vec<String>>,
    /// For a release build.
    pub(crate) within: Duration,
}

/// What a case may take that is not large.
const SOON: Duration = Duration::from_secs(5);

impl Expected {
    pub(crate) fn status(status: i32) -> Self {
        Self {
            status: vec![status],
            says: Vec::new(),
            within: SOON,
        }
    }

    /// With these parts in what is printed, or those of an earlier call.
    pub(crate) fn says(mut self, parts: &[&str]) -> Self {
        self.says
            .push(parts.iter().map(|part| (*part).to_owned()).collect());
        self
    }

    pub(crate) fn within(mut self, seconds: u64) -> Self {
        self.within = Duration::from_secs(seconds);
        self
    }
}

impl Case {
    /// Lints the folder.
    pub(crate) fn new(
        theme: Theme,
        name: &str,
        expected: Expected,
        make: impl Fn(&Path) + Send + Sync + 'static,
    ) -> Self {
        Self {
            theme,
            name: name.to_owned(),
            make: Box::new(move |folder| {
                manifest(folder);
                make(folder);
            }),
            arguments: ["--output-format", "concise"].map(str::to_owned).into(),
            around: Around {
                at_once: 1,
                ..Around::default()
            },
            expected,
            peers: None,
        }
    }

    /// Lints what is named, which a peer may be given, too.
    pub(crate) fn naming(mut self, path: &str) -> Self {
        self.peers = Some(path.to_owned());
        self.with(&[path])
    }

    /// A peer is given the folder.
    pub(crate) fn for_peers(mut self) -> Self {
        self.peers = Some(".".to_owned());
        self
    }

    pub(crate) fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments
            .extend(arguments.iter().map(|argument| (*argument).to_owned()));
        self
    }

    pub(crate) fn shell(mut self, line: &str) -> Self {
        self.around.shell = Some(line.to_owned());
        self
    }

    pub(crate) fn during(mut self, during: fn(&During<'_>)) -> Self {
        self.around.during = Some(during);
        self
    }

    pub(crate) fn after(mut self, after: fn(&Path) -> Result<(), String>) -> Self {
        self.around.after = Some(after);
        self
    }

    /// Whether a part of a name is this one's, or that of its theme.
    pub(crate) fn is_called(&self, part: &str) -> bool {
        self.name.contains(part) || format!("{:?}", self.theme) == part
    }
}

/// All rows, in the order of the table.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = nest::closed();
    cases.extend(torn::TORN.iter().map(|torn| torn.case()));
    cases.extend(bytes::cases());
    cases.extend(entries::cases());
    cases.extend(configurations::cases());
    cases.extend(surroundings::cases());
    cases
}

/// The manifests of an application that uses Parse in both languages, so that none above the folder has a say.
fn manifest(folder: &Path) {
    write(
        folder,
        "package.json",
        r#"{"name": "shop", "private": true, "dependencies": {"parse": "^5.3.0"}}"#,
    );
    let cargo = "[package]\nname = \"shop\"\npublish = false\n\n[dependencies]\nparse_rs = \"1\"\n";
    write(folder, "Cargo.toml", cargo);
}

/// Writes a file with the folders that it needs.
pub(crate) fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}
