//! What must hold of any input: one body for each fuzz target, which panics where something does not hold.
//!
//! Both `fuzz/` and `cargo test` compile this folder: the one feeds it what it invents, the other (`tests/it/fuzzed.rs`)
//! replays the seeds and what was found. `choices` turns bytes into decisions, `grammar` into programs, `texts` into little
//! projects, and says what holds of everything that is linted; `seeds` is what fuzzing begins with.

mod choices;
pub(crate) mod grammar;
mod texts;
pub(crate) mod seeds;
mod rust;
mod javascript;
pub(crate) mod gate;
mod suppressions;
mod config;
mod manifests;
pub(crate) mod fix;
mod reporters;

/// A body under the name of its fuzz target.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&[u8]),
}

/// Every target; `fuzz/fuzz_targets` has a file for each.
pub(crate) const TARGETS: [Target; 8] = [
    of("rust", rust::run),
    of("javascript", javascript::run),
    of("gate", gate::run),
    of("suppressions", suppressions::run),
    of("config", config::run),
    of("manifests", manifests::run),
    of("fix", fix::run),
    of("reporters", reporters::run),
];

const fn of(name: &'static str, run: fn(&[u8])) -> Target {
    Target { name, run }
}

pub(crate) fn target(name: &str) -> &'static Target {
    let found = TARGETS.iter().find(|target| target.name == name);
    found.unwrap_or_else(|| panic!("there is no target `{name}`"))
}
