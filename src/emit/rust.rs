//! Rust, as rustfmt writes it.

use super::comment;
use super::{Constant, Integer};

/// Constants that nobody uses yet are no mistake, and whether others reach them is for the parent module.
const ALLOWED: &str = "#![allow(dead_code, unreachable_pub)]\n";

pub(super) fn module(head: &str, constants: &[Constant], integer: Integer) -> String {
    let mut text = format!("// {head}\n\n{ALLOWED}");
    for Constant { name, code, about } in constants {
        text.push('\n');
        let words = comment::for_rust(about);
        for line in comment::wrapped(&words, "/// ".len()) {
            text.push_str(&format!("/// {line}\n"));
        }
        text.push_str(&format!("pub const {name}: {} = {code};\n", integer.name()));
    }
    text
}
