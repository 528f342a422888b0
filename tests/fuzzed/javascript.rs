//! Any text as JavaScript, JSX, TypeScript or TSX: no panic, and what is said of it holds.

use super::choices::Choices;
use super::grammar;
use super::texts::Project;

/// An even first byte: what follows is a text. An odd one: it is put together from pieces of the four.
pub(crate) fn run(data: &[u8]) {
    let mut choices = Choices::new(data);
    let project = if choices.bit() {
        let head = [choices.byte(), choices.byte(), choices.byte()];
        let text = grammar::cut_up("javascript", &mut choices);
        Project::of(
            "javascript",
            &mut Choices::new(&[&head[..], text.as_bytes()].concat()),
        )
    } else {
        Project::of("javascript", &mut choices)
    };
    project.check();
}
