//! Whether a file holds the module that would be written, and what of it has changed.

use std::collections::BTreeMap;

/// How many constants are told of each kind.
const TOLD: usize = 8;

/// What a file lacks that is not as it would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// A line each, for people.
    pub lines: Vec<String>,
}

/// `None` where both are equal but for the ends of their lines, which a version control system may change.
pub fn compare(known: &str, wanted: &str) -> Option<Account> {
    if known.replace("\r\n", "\n") == wanted {
        return None;
    }
    let (old, new) = (constants(known), constants(wanted));
    let among = |one: &BTreeMap<&str, &str>, other: &BTreeMap<&str, &str>| -> Vec<String> {
        let left = one.iter().filter(|(name, _)| !other.contains_key(**name));
        left.map(|(name, code)| format!("`{name}` ({code})"))
            .collect()
    };
    let changed = new.iter().filter_map(|(name, code)| {
        let before = old.get(name).filter(|before| *before != code)?;
        Some(format!("`{name}` ({before}, now {code})"))
    });
    let kinds = [
        ("missing", among(&new, &old)),
        ("no longer in use", among(&old, &new)),
        ("changed", changed.collect()),
    ];
    let told = kinds.iter().filter(|(_, names)| !names.is_empty());
    let mut lines: Vec<String> = told
        .map(|(what, names)| format!("{what}: {}", list(names)))
        .collect();
    if lines.is_empty() {
        lines.push("its constants are right; comments or form have changed".into());
    }
    Some(Account { lines })
}

fn list(names: &[String]) -> String {
    let shown = names.iter().take(TOLD).cloned().collect::<Vec<_>>();
    match names.len().checked_sub(TOLD) {
        Some(more @ 1..) => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}

/// The constants of an emitted module, with their numbers as written.
fn constants(text: &str) -> BTreeMap<&str, &str> {
    let constant = |line: &str| -> Option<(usize, usize, usize, usize)> {
        let start = line.find("const ")? + "const ".len();
        let end = start + line[start..].find([':', ' ', '='])?;
        let value = line.find(" = ")? + " = ".len();
        let last = value + line[value..].find(';')?;
        Some((start, end, value, last))
    };
    let comments = ["//", "/*", " *", "*"];
    let lines = text
        .lines()
        .filter(|line| !comments.iter().any(|mark| line.starts_with(mark)));
    let found = lines.filter_map(|line| {
        let (start, end, value, last) = constant(line)?;
        Some((&line[start..end], &line[value..last]))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_lines_do_not_count() {
        assert_eq!(compare("a\r\nb\r\n", "a\nb\n"), None);
        assert!(compare("a\nb", "a\nb\n").is_some());
    }

    #[test]
    fn what_has_changed_is_told_by_name() {
        let old =
            "/** const X = 1; */\nexport const A = 1;\nconst B = 2;\npub const C: i32 = -3;\n";
        let new = "export const A = 1;\nconst B = 4;\npub const D: i32 = 5;\n";
        let account = compare(old, new).expect("stale");
        assert_eq!(
            account.lines,
            [
                "missing: `D` (5)",
                "no longer in use: `C` (-3)",
                "changed: `B` (2, now 4)"
            ]
        );
        let account = compare("// a\nconst A = 1;\n", "// b\nconst A = 1;\n").expect("stale");
        assert!(account.lines[0].contains("comments or form"));
        let many: String = (0..10).map(|n| format!("const A{n} = {n};\n")).collect();
        let account = compare("", &many).expect("stale");
        assert!(account.lines[0].ends_with("and 2 more"), "{account:?}");
    }
}
