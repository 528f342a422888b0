//! How fast tokens are read: `PARSELINT_CORPUS=folder cargo test --release -- --ignored --nocapture tokens::speed`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Language;
use crate::lang;
use crate::model::source::SourceFile;

/// Rounds, of which the fastest counts.
const ROUNDS: usize = 5;

/// Measures a language on the corpus that the environment names; `count` is its lexer, which gives the number of tokens.
pub(super) fn megabytes_per_second(language: &dyn Language, count: fn(&str) -> usize) {
    let root = std::env::var_os("PARSELINT_CORPUS").expect("PARSELINT_CORPUS names a folder");
    let mut paths = Vec::new();
    sources(language, Path::new(&root), &mut paths);
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
    let name = format!("a.{}", language.extensions()[0]);
    measure("lexer (tokens)", &count);
    measure("scan (candidates)", &|text| {
        usize::from(language.scan(text).candidate)
    });
    measure("facts (uses)", &|text| {
        let file = SourceFile::new(name.as_str(), text);
        language.token_facts(&file).uses.len()
    });
    for (path, text) in texts
        .iter()
        .filter(|(_, text)| language.scan(text).candidate)
    {
        println!("candidate: {} {}", text.len(), path.display());
    }
}

fn sources(language: &dyn Language, folder: &Path, paths: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(language, &path, paths);
        } else if lang::of(&path).is_some_and(|found| found.id() == language.id()) {
            paths.push(path);
        }
    }
}
