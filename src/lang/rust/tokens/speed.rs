//! How fast the tokens are read: `PARSELINT_CORPUS=folder cargo test --release -- --ignored --nocapture rust::tokens::speed`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::lexer::Lexer;
use super::{facts, scan};
use crate::lang;
use crate::model::source::SourceFile;

/// Rounds, of which the fastest counts.
const ROUNDS: usize = 5;

#[test]
#[ignore = "a measurement: it needs a corpus"]
fn megabytes_per_second() {
    let root = std::env::var_os("PARSELINT_CORPUS").expect("PARSELINT_CORPUS names a folder");
    let mut paths = Vec::new();
    sources(Path::new(&root), &mut paths);
    let texts: Vec<(PathBuf, String)> = paths
        .into_iter()
        .filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?)))
        .collect();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    assert!(bytes > 0, "no sources");
    let measure = |what: &str, work: &dyn Fn(&str) -> usize| {
        let mut best = f64::MAX;
        let mut sum = 0;
        for _ in 0..ROUNDS {
            let started = Instant::now();
            sum = texts.iter().map(|(_, text)| work(text)).sum();
            best = best.min(started.elapsed().as_secs_f64());
        }
        println!(
            "{what}: {:.0} MB/s, {sum} of {} files, {bytes} bytes",
            bytes as f64 / 1e6 / best,
            texts.len()
        );
    };
    measure("lexer (tokens)", &|text| {
        let mut lexer = Lexer::new(text);
        std::iter::from_fn(|| lexer.next()).count()
    });
    measure("scan (candidates)", &|text| {
        usize::from(scan(text).candidate)
    });
    measure("facts (uses)", &|text| {
        facts(&SourceFile::new("a.rs", text)).uses.len()
    });
    for (path, text) in texts.iter().filter(|(_, text)| scan(text).candidate) {
        println!("candidate: {} {}", text.len(), path.display());
    }
}

fn sources(folder: &Path, paths: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, paths);
        } else if lang::of(&path).is_some_and(|language| language.id() == "rust") {
            paths.push(path);
        }
    }
}
