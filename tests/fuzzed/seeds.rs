//! What fuzzing begins with: the examples of the rules' pages, the corpus of accuracy, configurations and manifests, each
//! behind the bytes that its target reads first.
//!
//! Made from what is there, so nothing is copied by hand. What is found later is kept in `finds/` and `fuzz/corpora/`.

use std::fs;
use std::path::{Path, PathBuf};

/// A fenced block of a page.
pub(crate) struct Block {
    pub(crate) language: String,
    pub(crate) title: Option<String>,
    pub(crate) text: String,
}

/// The seeds of a target, by file name.
pub(crate) fn of(target: &str) -> Vec<(String, Vec<u8>)> {
    let seeds: Vec<Vec<u8>> = match target {
        "rust" => sources()
            .filter(is_rust)
            .map(|block| [&[0, 0, 0, 0], block.text.as_bytes()].concat())
            .collect(),
        "javascript" => {
            let sources = sources().filter(|block| !is_rust(block));
            sources
                .map(|block| [&[0, ending(&block) << 5, 0, 0], block.text.as_bytes()].concat())
                .collect()
        }
        "gate" | "suppressions" | "fix" => {
            let head = |block: &Block| match is_rust(block) {
                true => vec![12],
                false => vec![8, ending(block)],
            };
            let texts = sources().map(|block| [&head(&block)[..], block.text.as_bytes()].concat());
            // These two lint each text several times over: of their own, some will do.
            let every = if target == "gate" { 1 } else { 3 };
            let texts = texts.step_by(every);
            // Some programs of the grammar.
            let programs = (0..48u8).map(|at| {
                let decide =
                    |byte: u8| byte.wrapping_mul(167).wrapping_add(at.wrapping_mul(31)) ^ at;
                let head = [9 | (at & 1) << 2, at];
                [&head[..], &(0..120).map(decide).collect::<Vec<_>>()].concat()
            });
            texts.chain(programs).collect()
        }
        "config" => {
            let pages =
                all_blocks().filter(|block| block.language == "toml" && block.title.is_none());
            let pages = pages.map(|block| [&[0], block.text.as_bytes()].concat());
            let patterns = [
                "legacy/**\na.js",
                "*.{js,ts}\n**/gen/**\nsrc/gen/a.ts",
                "[a-z]?.js\n/dist\n\\*\ndist/b1.js",
            ];
            pages
                .chain(patterns.map(|lines| [&[1], lines.as_bytes()].concat()))
                .collect()
        }
        "manifests" => {
            let pages = all_blocks().filter(|block| block.title.is_some());
            let pages = pages.filter(|block| ["json", "toml"].contains(&block.language.as_str()));
            let head = |block: &Block| u8::from(block.language == "toml");
            let own = ["Cargo.toml", "fuzz/Cargo.toml"].map(|path| read(&root().join(path)));
            let pages = pages.map(|block| [&[head(&block)], block.text.as_bytes()].concat());
            pages
                .chain(own.map(|text| [&[1], text.as_bytes()].concat()))
                .collect()
        }
        "reporters" => sources()
            .take(40)
            .map(|block| block.text.into_bytes())
            .collect(),
        unknown => panic!("there are no seeds for `{unknown}`"),
    };
    let mut seeds = seeds;
    seeds.sort();
    seeds.dedup();
    let named = seeds.into_iter().enumerate();
    named
        .map(|(at, seed)| (format!("seed-{at:04}"), seed))
        .collect()
}

fn is_rust(block: &Block) -> bool {
    block.language == "rust"
}

/// The place of the block's language among `texts::ENDINGS`.
fn ending(block: &Block) -> u8 {
    let endings = super::texts::ENDINGS.iter();
    let at = endings
        .take_while(|ending| **ending != block.language)
        .count();
    u8::try_from(at).expect("few endings")
}

/// Blocks that are linted.
fn sources() -> impl Iterator<Item = Block> {
    let code =
        |block: &Block| ["js", "jsx", "ts", "tsx", "rust"].contains(&block.language.as_str());
    all_blocks().filter(code)
}

fn all_blocks() -> impl Iterator<Item = Block> {
    let folders = ["rules", "fixtures/accuracy"].map(|folder| root().join(folder));
    let mut pages: Vec<PathBuf> = folders.iter().flat_map(|folder| listed(folder)).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages.into_iter().flat_map(|page| blocks(&read(&page)))
}

/// The fenced blocks of a page.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let parts = page.split("\n```");
    let blocks = parts.skip(1).step_by(2).filter_map(|part| {
        let (info, text) = part.split_once('\n')?;
        let title = info
            .split_once("title=\"")
            .and_then(|(_, rest)| rest.split_once('"'));
        Some(Block {
            language: info
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned(),
            title: title.map(|(title, _)| title.to_owned()),
            text: format!("{text}\n"),
        })
    });
    blocks.collect()
}

/// The folder of the project: that of the crate, or the one around it.
fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = own.ancestors();
    let root = folders.find(|folder| folder.join("rules/codes.toml").exists());
    root.expect("a folder with the rules")
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder can be listed");
    entries
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
