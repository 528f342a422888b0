//! The first line of an emitted module: by which command it was written. It holds nothing that changes by itself, such as
//! a date or a version.

use super::{Integer, Language, Modules, Request};
use crate::model::hidden::{escaped, hidden, is_hidden};
use crate::model::path::slashed;
use crate::model::settings::{ConfigChoice, Options};

/// Without the mark of a comment.
pub(super) fn line(request: Request, options: &Options) -> String {
    format!("Written by `{}`; do not edit.", command(request, options))
}

/// The command line that writes a module to standard output: all that its bytes depend on, and nothing else.
pub fn command(request: Request, options: &Options) -> String {
    let mut words = vec!["parselint".to_owned(), "emit".to_owned()];
    let mut add = |word: &str| words.push(quoted(word));
    match request.language {
        Language::TypeScript => add("typescript"),
        Language::JavaScript(_) => add("javascript"),
        Language::Rust(_) => add("rust"),
    }
    for path in &options.paths {
        let path = slashed(path);
        if path != "." {
            add(&path);
        }
    }
    if request.all {
        add("--all");
    }
    match request.language {
        Language::JavaScript(Modules::CommonJs) => ["--module", "commonjs"].map(&mut add),
        Language::Rust(integer) if integer != Integer::I32 => {
            ["--type", integer.name()].map(&mut add)
        }
        _ => [(), ()],
    };
    for pattern in &options.exclude {
        add("--exclude");
        add(pattern);
    }
    let flags = [
        ("--no-ignore", options.no_ignore),
        ("--hidden", options.hidden),
        ("--isolated", options.config == ConfigChoice::None),
    ];
    for (flag, _) in flags.iter().filter(|(_, set)| *set) {
        add(flag);
    }
    if let ConfigChoice::File(path) = &options.config {
        add("--config");
        add(&slashed(path));
    }
    if let Some(role) = options.role {
        add("--role");
        add(role.name());
    }
    words.join(" ")
}

/// A word as a shell takes it; on one line, whatever is in it.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./=:,@%+".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    let places = hidden(word, |letter| letter == '\n' || is_hidden(letter));
    format!("'{}'", escaped(word, places).replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::emitted::MARK;

    #[test]
    fn the_mark_is_the_beginning_of_every_command() {
        let (_, command) = MARK.split_once('`').expect("a back-tick");
        assert_eq!(command, "parselint emit ");
        assert!(MARK.starts_with("Written by `"));
    }

    #[test]
    fn words_are_quoted_on_one_line() {
        assert_eq!(quoted("src/a.ts"), "src/a.ts");
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("it's"), "'it'\\''s'");
        assert_eq!(quoted("a\nb\u{202e}"), "'a\\u{a}b\\u{202e}'");
    }
}
