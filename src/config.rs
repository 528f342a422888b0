//! Configuration files: found, read, checked, and made ready to be asked about a path.          [I/O]
//!
//! `parse` turns a text into `Settings` and points at what is wrong in it; `globs` knows what a pattern means;
//! `compiled` answers for a path; `schema` tells editors what can stand there, `initial` writes the first one. What the settings lead to is for `pipeline`.

mod compiled;
mod globs;
mod initial;
mod parse;
mod schema;
mod unmatched;

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::fence;
use crate::model::error::{Error, Place, Result};
use crate::model::path;
use crate::model::settings::{ConfigChoice, Settings};
use crate::model::source::Span;
use crate::model::start::Start;
use crate::upwards::{self, Upwards};

pub use compiled::CompiledSettings;
pub use globs::Globs;
pub use initial::text as initial;
pub use schema::SCHEMA;

/// The names of a configuration file; one folder holds one of them at most.
pub const NAMES: [&str; 2] = ["parselint.toml", ".parselint.toml"];

/// Whether an entry of this name may be a configuration, or end the search for one.
pub fn is_landmark(name: &OsStr) -> bool {
    upwards::is_landmark(name, &NAMES)
}

/// In bytes: what is larger is no configuration.
const LIMIT: u64 = 1 << 20;

/// The settings of every folder, each file read once. Threads may share it.
pub struct Configs {
    cwd: PathBuf,
    known_rules: Vec<String>,
    /// All that were read.
    loaded: Mutex<Vec<Arc<CompiledSettings>>>,
    /// What holds for files without a configuration of their own.
    fallback: Arc<CompiledSettings>,
    /// `None`: the fallback holds everywhere.
    search: Option<Upwards<Arc<CompiledSettings>>>,
}

impl Configs {
    /// Reads the file of `--config` at once; the others are read when a folder is asked for. `cwd` is absolute.
    pub fn new(choice: ConfigChoice, cwd: PathBuf, known_rules: &[&str]) -> Result<Self> {
        let nothing = Settings {
            root: cwd.clone(),
            ..Settings::default()
        };
        let mut configs = Self {
            known_rules: known_rules.iter().map(ToString::to_string).collect(),
            fallback: Arc::new(CompiledSettings::new(nothing)?),
            search: None,
            loaded: Mutex::default(),
            cwd,
        };
        match choice {
            ConfigChoice::Nearest => configs.search = Some(Upwards::new(&configs.cwd)),
            ConfigChoice::None => {}
            ConfigChoice::File(path) => configs.fallback = configs.named(&path)?,
        }
        Ok(configs)
    }

    /// The settings of the files in a folder.
    pub fn for_dir<'a>(&self, dir: impl Into<Start<'a>>) -> Result<Arc<CompiledSettings>> {
        let Some(search) = &self.search else {
            return Ok(Arc::clone(&self.fallback));
        };
        let start = dir.into();
        let found = search.find(start, |folder| self.in_folder(folder, start))?;
        Ok(found.unwrap_or_else(|| Arc::clone(&self.fallback)))
    }

    /// The file of `--config`: its globs are relative to the working directory.
    fn named(&self, path: &Path) -> Result<Arc<CompiledSettings>> {
        let path = self.cwd.join(path);
        match path.metadata() {
            Ok(_) => self.load(&path, &self.cwd),
            Err(error) => Err(unreadable(&self.shown(&path), &error)
                .help("`--config` takes the path of a configuration file")),
        }
    }

    fn in_folder(&self, folder: &Path, start: Start<'_>) -> Result<Option<Arc<CompiledSettings>>> {
        let mut present = Vec::new();
        for name in NAMES
            .into_iter()
            .filter(|name| start.may_hold(folder, name))
        {
            let path = folder.join(name);
            // A folder that may not be looked into is told of when its files cannot be read.
            if path.metadata().is_ok() {
                present.push(path);
            }
        }
        match present.as_slice() {
            [] => Ok(None),
            [path] if fence::link_leads_out(path, Some(&self.cwd)) => Err(Error::new(format!(
                "the configuration `{}` is not read: {}",
                self.shown(path),
                fence::why_left_alone(path)
            ))
            .help("put the file itself there, or name it with `--config`")),
            [path] => self.load(path, folder).map(Some),
            [one, other, ..] => Err(Error::new(format!(
                "two configurations in one folder: `{}` and `{}`",
                self.shown(one),
                self.shown(other)
            ))
            .help("keep one of them")),
        }
    }

    fn load(&self, path: &Path, root: &Path) -> Result<Arc<CompiledSettings>> {
        let shown = self.shown(path);
        let text = read(path, &shown)?;
        let rules: Vec<&str> = self.known_rules.iter().map(String::as_str).collect();
        let mut settings = parse::settings(&shown, &text, &rules)?;
        settings.root = root.to_path_buf();
        settings.origin = Some(shown);
        let settings = Arc::new(CompiledSettings::new(settings)?);
        self.loaded().push(Arc::clone(&settings));
        Ok(settings)
    }

    fn loaded(&self) -> MutexGuard<'_, Vec<Arc<CompiledSettings>>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was about no file, of the configurations all of whose files were asked about, as remarks for people.
    pub fn unmatched(&self, is_whole: impl Fn(&Path) -> bool) -> Vec<String> {
        let loaded = self.loaded();
        let whole = loaded
            .iter()
            .filter(|settings| is_whole(&settings.settings.root));
        whole.flat_map(|settings| settings.unmatched()).collect()
    }

    fn shown(&self, path: &Path) -> String {
        path::shown(path, &self.cwd)
    }
}

/// The settings of a text, for sources in memory: `path` is how it is called in errors, `root` the folder that its
/// globs are relative to.
pub fn from_text(
    path: &str,
    text: &str,
    root: &Path,
    known_rules: &[&str],
) -> Result<CompiledSettings> {
    let mut settings = parse::settings(path, text, known_rules)?;
    settings.root = root.to_path_buf();
    settings.origin = Some(path.to_owned());
    CompiledSettings::new(settings)
}

fn read(path: &Path, shown: &str) -> Result<String> {
    let opened = fence::open(path).map_err(|error| unreadable(shown, &error))?;
    let Some((file, _)) = opened else {
        return Err(
            Error::new(format!("the configuration `{shown}` is not a file"))
                .help("give it another name, or run with `--isolated`"),
        );
    };
    let mut bytes = Vec::new();
    file.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(shown, &error))?;
    if bytes.len() as u64 > LIMIT {
        let message = format!("the configuration `{shown}` is larger than 1 MiB");
        return Err(
            Error::new(message).help("a configuration is a short text: check what this file is")
        );
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(shown, &error))
}

fn unreadable(shown: &str, error: &io::Error) -> Error {
    Error::new(match error.kind() {
        io::ErrorKind::NotFound => format!("there is no configuration `{shown}`"),
        io::ErrorKind::PermissionDenied => {
            format!("no permission to read the configuration `{shown}`")
        }
        _ => format!("the configuration `{shown}` cannot be read: {error}"),
    })
}

fn not_utf8(shown: &str, error: &std::string::FromUtf8Error) -> Error {
    let good = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
    Error::new(format!("the configuration `{shown}` is not UTF-8"))
        .help("save it as UTF-8")
        .at(Place {
            path: shown.to_owned(),
            span: Span::new(good, good + '\u{fffd}'.len_utf8()),
            text,
            label: "the first byte that is not UTF-8".into(),
        })
}

#[cfg(test)]
mod tests;
