//! How the time for a nest grows with its depth.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::hostile::nest::{self, Nest};
use super::hostile::running::run;
use super::hostile::write;

const DEPTHS: [usize; 3] = [10_000, 50_000, 100_000];
const LIMIT: Duration = Duration::from_secs(60);

/// Prints a line for each nest whose name contains `only`: seconds at each depth, and what grows faster than it should.
pub(super) fn print(program: &Path, only: &str) {
    println!(
        "| nest | {} |",
        DEPTHS.map(|depth| depth.to_string()).join(" | ")
    );
    println!("|---|---|---|---|");
    for nest in nest::all().filter(|nest| nest.path.contains(only)) {
        let took = DEPTHS.map(|depth| seconds(program, nest, depth));
        let cells = took.map(|seconds| format!("{seconds:.3}")).join(" | ");
        // What a run costs in any case hides small growth.
        let grows = took[2] > 0.1 && took[2] > 2.5 * took[1];
        let told = if grows { " **more than linear**" } else { "" };
        println!("| {} | {cells} |{told}", nest.path);
    }
}

fn seconds(program: &Path, nest: &Nest, depth: usize) -> f64 {
    let scratch = tempfile::tempdir().expect("a folder can be made");
    write(scratch.path(), nest.path, nest.text(depth));
    let mut command = Command::new(program);
    let answer = run(command.arg(nest.path), scratch.path(), &[], LIMIT, None);
    answer.took.as_secs_f64()
}
