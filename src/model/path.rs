//! Paths as people read them: in reports, notes and configuration errors.

use std::path::{Path, PathBuf};

/// A path as another program names it, in bytes: those that the system has, UTF-8 where it has none.
pub fn from_bytes(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
    }
    #[cfg(not(unix))]
    {
        PathBuf::from(&*String::from_utf8_lossy(bytes))
    }
}

/// The path, separated by `/` on every system.
pub fn slashed(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown.into_owned()
    }
}

/// The path, relative to the working directory where it lies in it.
pub fn shown(path: &Path, cwd: &Path) -> String {
    slashed(path.strip_prefix(cwd).unwrap_or(path))
}

/// A path as it is reached from a folder: led to by `..` where it lies outside. Both absolute, without `..`.
pub fn relative(folder: &Path, path: &Path) -> PathBuf {
    let mut up = PathBuf::new();
    for folder in folder.ancestors() {
        if let Ok(inside) = path.strip_prefix(folder) {
            return up.join(inside);
        }
        up.push("..");
    }
    path.to_path_buf()
}

/// The folder of a path with `/`; empty where it has none.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path with `/`.
pub fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// A path below a folder, both with `/`; `.` and `..` stay as they are.
pub fn join(folder: &str, relative: &str) -> String {
    match folder {
        "" => relative.to_owned(),
        _ if relative.starts_with('/') => relative.to_owned(),
        folder => format!("{folder}/{relative}"),
    }
}

/// A path below a folder without `.` and `..`, by the letters alone; `None` where it leads out of what can be named.
pub fn normal(folder: &str, relative: &str) -> Option<String> {
    let path = join(folder, relative);
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if absolute { format!("/{path}") } else { path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_normal() {
        for (folder, relative, expected) in [
            ("/shop/web", "../core", Some("/shop/core")),
            ("web", "./a/../b", Some("web/b")),
            ("", "core", Some("core")),
            ("web", "/core", Some("/core")),
            ("web", "../..", None),
            ("", "..", None),
        ] {
            assert_eq!(
                normal(folder, relative).as_deref(),
                expected,
                "{folder} {relative}"
            );
        }
        assert_eq!((folder("a/b.rs"), folder("b.rs")), ("a", ""));
    }

    #[test]
    fn what_lies_outside_is_led_to() {
        for (folder, path, expected) in [
            ("/shop", "/shop/cloud/a.js", "cloud/a.js"),
            ("/shop/lint", "/shop/cloud/a.js", "../cloud/a.js"),
            ("/shop/lint/x", "/other/a.js", "../../../other/a.js"),
        ] {
            assert_eq!(
                relative(folder.as_ref(), path.as_ref()),
                Path::new(expected)
            );
        }
    }

    #[test]
    fn only_what_lies_inside_is_relative() {
        let cwd = Path::new("/project");
        assert_eq!(shown(Path::new("/project/a/b.js"), cwd), "a/b.js");
        assert_eq!(shown(Path::new("/projects/b.js"), cwd), "/projects/b.js");
        assert_eq!(shown(Path::new("/other/b.js"), cwd), "/other/b.js");
    }
}
