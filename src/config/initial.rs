//! The first configuration of a project: what holds without it, told key by key, and what was found in the tree.

use super::schema::description;
use crate::model::catalogue::screaming_snake;
use crate::model::hidden::{self, hidden, is_hidden, replaced};
use crate::model::settings::Initial;

/// The text of a configuration. It changes nothing: what was found stands there with the role that holds without it, and
/// whoever wants another one takes the marks away.
pub fn text(found: &Initial) -> String {
    let mut text = String::from(
        "# Settings of parselint. Every key may be left out; what stands behind `#` is an example or a default.\n\
         # `parselint config` shows what holds for a file, and why.\n",
    );
    let mut key = |name: &str, body: &str| {
        text.push('\n');
        for line in wrapped(&description(name)) {
            text.push_str(&format!("# {line}\n"));
        }
        text.push_str(body);
    };
    key(
        "exclude",
        "# exclude = [\"vendor/**\", \"*.generated.ts\"]\n",
    );
    key(
        "fail-on",
        "# fail-on = \"warning\"  # or \"error\", \"advice\"\n",
    );
    key("baseline", "# baseline = \"parselint-baseline.jsonl\"\n");
    key(
        "rules",
        "# [rules]\n# magic-code = \"error\"  # or \"warning\", \"advice\", \"off\"\n",
    );
    key("component", &components(found));
    key("app-codes", &app_codes(found));
    key(
        "suggest",
        "# [suggest]\n# javascript = \"Codes.{SCREAMING_SNAKE}\"\n# rust = \"crate::codes::{SCREAMING_SNAKE}\"\n",
    );
    key(
        "limits",
        "# [limits]\n# depth = 2000  # in Rust 400 at most\n# tree-size = 524288  # bytes\n# file-size = 268435456  # bytes\n# time = 10  # seconds\n",
    );
    key(
        "override",
        "# [[override]]\n# files = [\"scripts/**\"]\n# rules = { magic-code = \"off\" }\n",
    );
    text
}

fn components(found: &Initial) -> String {
    if found.components.is_empty() {
        return "# [[component]]\n# files = [\"adapters/**\"]\n# role = \"third-party\"  # or \"app\", \"server\"\n".into();
    }
    let tables = found.components.iter().map(|component| {
        let below = match component.folder.as_str() {
            "" => "**".to_owned(),
            folder => format!("/{}/**", escaped(folder)),
        };
        let files = match component.sources {
            Some(sources) => format!("{below}/{sources}"),
            None => below,
        };
        format!(
            "# {}\n# [[component]]\n# files = [{}]\n# role = \"{}\"\n",
            one_line(&component.why),
            quoted(&files),
            component.role.name()
        )
    });
    tables.collect::<Vec<_>>().join("\n")
}

fn app_codes(found: &Initial) -> String {
    if found.codes.is_empty() {
        return "# [app-codes]\n# ACCOUNT_BANNED = { code = 9001, description = \"The account was banned by a moderator.\" }\n".into();
    }
    let mut text =
        "# In use here: describe them, and take the marks away.\n# [app-codes]\n".to_owned();
    for (code, name) in &found.codes {
        let name = screaming_snake(name);
        text.push_str(&format!(
            "# {name} = {{ code = {code}, description = \"\" }}\n"
        ));
    }
    text
}

/// A folder's name in a pattern: what would mean something there stands for itself.
fn escaped(folder: &str) -> String {
    let mut escaped = String::new();
    for letter in folder.chars() {
        if matches!(letter, '*' | '?' | '[' | ']' | '{' | '}' | '\\' | '!') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

fn quoted(text: &str) -> String {
    if hidden(text, is_hidden).next().is_none() {
        return toml::Value::String(text.to_owned()).to_string();
    }
    // A string with escapes, in which nothing is there that is not seen.
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    let text = text.replace('\n', "\\n").replace('\t', "\\t");
    let as_toml = |letter, out: &mut String| out.push_str(&format!("\\U{:08x}", u32::from(letter)));
    format!("\"{}\"", replaced(&text, hidden(&text, is_hidden), as_toml))
}

fn one_line(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    hidden::escaped(&text, hidden(&text, is_hidden)).into_owned()
}

/// Lines of a comment that are not longer than people read.
fn wrapped(text: &str) -> Vec<String> {
    const WIDTH: usize = 100;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines
            .last_mut()
            .filter(|line| line.len() + word.len() < WIDTH);
        match last {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;
    use crate::model::resolved::Role;
    use crate::model::settings::InitialComponent;

    fn found() -> Initial {
        let component = |folder: &str, role| InitialComponent {
            folder: folder.into(),
            sources: None,
            role,
            why: "`package.json` is\n`x`".into(),
        };
        Initial {
            components: vec![
                component("", Role::App),
                component("a [1]/\"b\"", Role::ThirdParty),
            ],
            codes: vec![(9001, "SoldOut".into())],
        }
    }

    #[test]
    fn it_is_a_configuration_with_every_key() {
        for found in [Initial::default(), found()] {
            let text = text(&found);
            let read = parse::settings("parselint.toml", &text, &["magic-code"]);
            let settings = read.expect("it can be read");
            assert!(settings.components.is_empty());
            let told = text.matches("# [[component]]").count();
            assert_eq!(told, found.components.len().max(1));
            for key in parse::KEYS {
                let is_there = |line: &str| {
                    let line = line.trim_start_matches("# ");
                    [format!("{key} ="), format!("[{key}]"), format!("[[{key}]]")]
                        .iter()
                        .any(|start| line.starts_with(start))
                };
                assert!(text.lines().any(is_there), "{key} in\n{text}");
            }
        }
    }

    #[test]
    fn examples_hold_once_their_marks_are_gone() {
        let text = text(&Initial::default());
        let is_example = |line: &&str| {
            let line = line.trim_start_matches("# ");
            line.starts_with('[') || line.split(" = ").nth(1).is_some()
        };
        let examples: Vec<&str> = text
            .lines()
            .filter(is_example)
            .map(|line| line.trim_start_matches("# "))
            .collect();
        let examples = examples.join("\n");
        let settings =
            parse::settings("parselint.toml", &examples, &["magic-code"]).expect("it can be read");
        assert_eq!(
            (settings.overrides.len(), settings.app_codes.len()),
            (1, 1),
            "{examples}"
        );
    }

    #[test]
    fn what_is_not_seen_is_written_as_an_escape() {
        for text in ["a\u{202e}\"\\b\n\u{1b}", "##[x]", "plain", "\u{e0041}"] {
            let shown = quoted(text);
            assert_eq!(hidden(&shown, is_hidden).next(), None, "{shown}");
            let read: toml::Table = format!("x = {shown}").parse().expect("TOML");
            assert_eq!(read.get("x").and_then(toml::Value::as_str), Some(text));
        }
        assert_eq!(one_line("a\n\u{202e}##[x]"), "a \\u{202e}#\\u{23}[x]");
    }

    #[test]
    fn folders_stand_for_themselves() {
        let text = components(&found()).replace("# ", "");
        let text = text.replace("`package.json` is `x`\n", "");
        let text = text.replace("`package.json`", "#");
        let settings = parse::settings("parselint.toml", &text, &[]).expect("it can be read");
        let globs =
            crate::config::Globs::new("/p".as_ref(), &settings.components[1].files).expect("globs");
        assert!(globs.matches("/p/a [1]/\"b\"/x.js".as_ref()), "{text}");
        assert!(!globs.matches("/p/a 1/\"b\"/x.js".as_ref()));
    }
}
