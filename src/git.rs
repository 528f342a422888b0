//! What has changed in a repository, by the `git` that its users have.          [I/O]
//!
//! A hook runs where git runs: the program knows the index that a commit is being made from, worktrees, sparse checkouts,
//! partial clones and whatever the next version brings, and says the same as the user's own `git diff`. A library would
//! have to know all of it again. Nothing that a configuration names is run (`harmless`): where git compares a file on the
//! disk that its filter would have changed, as one of Git LFS, all of its lines count as new.

mod harmless;
mod patch;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::fence;
use crate::model::changes::{Changes, Lines};
use crate::model::error::{Error, Result};
use crate::model::path::from_bytes;
use patch::{Changed, Diff};

/// What is staged for the next commit, with the texts that the index has: those of all files that the disk has otherwise.
/// Only files below `paths` (absolute, without `..`) are looked at, and only those whose names end with `.` and one of the
/// extensions.
pub fn staged(cwd: &Path, paths: &[PathBuf], extensions: &[&str]) -> Result<Changes> {
    let git = Git::of(cwd, extensions)?;
    let paths = &git.ours(paths)?;
    let (staged, unmerged) = git.diff(&["--cached"])?;
    if let Some(one) = unmerged.first() {
        let message = format!(
            "a merge has left `{}` open: what will be committed is not known",
            one.display()
        );
        return Err(Error::new(message).help("finish the merge with `git add`, and run again"));
    }
    let mut changes = Changes::default();
    let mut blobs = BTreeMap::new();
    for changed in staged {
        let path = git.root.join(&changed.path);
        if paths.iter().any(|named| path.starts_with(named)) {
            blobs.insert(path.clone(), changed.blob);
            changes.files.insert(path, changed.lines);
        }
    }
    exist(paths, &changes)?;
    if changes.files.is_empty() {
        return Ok(changes);
    }
    // What is not staged is not part of the commit, wherever it is imported from.
    for changed in git.unstaged()? {
        let path = git.root.join(&changed.path);
        blobs.entry(path).or_insert(changed.blob);
    }
    changes.texts = git.texts(blobs)?;
    Ok(changes)
}

/// What has changed since this branch left `revision`, committed or not, new files included; those that git ignores only
/// with `ignored`.
pub fn since(
    cwd: &Path,
    revision: &str,
    paths: &[PathBuf],
    extensions: &[&str],
    ignored: bool,
) -> Result<Changes> {
    let git = Git::of(cwd, extensions)?;
    let paths = &git.ours(paths)?;
    let base = git.merge_base(revision)?;
    let mut changes = Changes::default();
    let (changed, _) = git.diff(&[base.as_str()])?;
    let recoded = git.recoded(&changed)?;
    let changed = changed.into_iter();
    let changed = changed.map(|changed| {
        let lines = match recoded.contains(&changed.path) {
            // Git has counted the lines of another text than the one that is linted.
            true => Lines::All,
            false => changed.lines,
        };
        (changed.path, lines)
    });
    let new = git.untracked(ignored)?.into_iter();
    let new = new.map(|path| (path, Lines::All));
    for (path, lines) in changed.chain(new) {
        let path = git.root.join(path);
        // A file that is gone from the disk has nothing to lint.
        let is_there = || path.symlink_metadata().is_ok_and(|found| found.is_file());
        if paths.iter().any(|named| path.starts_with(named)) && is_there() {
            changes.files.insert(path, lines);
        }
    }
    exist(paths, &changes)?;
    Ok(changes)
}

/// A path of which neither the disk nor git knows anything is a slip, and no reason to pass.
fn exist(paths: &[PathBuf], changes: &Changes) -> Result<()> {
    let is_known = |path: &&PathBuf| {
        path.symlink_metadata().is_ok() || changes.files.keys().any(|file| file.starts_with(path))
    };
    match paths.iter().find(|path| !is_known(path)) {
        None => Ok(()),
        Some(path) => Err(
            Error::new(format!("no such file or folder: `{}`", path.display()))
                .help("check the spelling; paths are relative to the working directory"),
        ),
    }
}

struct Git {
    program: PathBuf,
    /// Settings for each command.
    switched_off: Vec<OsString>,
    /// The top of the working tree, absolute.
    root: PathBuf,
    /// What leads there from `cwd`: empty, or with a slash at its end.
    up: String,
    cwd: PathBuf,
    /// What is asked about: what is no source may be of any size.
    patterns: Vec<String>,
}

impl Git {
    fn of(cwd: &Path, extensions: &[&str]) -> Result<Self> {
        let pattern = |extension: &&str| format!(":(top,icase)*.{extension}");
        let program = harmless::program(cwd);
        let mut git = Self {
            program: program.ok_or_else(|| missing(&io::ErrorKind::NotFound.into()))?,
            switched_off: Vec::new(),
            root: PathBuf::new(),
            up: String::new(),
            cwd: cwd.to_path_buf(),
            patterns: extensions.iter().map(pattern).collect(),
        };
        // Reading a configuration runs nothing.
        let names = git.asked(&["config", "--list", "--name-only", "-z"])?;
        git.switched_off = harmless::switches(&names)?;
        let found = git.run(&["rev-parse", "--show-toplevel"])?;
        if !found.status.success() {
            let message = format!("there is no git repository here: {}", complaint(&found));
            let help = "`--staged` and `--since` look at what git knows; run in a working tree, or name the files";
            return Err(Error::new(message).help(help));
        }
        let root = from_bytes(trimmed(&found.stdout));
        // As the system spells the working directory, which may be behind a link.
        let real = cwd.canonicalize().unwrap_or_else(|_| cwd.to_path_buf());
        let inside = real.strip_prefix(&root).map(Path::components);
        let up = inside.map_or(0, Iterator::count);
        git.up = "../".repeat(up);
        git.root = match cwd.ancestors().nth(up) {
            Some(above) if above.canonicalize().is_ok_and(|above| above == root) => above.into(),
            _ => root,
        };
        Ok(git)
    }

    /// Runs git, and waits for it.
    fn run(&self, arguments: &[&str]) -> Result<Output> {
        self.command(arguments)
            .output()
            .map_err(|error| missing(&error))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = harmless::command(&self.program, &self.cwd, &self.switched_off);
        command.args(arguments);
        command
    }

    fn asked(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        let command = arguments.first().copied().unwrap_or_default();
        stdout(command, self.run(arguments)?)
    }

    /// The same, of sources only.
    fn asked_of_sources(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        let patterns = self.patterns.iter().map(String::as_str);
        let all = arguments.iter().copied().chain(["--"]).chain(patterns);
        self.asked(&all.collect::<Vec<_>>())
    }

    /// Files that were added, changed or renamed, with the lines that are new in them.
    fn diff(&self, against: &[&str]) -> Result<Diff> {
        const HOW: [&str; 13] = [
            "diff",
            "--raw",
            "--patch",
            "-z",
            "--unified=0",
            "--inter-hunk-context=0",
            "--no-abbrev",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--text",
            "--find-renames",
            "--diff-filter=AMRTU",
        ];
        let mut arguments = HOW.to_vec();
        arguments.extend(["--ignore-submodules=all", "--no-relative"]);
        arguments.extend(against);
        let told = self.asked_of_sources(&arguments)?;
        let diff = patch::read(&told).ok_or_else(|| {
            Error::new("the answer of `git diff` was not understood")
                .help("update git, or name the files instead of asking git for them")
        })?;
        stay_inside(diff.0.iter().map(|changed| &*changed.path))?;
        Ok(diff)
    }

    /// Files of the index that the working tree has otherwise, or not at all.
    fn unstaged(&self) -> Result<Vec<Changed>> {
        let arguments = [
            "diff-files",
            "--raw",
            "-z",
            "--no-abbrev",
            "--ignore-submodules=all",
        ];
        let told = self.asked_of_sources(&arguments)?;
        let changed = patch::before(&told);
        stay_inside(changed.iter().map(|changed| &*changed.path))?;
        Ok(changed)
    }

    /// New files that git does not know and, unless they are asked for, does not ignore, relative to the root.
    fn untracked(&self, ignored: bool) -> Result<Vec<PathBuf>> {
        let mut arguments = vec!["ls-files", "--others", "--full-name", "-z"];
        if !ignored {
            arguments.push("--exclude-standard");
        }
        let told = self.asked_of_sources(&arguments)?;
        let names = told
            .split(|byte| *byte == 0)
            .filter(|name| !name.is_empty());
        Ok(names.map(from_bytes).collect())
    }

    /// Files that git keeps in another encoding than the disk has them in (`working-tree-encoding`). Where it cannot, the
    /// file is on the disk as it is kept, and git reads it as what it is not.
    fn recoded(&self, changed: &[Changed]) -> Result<BTreeSet<PathBuf>> {
        if changed.is_empty() {
            return Ok(BTreeSet::new());
        }
        let ask: Vec<u8> = changed
            .iter()
            .flat_map(|changed| {
                let path = changed.path.as_os_str().as_encoded_bytes();
                [self.up.as_bytes(), path, b"\0"].concat()
            })
            .collect();
        let command = self.command(&["check-attr", "-z", "--stdin", patch::ENCODING]);
        let told = stdout("check-attr", answered(command, ask)?)?;
        Ok(patch::recoded(&told, &self.up))
    }

    /// The paths as git knows them: what a link leads to. Of what lies in another repository, or in none, this one does not
    /// know what has changed.
    fn ours(&self, paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
        let root = self.root.canonicalize();
        let root = root.as_deref().unwrap_or(&self.root);
        let known = |path: &PathBuf| {
            // Of what is not there, git may know all the same.
            let Ok(real) = path.canonicalize() else {
                return Ok(path.clone());
            };
            let folder = match real.is_dir() {
                true => Some(real.as_path()),
                false => real.parent(),
            };
            let home = folder.and_then(fence::repository);
            match real.strip_prefix(root) {
                // A working tree may stand apart from its repository, and in another one.
                Ok(inside) if home.is_none_or(|home| root.starts_with(home)) => {
                    Ok(self.root.join(inside))
                }
                _ => Err(self.not_ours(path)),
            }
        };
        paths.iter().map(known).collect()
    }

    fn not_ours(&self, path: &Path) -> Error {
        let shown = match path.strip_prefix(&self.cwd) {
            Ok(inside) if inside.as_os_str().is_empty() => Path::new("."),
            Ok(inside) => inside,
            Err(_) => path,
        };
        let message = format!(
            "`{}` is not in the repository that is asked what has changed",
            shown.display()
        );
        Error::new(message)
            .help("run in the repository that it is in, or leave out `--since` and `--staged`")
    }

    fn merge_base(&self, revision: &str) -> Result<String> {
        let commit = format!("{revision}^{{commit}}");
        let known = self.run(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ])?;
        let shallow = || {
            let told = self.asked(&["rev-parse", "--is-shallow-repository"]);
            told.is_ok_and(|told| trimmed(&told) == b"true")
        };
        if !known.status.success() {
            let message = format!("git knows no revision `{revision}`");
            return Err(Error::new(message).help(match shallow() {
                true => format!("this clone is shallow: {FETCH_ALL}"),
                false => format!(
                    "check the spelling, or fetch it: `git fetch origin {}`",
                    revision.strip_prefix("origin/").unwrap_or(revision)
                ),
            }));
        }
        let commit = String::from_utf8_lossy(trimmed(&known.stdout)).into_owned();
        let base = self.run(&["merge-base", &commit, "HEAD"])?;
        if base.status.success() {
            return Ok(String::from_utf8_lossy(trimmed(&base.stdout)).into_owned());
        }
        let message = format!("git knows no commit that `{revision}` and HEAD have in common");
        Err(Error::new(message).help(match shallow() {
            true => format!("this clone is shallow: {FETCH_ALL}"),
            false => "the two have no history in common: name another revision".into(),
        }))
    }

    /// The contents of blobs, by the file that they are of.
    fn texts(&self, blobs: BTreeMap<PathBuf, String>) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
        let asked: BTreeSet<&str> = blobs.values().map(String::as_str).collect();
        let ask: String = asked.iter().map(|blob| format!("{blob}\n")).collect();
        let command = self.command(&["cat-file", "--batch", "--buffer"]);
        let told = answered(command, ask.into_bytes())?;
        let contents = patch::contents(&told.stdout);
        let mut texts = BTreeMap::new();
        for (path, blob) in blobs {
            let Some(text) = contents.get(blob.as_str()) else {
                let message = format!("git cannot give the staged text of `{}`", path.display());
                let help = match lacks_objects(&told) {
                    true => PARTIAL,
                    false => "`git fsck` tells whether the repository is whole",
                };
                return Err(Error::new(message).help(help));
            };
            texts.insert(path, text.to_vec());
        }
        Ok(texts)
    }
}

const FETCH_ALL: &str = "fetch its history with `git fetch --unshallow`; on GitHub, set `fetch-depth: 0` for \
                         `actions/checkout`, on GitLab `GIT_DEPTH: 0`";

const PARTIAL: &str = "this clone is partial, and nothing is fetched without being asked for: run the same `git diff` once, which \
                       fetches what is missing, or let git fetch with `GIT_NO_LAZY_FETCH=0` where you trust the repository";

/// What a command says to what is asked on its standard input.
fn answered(mut command: Command, ask: Vec<u8>) -> Result<Output> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| missing(&error))?;
    let input = child.stdin.take();
    // Both at once: git may answer before it has read all questions.
    let told = std::thread::scope(|scope| {
        scope.spawn(move || input.map(|mut input| input.write_all(&ask)));
        child.wait_with_output()
    });
    told.map_err(|error| missing(&error))
}

/// What a command has printed, where it did not fail.
fn stdout(command: &str, output: Output) -> Result<Vec<u8>> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let help = match lacks_objects(&output) {
        true => PARTIAL,
        false => "mend that, or name the files instead of asking git for them",
    };
    Err(Error::new(format!("`git {command}` failed: {}", complaint(&output))).help(help))
}

/// Whether git did not find something that it would have to fetch.
fn lacks_objects(output: &Output) -> bool {
    let told = String::from_utf8_lossy(&output.stderr);
    told.contains("lazy fetching disabled") || told.contains("' not allowed")
}

/// An index that somebody has made up may name any path of the disk.
fn stay_inside<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Result<()> {
    let is_inside = |path: &&Path| {
        let mut parts = path.components();
        parts.all(|part| matches!(part, Component::Normal(_)))
    };
    match paths.into_iter().find(|path| !is_inside(path)) {
        None => Ok(()),
        Some(path) => {
            let message = format!(
                "git names `{}`, which lies outside of the repository",
                path.display()
            );
            Err(Error::new(message).help(
                "`git fsck` tells what is wrong; name the files instead of asking git for them",
            ))
        }
    }
}

fn missing(error: &io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "there is no `git` to ask what has changed".to_owned(),
        _ => format!("`git` cannot be asked what has changed: {error}"),
    };
    Error::new(message).help(
        "install git (one inside of the repository is not run), or name the files to be linted",
    )
}

/// The first line of what git says is wrong.
fn complaint(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr);
    let first = told.lines().next().unwrap_or("it did not say why");
    first.strip_prefix("fatal: ").unwrap_or(first).to_owned()
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(b"\n").unwrap_or(bytes)
}

#[cfg(test)]
mod tests;
