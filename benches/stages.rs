//! How fast each stage is, in bytes of source a second: `cargo bench`, with a stage's name behind `--` for that one only.
//!
//! About Parse are the fenced examples of `fixtures/accuracy/` and `rules/`, each page a file; about something else the
//! files in `benches/input/`, repeated. Whole runs on whole trees are for `benches/compare`.

use std::fs;
use std::path::{Path, PathBuf};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use parselint::lang::{self, Language};
use parselint::model::source::SourceFile;
use parselint::pipeline;
use parselint::prefilter::{Admission, Prefilter};

const LANGUAGES: [&str; 2] = ["javascript", "rust"];
const PAGES: [&str; 2] = ["fixtures/accuracy", "rules"];
/// So much text is about something else, in bytes at least.
const FOREIGN: usize = 512 * 1024;

fn main() {
    divan::main();
}

#[divan::bench(args = LANGUAGES)]
fn gate_about_parse(bencher: Bencher<'_, '_>, language: &str) {
    each(bencher, &examples(language), gate());
}

#[divan::bench(args = LANGUAGES)]
fn gate_about_something_else(bencher: Bencher<'_, '_>, language: &str) {
    each(bencher, &foreign(language), gate());
}

#[divan::bench(args = LANGUAGES)]
fn scan_about_parse(bencher: Bencher<'_, '_>, language: &str) {
    each(bencher, &examples(language), |language, file| {
        language.scan(&file.text)
    });
}

#[divan::bench(args = LANGUAGES)]
fn scan_about_something_else(bencher: Bencher<'_, '_>, language: &str) {
    each(bencher, &foreign(language), |language, file| {
        language.scan(&file.text)
    });
}

#[divan::bench(args = LANGUAGES)]
fn facts_of_tokens(bencher: Bencher<'_, '_>, language: &str) {
    each(bencher, &examples(language), |language, file| {
        language.token_facts(file)
    });
}

#[divan::bench(args = LANGUAGES)]
fn facts_of_a_tree(bencher: Bencher<'_, '_>, language: &str) {
    each(bencher, &examples(language), |language, file| {
        language.facts(file)
    });
}

/// All that happens to texts in memory: a project of all pages, which depends on Parse.
#[divan::bench(args = LANGUAGES)]
fn pipeline(bencher: Bencher<'_, '_>, language: &str) {
    let sources = examples(language);
    let bytes = bytes_of(&sources);
    let sources = sources
        .into_iter()
        .map(|file| (file.path, file.text.to_string()));
    let files: Vec<(String, String)> = manifests().into_iter().chain(sources).collect();
    let linted = pipeline::lint_texts(&files, None, false);
    let found = linted.is_ok_and(|files| files.iter().any(|(_, findings)| !findings.is_empty()));
    assert!(found, "the examples hold findings");
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| pipeline::lint_texts(black_box(&files), None, false));
}

/// The gate of a file whose package says nothing about Parse: the common case in a tree of other people's sources.
fn gate() -> impl Fn(&dyn Language, &SourceFile) -> Admission {
    let prefilter = Prefilter::new();
    move |language, file| prefilter.admits(file.text.as_bytes(), language.constants_at(), false)
}

fn each<T>(
    bencher: Bencher<'_, '_>,
    files: &[SourceFile],
    work: impl Fn(&dyn Language, &SourceFile) -> T,
) {
    let files: Vec<(&dyn Language, &SourceFile)> = files
        .iter()
        .filter_map(|file| Some((lang::of(Path::new(&file.path))?, file)))
        .collect();
    let bytes: usize = files.iter().map(|(_, file)| file.text.len()).sum();
    assert!(bytes > 0, "there is nothing to measure");
    let all = || {
        for (language, file) in &files {
            black_box(work(*language, black_box(file)));
        }
    };
    // Some words are only compiled when they are asked for.
    all();
    bencher.counter(BytesCount::new(bytes)).bench_local(all);
}

/// The examples in a language: a file for each page and extension, which holds the page's blocks one after the other.
fn examples(language: &str) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = Vec::new();
    for folder in PAGES {
        for page in files_of(folder, "md") {
            for (extension, text) in blocks(&read(&page)) {
                let name = page.with_extension(&extension);
                let path = format!("{folder}/{}", file_name(&name));
                if lang::of(&name).is_none_or(|of| of.id() != language) {
                    continue;
                }
                match files.iter_mut().find(|file| file.path == path) {
                    Some(file) => *file = SourceFile::new(path, format!("{}\n{text}", file.text)),
                    None => files.push(SourceFile::new(path, text)),
                }
            }
        }
    }
    files
}

/// The fenced blocks of a page, each with the extension that its language's files have.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => {
                let tag = info.split_whitespace().next().unwrap_or_default();
                let extension = if tag == "rust" { "rs" } else { tag };
                open = Some((extension.to_owned(), String::new()));
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// A file in which nothing is about Parse.
fn foreign(language: &str) -> Vec<SourceFile> {
    let mut files = Vec::new();
    for extension in ["js", "rs"] {
        for path in files_of("benches/input", extension) {
            if lang::of(&path).is_some_and(|of| of.id() == language) {
                let text = read(&path);
                let times = FOREIGN.div_ceil(text.len().max(1));
                files.push(SourceFile::new(file_name(&path), text.repeat(times)));
            }
        }
    }
    files
}

fn manifests() -> [(String, String); 2] {
    let npm = r#"{ "dependencies": { "parse": "^8.0.0", "parse-server": "^9.0.0" } }"#;
    let cargo = "[package]\nname = \"pages\"\n\n[dependencies]\nparse-rs = \"0.2\"\n";
    [("package.json", npm), ("Cargo.toml", cargo)]
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
}

/// The files of a folder of the repository, by name.
fn files_of(folder: &str, extension: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(root.join(folder)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no `.{extension}` in `{folder}`");
    paths
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(path);
    assert!(text.is_ok(), "`{}` cannot be read", path.display());
    text.unwrap_or_default()
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn bytes_of(files: &[SourceFile]) -> usize {
    files.iter().map(|file| file.text.len()).sum()
}
