//! Git as it is run in a repository that may be anybody's: it reads, and nothing else of the machine is run by it.
//!
//! A `.git/config` names programs: monitors, hooks, filters, transports. Those with names of their own are looked up in the
//! configuration that git itself says it has, and switched off one by one; line ends, encodings and whatever else git does
//! itself are as the repository says.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::fence;
use crate::model::error::{Error, Result};
use crate::model::path::from_bytes;

/// Whoever sets it has said whether git may fetch what a partial clone lacks.
const NO_FETCH: &str = "GIT_NO_LAZY_FETCH";

/// What runs something, or waits for somebody, and has one name.
const SETTINGS: [&str; 5] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
];

/// A command of git in a folder. `switched_off` as `switches` gives it.
pub(super) fn command(program: &Path, cwd: &Path, switched_off: &[OsString]) -> Command {
    let mut command = Command::new(program);
    for setting in SETTINGS {
        command.arg("-c").arg(setting);
    }
    for setting in switched_off {
        command.arg("-c").arg(setting);
    }
    command
        .arg("--no-pager")
        .current_dir(cwd)
        // No lock is taken for what is only looked at, and messages are the ones that are asked for here.
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .env_remove("GIT_EXTERNAL_DIFF")
        .stdin(Stdio::null());
    // A hook of a linked worktree is told of the repository alone, and git takes the folder that it runs in for the top.
    if env::var_os("GIT_DIR").is_some()
        && env::var_os("GIT_WORK_TREE").is_none()
        && let Some(top) = fence::repository(cwd)
    {
        command.env("GIT_WORK_TREE", top);
    }
    if env::var_os(NO_FETCH).is_none() {
        // A remote is a command, too. Versions that do not know the first obey the second: no transport has that name.
        command.env(NO_FETCH, "1").env("GIT_ALLOW_PROTOCOL", "none");
    }
    command
}

/// The settings that switch off what the names of a configuration (`git config --list --name-only -z`) would run.
pub(super) fn switches(names: &[u8]) -> Result<Vec<OsString>> {
    let mut switches = Vec::new();
    for name in names.split(|byte| *byte == 0) {
        let Some(value) = switch(name) else {
            continue;
        };
        let name = from_bytes(name);
        if name.as_os_str().as_encoded_bytes().contains(&b'=') {
            let message = format!(
                "the configuration of git has `{}`, which cannot be switched off",
                name.display()
            );
            let help = "rename it without `=`, or name the files instead of asking git for them";
            return Err(Error::new(message).help(help));
        }
        let mut switch = name.into_os_string();
        switch.push(value);
        switches.push(switch);
    }
    Ok(switches)
}

/// What stands behind the name of a setting that is to be switched off.
fn switch(name: &[u8]) -> Option<&'static str> {
    let is = |section: &[u8], key: &[u8]| name.starts_with(section) && name.ends_with(key);
    match () {
        // Only where a filter is required, its absence is an error.
        () if is(b"filter.", b".required") => Some("=false"),
        () if is(b"filter.", b".clean") => Some("="),
        () if is(b"filter.", b".smudge") => Some("="),
        () if is(b"filter.", b".process") => Some("="),
        () if is(b"hook.", b".command") => Some("="),
        () if is(b"hook.", b".event") => Some("="),
        () if is(b"hook.", b".enabled") => Some("=false"),
        () => None,
    }
}

/// The `git` of the machine: the first one on the search path that lies neither in the repository nor relative to the
/// working directory.
pub(super) fn program(cwd: &Path) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
    find(&path, fence::repository(cwd))
}

fn find(search_path: &OsStr, own: Option<&Path>) -> Option<PathBuf> {
    let own = own.map(|own| own.canonicalize().unwrap_or_else(|_| own.to_path_buf()));
    // In a repository of the whole disk everything would be its own.
    let own = own.filter(|own| own.parent().is_some());
    let is_own = |folder: &Path| own.as_ref().is_some_and(|own| folder.starts_with(own));
    let name = if cfg!(windows) { "git.exe" } else { "git" };
    let folders = env::split_paths(search_path).filter(|folder| folder.is_absolute());
    let mut found = folders.filter_map(|folder| {
        let folder = folder.canonicalize().ok()?;
        let program = folder.join(name);
        (!is_own(&folder) && is_program(&program)).then_some(program)
    });
    found.next()
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let found = path.metadata();
    found.is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_switched_off_by_its_name() {
        let names =
            b"core.bare\0filter.a.b.clean\0filter.x y.required\0user.name\0hook.h.command\0";
        let switches = switches(names).expect("all have a name");
        assert_eq!(
            switches,
            [
                "filter.a.b.clean=",
                "filter.x y.required=false",
                "hook.h.command="
            ]
        );
        assert!(super::switches(b"filter.a=b.clean\0").is_err());
        assert!(super::switches(b"alias.a=b\0").is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn git_is_not_looked_for_in_the_repository() {
        use std::fs;
        use std::os::unix::fs::PermissionsExt;
        let tree = crate::scratch::Scratch::with(&[
            ("shop/.git/HEAD", ""),
            ("shop/bin/git", ""),
            ("tools/git", ""),
            ("other/git", ""),
        ]);
        let at = |path: &str| tree.root().join(path);
        for program in ["shop/bin/git", "tools/git"] {
            let mode = fs::Permissions::from_mode(0o755);
            fs::set_permissions(at(program), mode).expect("a mode");
        }
        tree.link("linked", "shop/bin");
        let own = at("shop");
        let found =
            |folders: &[PathBuf]| find(&env::join_paths(folders).expect("a path"), Some(&own));
        let tools = Some(at("tools/git"));
        for hidden in [".", "", "bin"].map(PathBuf::from) {
            assert_eq!(found(&[hidden, at("tools")]), tools);
        }
        for hidden in ["shop/bin", "linked", "other", "none"] {
            assert_eq!(found(&[at(hidden), at("tools")]), tools, "{hidden}");
        }
        assert_eq!(found(&[at("shop/bin")]), None);
    }
}
