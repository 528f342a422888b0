//! What the fuzz targets have in common: the bodies that `cargo test` runs, too, and the seeds.
//!
//! What is asserted is said in `tests/fuzzed/`; how to run the targets, in `README.md`.

#[path = "../../tests/fuzzed/mod.rs"]
#[allow(dead_code, reason = "tests of the package use more of it")]
mod fuzzed;

use std::path::Path;

pub use libfuzzer_sys::fuzz_target;

/// Where the seeds go, if it is set: the program writes them and ends.
const SEEDS: &str = "PARSELINT_SEEDS";

/// A target of `tests/fuzzed`, by its name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        $crate::fuzz_target!(
            init: $crate::write_seeds($name),
            |data: &[u8]| $crate::run($name, data)
        );
    };
}

/// Runs a target on one input; panics where that violates what the target asserts.
pub fn run(name: &str, data: &[u8]) {
    (fuzzed::target(name).run)(data);
}

/// Writes the seeds of a target into the folder that is asked for, and ends the program; does nothing where none is.
pub fn write_seeds(name: &str) {
    let Some(folder) = std::env::var_os(SEEDS) else {
        return;
    };
    for (seed, bytes) in fuzzed::seeds::of(name) {
        let path = Path::new(&folder).join(seed);
        std::fs::write(&path, bytes).expect("a seed can be written");
    }
    std::process::exit(0);
}
