//! `--show-files`: what a run would lint, and what it would pass over and why.

use serde::Serialize;

use super::document::pretty;
use super::paint::Ink;
use super::visible::{visible_line, visible_path};
use super::{Style, words};
use crate::model::error::Result;
use crate::model::listed::{Fate, Listed};

/// Linted files a line each, as they are named; below them what is skipped, with the reason.
pub fn text(files: &[Listed], style: Style) -> String {
    let mut text = String::new();
    let linted = files.iter().filter(|file| file.fate == Fate::Linted);
    for file in linted.clone() {
        text.push_str(&visible_path(&file.path));
        text.push('\n');
    }
    let (mut skipped, mut unread) = (0, 0);
    for file in files {
        let (ink, fate, why) = match &file.fate {
            Fate::Linted => continue,
            Fate::Skipped(why) => {
                skipped += 1;
                (Ink::Dim, "skipped", why)
            }
            Fate::NotLinted(why) => {
                unread += 1;
                (Ink::Alarm, "cannot be linted", why)
            }
        };
        let line = format!(
            "{}: {fate}: {}",
            visible_path(&file.path),
            visible_line(why)
        );
        text.push_str(&style.paint(ink, line).to_string());
        text.push('\n');
    }
    if !style.quiet {
        let mut told = format!(
            "{} to lint, {skipped} skipped",
            words::count(linted.count(), "file")
        );
        if unread > 0 {
            told.push_str(&format!(", {unread} cannot be linted"));
        }
        text.push_str(&format!("{}\n", style.paint(Ink::Bold, told)));
    }
    text
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    files: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    fate: &'static str,
    /// Null for what is linted.
    reason: Option<&'a str>,
}

/// `{"version": 1, "files": [{"path", "fate", "reason"}]}`, ending with a line feed.
pub fn json(files: &[Listed]) -> Result<String> {
    let row = |file: &'_ Listed| -> (&'static str, Option<String>) {
        match &file.fate {
            Fate::Linted => ("linted", None),
            Fate::Skipped(why) => ("skipped", Some(why.clone())),
            Fate::NotLinted(why) => ("not-linted", Some(why.clone())),
        }
    };
    let rows: Vec<_> = files.iter().map(row).collect();
    let document = Document {
        version: 1,
        files: files
            .iter()
            .zip(&rows)
            .map(|(file, (fate, reason))| Row {
                path: &file.path,
                fate,
                reason: reason.as_deref(),
            })
            .collect(),
    };
    pretty(&document, "the list")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::PLAIN;

    fn files() -> Vec<Listed> {
        let one = |path: &str, fate: Fate| Listed {
            path: path.into(),
            fate,
        };
        vec![
            one("a.js", Fate::Linted),
            one(
                "dist/",
                Fate::Skipped("`.gitignore` ignores it: `dist`".into()),
            ),
            one("e\n.js", Fate::NotLinted("it is not a regular file".into())),
        ]
    }

    #[test]
    fn what_is_linted_stands_alone_on_its_line() {
        assert_eq!(
            text(&files(), PLAIN),
            "a.js\ndist/: skipped: `.gitignore` ignores it: `dist`\n\
             e\\u{a}.js: cannot be linted: it is not a regular file\n\
             1 file to lint, 1 skipped, 1 cannot be linted\n"
        );
    }

    #[test]
    fn programs_get_a_fate_for_each() {
        let document: serde_json::Value =
            serde_json::from_str(&json(&files()).expect("written")).expect("JSON");
        let fates: Vec<_> = (0..3)
            .map(|at| document["files"][at]["fate"].clone())
            .collect();
        assert_eq!(fates, ["linted", "skipped", "not-linted"]);
        assert!(document["files"][0]["reason"].is_null());
    }
}
