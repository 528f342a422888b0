//! New texts of files as a patch: what `git apply` and `patch -p1` take, from the folder that the paths are relative to.
//!
//! Lines end with LF only; a CR before it is part of the line, and a lone CR is no end of one. A line that a log would take
//! for a command, as there are only blanks before its `::`, is taken away and put back: no blank stands before it then.

use std::fmt::Write;

use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use crate::model::hidden::{begins_command, is_hidden};

/// Lines around a change.
const CONTEXT: usize = 3;

/// The change of one file from one text to another; empty for equal texts. `path` is relative, with `/`.
pub fn patch(path: &str, before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut patch = String::new();
    for hunk in group_diff_ops(ops, CONTEXT) {
        let changes = hunk.iter().any(|op| op.tag() != DiffTag::Equal);
        if !changes {
            continue;
        }
        if patch.is_empty() {
            let [from, to] = ["a", "b"].map(|side| name(side, path));
            patch = format!("--- {from}\n+++ {to}\n");
        }
        // Writing into a string does not fail.
        let _ = writeln!(patch, "{}", UnifiedHunkHeader::new(&hunk));
        for op in &hunk {
            lines(&mut patch, op, &old, &new);
        }
    }
    patch
}

fn lines(patch: &mut String, op: &DiffOp, old: &[&str], new: &[&str]) {
    let mut put = |mark: char, line: &str| {
        patch.push(mark);
        patch.push_str(line);
        if !line.ends_with('\n') {
            patch.push_str("\n\\ No newline at end of file\n");
        }
    };
    let (old, new) = (old.get(op.old_range()), new.get(op.new_range()));
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    if op.tag() == DiffTag::Equal {
        for line in old {
            match begins_command(line) {
                true => ['-', '+'].into_iter().for_each(|mark| put(mark, line)),
                false => put(' ', line),
            }
        }
        return;
    }
    old.iter().for_each(|line| put('-', line));
    new.iter().for_each(|line| put('+', line));
}

/// A file's name as git writes it: in quotes where it holds what would end it, and with a tab behind one with blanks.
fn name(side: &str, path: &str) -> String {
    let plain = format!("{side}/{path}");
    if plain
        .chars()
        .any(|letter| is_quoted(letter) || matches!(letter, '"' | '\\'))
    {
        return format!("\"{}\"", quoted(&plain));
    }
    match plain.contains(char::is_whitespace) {
        true => format!("{plain}\t"),
        false => plain,
    }
}

/// Git takes any byte as a number, and leaves those of direction marks as they are.
fn is_quoted(letter: char) -> bool {
    letter.is_control() || is_hidden(letter)
}

fn quoted(name: &str) -> String {
    let mut quoted = String::new();
    for letter in name.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            control if is_quoted(control) => {
                let mut bytes = [0; 4];
                for byte in control.encode_utf8(&mut bytes).bytes() {
                    quoted.push_str(&format!("\\{byte:03o}"));
                }
            }
            letter => quoted.push(letter),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_stand_among_three_lines() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let after = before.replace('5', "five");
        let expected =
            "--- a/x.js\n+++ b/x.js\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n";
        assert_eq!(patch("x.js", before, &after), expected);
        assert_eq!(patch("x.js", before, before), "");
    }

    #[test]
    fn a_line_ends_with_lf_alone_and_the_last_one_may_lack_it() {
        let changed = patch("x.js", "a\rb\r\nc", "a\rB\r\nc");
        let lines = "@@ -1,2 +1,2 @@\n-a\rb\r\n+a\rB\r\n c\n\\ No newline at end of file\n";
        assert!(changed.ends_with(lines), "{changed:?}");
        let last = patch("x.js", "a", "b");
        let lines = "-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n";
        assert!(last.ends_with(lines), "{last:?}");
    }

    #[test]
    fn no_line_is_a_command_for_a_log() {
        let before = "a\n  ::error::x\n5\n";
        let changed = patch("x.js", before, &before.replace('5', "6"));
        let lines = "@@ -1,3 +1,3 @@\n a\n-  ::error::x\n+  ::error::x\n-5\n+6\n";
        assert!(changed.ends_with(lines), "{changed:?}");
    }

    #[test]
    fn names_are_quoted_as_git_does() {
        let head = |path| patch(path, "a\n", "b\n").lines().next().map(str::to_owned);
        assert_eq!(head("é/x.js").as_deref(), Some("--- a/é/x.js"));
        assert_eq!(head("a b.js").as_deref(), Some("--- a/a b.js\t"));
        assert_eq!(
            head("a\"\\\n\u{1b}.js").as_deref(),
            Some("--- \"a/a\\\"\\\\\\n\\033.js\"")
        );
    }
}
