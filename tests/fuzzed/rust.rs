//! Any text as Rust: no panic, and what is said of it holds.

use super::choices::Choices;
use super::grammar;
use super::texts::Project;

/// An even first byte: what follows is a text. An odd one: it is put together from pieces of Rust.
pub(crate) fn run(data: &[u8]) {
    let mut choices = Choices::new(data);
    let project = if choices.bit() {
        let head = [choices.byte(), choices.byte(), choices.byte()];
        let text = grammar::cut_up("rust", &mut choices);
        Project::of(
            "rust",
            &mut Choices::new(&[&head[..], text.as_bytes()].concat()),
        )
    } else {
        Project::of("rust", &mut choices)
    };
    project.check();
}
