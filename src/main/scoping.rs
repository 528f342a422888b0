//! What a run is about: paths from a list, changed code, the baseline.

use std::io::Read;
use std::path::{Path, PathBuf};

use parselint::cli;
use parselint::fence;
use parselint::git;
use parselint::model::error::{Error, Result};
use parselint::model::path::{from_bytes, slashed};
use parselint::model::settings::Options;
use parselint::model::source::{BOM, without_bom};
use parselint::pipeline::{self, Baseline, KnownFindings, Scope};
use parselint::report::visible::visible_line;

/// Where findings are kept when nobody names another file.
const DEFAULT_BASELINE: &str = "parselint-baseline.jsonl";
/// Bytes of a list of paths, and of a baseline.
const LIMIT: u64 = 256 << 20;

/// What the command line says of the paths, and what is to be left out of what they hold; `baseline` as `baseline_path`
/// gives it.
pub(super) fn scope(
    mut options: Options,
    asked: &cli::Scope,
    baseline: Option<&Path>,
    cwd: &Path,
) -> Result<(Options, Scope)> {
    if let Some(list) = &asked.files_from {
        options.paths = listed(list)?;
    }
    let changes = match &asked.changes {
        None => None,
        Some(_) if options.stdin.is_some() => {
            let message = "of standard input nobody knows what has changed";
            return Err(
                Error::new(message).help("leave out `--since` and `--staged`, or name the file")
            );
        }
        Some(changes) => {
            let named = pipeline::named(&options, cwd);
            let extensions = pipeline::extensions();
            let changes = match changes {
                cli::Changes::Staged => git::staged(cwd, &named, &extensions)?,
                cli::Changes::Since(revision) => {
                    git::since(cwd, revision, &named, &extensions, options.no_ignore)?
                }
            };
            Some(match asked.whole_files {
                true => changes.whole_files(),
                false => changes,
            })
        }
    };
    let known = baseline.map(|path| known(path, cwd, asked.write_baseline));
    let scope = Scope {
        changes,
        baseline: known.transpose()?,
    };
    Ok((options, scope))
}

/// The baseline that the command line names, else the configuration; as the user would name it.
pub(super) fn baseline_path(
    options: &Options,
    asked: &cli::Scope,
    cwd: &Path,
) -> Result<Option<PathBuf>> {
    if let Some(path) = &asked.baseline {
        return Ok(Some(path.clone()));
    }
    let configured = pipeline::baseline(options, cwd)?;
    let default = asked
        .write_baseline
        .then(|| PathBuf::from(DEFAULT_BASELINE));
    Ok(configured.or(default))
}

/// The findings that a file knows; none where it is to be written and is not there.
pub(super) fn known(path: &Path, cwd: &Path, may_lack: bool) -> Result<KnownFindings> {
    let shown = slashed(path);
    let full = cwd.join(path);
    if fence::leads_out(&full) {
        return Err(unreadable(&shown, fence::LEADS_OUT));
    }
    let baseline = match fence::open(&full) {
        Ok(Some((file, _))) => Baseline::parse(&visible_line(&shown), &text(file, &shown)?)?,
        Ok(None) => return Err(unreadable(&shown, "it is not a regular file")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && may_lack => {
            Baseline::default()
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = format!("there is no baseline `{}`", visible_line(&shown));
            return Err(Error::new(message).help("write it with `--write-baseline`"));
        }
        Err(error) => return Err(unreadable(&shown, &error.to_string())),
    };
    let folder = full.parent().unwrap_or(cwd);
    Ok(KnownFindings {
        baseline,
        folder: pipeline::clean(folder),
        today: today(),
    })
}

/// Today, by the clock of the system, in UTC.
fn today() -> String {
    let now = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now());
    now.date().to_string()
}

fn text(file: impl Read, shown: &str) -> Result<String> {
    let text = String::from_utf8(bytes(file, shown)?);
    text.map(without_bom)
        .map_err(|_| unreadable(shown, "it is not UTF-8"))
}

fn bytes(file: impl Read, shown: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = file.take(LIMIT + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(shown, &error.to_string()))?;
    if bytes.len() as u64 > LIMIT {
        return Err(unreadable(shown, "it is larger than 256 MiB"));
    }
    Ok(bytes)
}

fn unreadable(shown: &str, why: &str) -> Error {
    Error::new(format!("`{}` cannot be read: {why}", visible_line(shown)))
        .help("check what this file is")
}

/// The paths of a list: separated by NUL where there is one, else a line each. Some editors put a BOM before them.
fn listed(list: &Path) -> Result<Vec<PathBuf>> {
    let bytes = if list == Path::new("-") {
        bytes(std::io::stdin().lock(), "standard input")?
    } else {
        let shown = slashed(list);
        let file = std::fs::File::open(list);
        bytes(
            file.map_err(|error| unreadable(&shown, &error.to_string()))?,
            &shown,
        )?
    };
    Ok(paths(&bytes))
}

fn paths(list: &[u8]) -> Vec<PathBuf> {
    let list = list.strip_prefix(BOM.as_bytes()).unwrap_or(list);
    let nul = list.contains(&0);
    let separator = if nul { 0 } else { b'\n' };
    let names = list.split(|byte| *byte == separator).map(|name| match nul {
        true => name,
        false => name.strip_suffix(b"\r").unwrap_or(name),
    });
    names
        .filter(|name| !name.is_empty())
        .map(from_bytes)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_of_lines_or_of_names_with_nul() {
        let names =
            |list: &[u8]| -> Vec<String> { paths(list).iter().map(|path| slashed(path)).collect() };
        assert_eq!(names(b"a.js\r\nb c.js\n\nd.js"), ["a.js", "b c.js", "d.js"]);
        assert_eq!(names(b"a\nb.js\0c.js\0"), ["a\nb.js", "c.js"]);
        assert_eq!(names("\u{feff}a.js\nb.js\n".as_bytes()), ["a.js", "b.js"]);
        assert!(names(b"").is_empty());
    }
}
