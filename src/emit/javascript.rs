//! JavaScript and TypeScript, as prettier writes them.

use super::Constant;
use super::comment::{self, WIDTH};

/// A module of TypeScript, with the type of all its codes.
pub(super) fn typed(head: &str, constants: &[Constant]) -> String {
    let mut text = module_of(head, constants, "export const");
    text.push_str("\n/** Any of these codes. */\n");
    text.push_str(&union("export type ParseErrorCode =", constants));
    text
}

/// An ES module.
pub(super) fn module(head: &str, constants: &[Constant]) -> String {
    let mut text = module_of(head, constants, "export const");
    if constants.is_empty() {
        text.push_str("\nexport {};\n");
    }
    text
}

/// A CommonJS module.
pub(super) fn common(head: &str, constants: &[Constant]) -> String {
    let mut text = module_of(head, constants, "const");
    text.push_str("\nmodule.exports = {");
    for constant in constants {
        text.push_str(&format!("\n  {},", constant.name));
    }
    text.push_str(if constants.is_empty() {
        "};\n"
    } else {
        "\n};\n"
    });
    text
}

fn module_of(head: &str, constants: &[Constant], keyword: &str) -> String {
    let mut text = format!("// {head}\n");
    for Constant { name, code, about } in constants {
        text.push('\n');
        text.push_str(&doc(about));
        text.push_str(&format!("{keyword} {name} = {code};\n"));
    }
    text
}

/// On one line where it fits.
fn doc(about: &str) -> String {
    let words = comment::for_javascript(about);
    let line = format!("/** {} */\n", words.join(" "));
    if line.chars().count() <= WIDTH + 1 {
        return line;
    }
    let lines = comment::wrapped(&words, " * ".len());
    let lines: String = lines.iter().map(|line| format!(" * {line}\n")).collect();
    format!("/**\n{lines} */\n")
}

/// `head A | B;`, on one line where it fits.
fn union(head: &str, constants: &[Constant]) -> String {
    let members = constants.iter();
    let members: Vec<String> = members
        .map(|constant| format!("typeof {}", constant.name))
        .collect();
    let line = match members.is_empty() {
        true => format!("{head} never;\n"),
        false => format!("{head} {};\n", members.join(" | ")),
    };
    match members.as_slice() {
        _ if line.len() <= WIDTH + 1 => line,
        [only] => format!("{head}\n  {only};\n"),
        several => {
            let lines: String = several
                .iter()
                .map(|member| format!("\n  | {member}"))
                .collect();
            format!("{head}{lines};\n")
        }
    }
}
