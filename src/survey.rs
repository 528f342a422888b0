//! What the edges see before anything is linted: which files, how many are readable, which were left out. It stands
//! where the pipeline will: the calls are the ones that the pipeline makes.

use std::fmt;
use std::path::Path;

use parselint::config::{Configs, Globs};
use parselint::discover::{self, Item, Request, Worker};
use parselint::lang;
use parselint::manifest::Manifests;
use parselint::model::error::{Error, Result};
use parselint::model::manifest::ManifestKind;
use parselint::model::settings::Options;
use parselint::resolve::roles;

/// In bytes.
const LIMIT: u64 = 16 << 20;

#[derive(Default)]
pub(crate) struct Survey {
    files: usize,
    bytes: usize,
    roles: [usize; 3],
    /// Path and reason, sorted.
    pub(crate) not_linted: Vec<(String, String)>,
    notes: Vec<String>,
}

pub(crate) fn survey(options: &Options, rules: &[&str]) -> Result<Survey> {
    let cwd = std::env::current_dir()
        .map_err(|error| Error::new(format!("there is no working directory: {error}")))?;
    let configs = Configs::new(options.config.clone(), cwd.clone(), rules)?;
    let manifests = Manifests::new(cwd.clone());
    let exclude = Globs::new(&cwd, &options.exclude)?;
    if let Some(name) = &options.stdin {
        return standard_input(name, &cwd, &manifests);
    }
    let excluded = |path: &Path| {
        let folder = path.parent().unwrap_or(path);
        Ok(exclude.matches(path) || configs.for_dir(folder)?.excluded(path))
    };
    let request = Request {
        options,
        cwd: &cwd,
        excluded: &excluded,
        wanted: &|path| lang::of(path).is_some(),
    };
    let found = discover::discover(&request, &|| Surveyor {
        manifests: &manifests,
        buffer: Vec::new(),
        survey: Survey::default(),
    })?;
    let mut survey = Survey::default();
    for surveyor in found.workers {
        survey.merge(surveyor.survey);
    }
    survey.not_linted.sort();
    let ignored = found
        .ignored
        .iter()
        .map(|path| format!("{path} is ignored; `--no-ignore` lints it"));
    let unsupported = found
        .unsupported
        .iter()
        .map(|path| format!("{path} is in no language of parselint"));
    survey.notes.extend(ignored.chain(unsupported));
    survey.notes.extend(found.notes);
    survey.notes.extend(manifests.notes());
    Ok(survey)
}

fn standard_input(name: &Path, cwd: &Path, manifests: &Manifests) -> Result<Survey> {
    let mut surveyor = Surveyor {
        manifests,
        buffer: Vec::new(),
        survey: Survey::default(),
    };
    let read = discover::read_from(std::io::stdin().lock(), &mut surveyor.buffer, LIMIT);
    surveyor.judge(read, name.display().to_string(), &cwd.join(name));
    Ok(surveyor.survey)
}

struct Surveyor<'a> {
    manifests: &'a Manifests,
    buffer: Vec<u8>,
    survey: Survey,
}

impl Worker for Surveyor<'_> {
    fn take(&mut self, item: Item) {
        match item {
            Item::File(candidate) => {
                let read = discover::read(&candidate.path, &mut self.buffer, LIMIT);
                self.judge(read, candidate.shown, &candidate.path);
            }
            Item::NotLinted { shown, reason } => self.survey.not_linted.push((shown, reason)),
        }
    }
}

impl Surveyor<'_> {
    fn judge(
        &mut self,
        read: std::result::Result<(), discover::ReadFailure>,
        shown: String,
        path: &Path,
    ) {
        let text = read
            .map_err(|failure| failure.to_string())
            .and_then(|()| discover::utf8(&self.buffer));
        match text {
            Ok(text) => {
                self.survey.files += 1;
                self.survey.bytes += text.len();
            }
            Err(reason) => {
                self.survey.not_linted.push((shown, reason));
                return;
            }
        }
        let folder = path.parent().unwrap_or(path);
        let manifest = self
            .manifests
            .for_dir(folder, ManifestKind::Npm)
            .ok()
            .flatten();
        self.survey.roles[roles::role(manifest.as_deref()).0 as usize] += 1;
    }
}

impl Survey {
    fn merge(&mut self, other: Survey) {
        self.files += other.files;
        self.bytes += other.bytes;
        for (mine, others) in self.roles.iter_mut().zip(other.roles) {
            *mine += others;
        }
        self.not_linted.extend(other.not_linted);
    }
}

impl fmt::Display for Survey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for note in &self.notes {
            writeln!(out, "note: {note}")?;
        }
        for (path, reason) in &self.not_linted {
            writeln!(out, "not linted: {path}: {reason}")?;
        }
        let [app, third_party, server] = self.roles;
        write!(
            out,
            "{} files, {} bytes; app {app}, third-party {third_party}, server {server}",
            self.files, self.bytes
        )
    }
}
