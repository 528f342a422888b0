//! Reads the pages in `rules/`: their fences, the marks in them, and the little projects that they form.
//!
//! Knows nothing of linting: `specs.rs` runs what is read here.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use parselint::model::catalogue;

pub(crate) struct Page {
    pub(crate) stem: String,
    pub(crate) text: String,
}

/// All pages of the rules, by name.
pub(crate) fn pages() -> Vec<Page> {
    pages_in("rules")
}

/// All pages in a folder of the project, by name.
pub(crate) fn pages_in(folder: &str) -> Vec<Page> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let page = |path: PathBuf| Page {
        stem: path.file_stem().expect("stem").to_string_lossy().into(),
        text: fs::read_to_string(&path).expect("a page is UTF-8"),
    };
    paths.into_iter().map(page).collect()
}

impl Page {
    pub(crate) fn fences(&self) -> Vec<Fence> {
        let mut fences: Vec<Fence> = Vec::new();
        let (mut section, mut open) = (0, false);
        for (at, line) in self.text.lines().enumerate() {
            match line.strip_prefix("```") {
                Some(_) if open => open = false,
                Some(info) => {
                    fences.push(Fence::opened(info, section, at + 2));
                    open = true;
                }
                None if open => {
                    let fence = fences.last_mut().expect("an open fence");
                    fence.body.push_str(line);
                    fence.body.push('\n');
                }
                None if line.starts_with('#') => section = at,
                None => {}
            }
        }
        assert!(!open, "{}: a fence is not closed", self.stem);
        fences
    }

    /// The lines outside of fences.
    pub(crate) fn prose(&self) -> impl Iterator<Item = &str> {
        let mut open = false;
        self.text.lines().filter(move |line| {
            let fence = line.starts_with("```");
            open ^= fence;
            !open && !fence
        })
    }

    /// What fixes make of blocks, as the page shows it.
    pub(crate) fn shown(&self) -> Vec<Shown> {
        let fences = self.fences();
        let mut shown = Vec::new();
        for (at, fence) in fences.iter().enumerate() {
            let Some(plausible) = fence.fixed else {
                continue;
            };
            let before = fences[..at].iter().rev().find(|fence| fence.is_code());
            let before = before.expect("a fixed block stands behind what it fixes");
            let is_there = |project: &Project| {
                let mut sources = project.sources.iter();
                sources.any(|source| source.page_line == before.line)
            };
            let project = self.projects().into_iter().find(is_there);
            shown.push(Shown {
                project: project.expect("its project"),
                path: before.path(),
                plausible,
                text: fence.body.clone(),
                page_line: fence.line,
            });
        }
        shown
    }

    /// The blocks of code, gathered as they are linted together.
    pub(crate) fn projects(&self) -> Vec<Project> {
        let fences = self.fences();
        let mut projects: BTreeMap<(usize, usize), Project> = BTreeMap::new();
        for fence in fences.iter().filter(|fence| fence.is_code()) {
            let alone = fence.title.as_ref().map_or(fence.line, |_| 0);
            let section = fences.iter().filter(|f| f.section == fence.section);
            let project = projects.entry((fence.section, alone));
            let project = project.or_insert_with(|| Project::around(&self.stem, section));
            project.sources.push(fence.source(&self.stem));
        }
        projects.into_values().collect()
    }
}

/// A block that shows what fixes make of the block before it.
pub(crate) struct Shown {
    pub(crate) project: Project,
    /// Of the block before it.
    pub(crate) path: String,
    /// `fixed unsafe`: with the fixes that are plausible only.
    pub(crate) plausible: bool,
    pub(crate) text: String,
    /// 1-based line of the page on which the text starts.
    pub(crate) page_line: usize,
}

pub(crate) struct Fence {
    pub(crate) language: String,
    pub(crate) title: Option<String>,
    /// `js fixed`, `js fixed unsafe`
    fixed: Option<bool>,
    /// Line of the heading that it stands under.
    section: usize,
    /// 1-based line of the page on which the body starts.
    line: usize,
    body: String,
}

impl Fence {
    fn opened(info: &str, section: usize, line: usize) -> Self {
        let title = info.split_once("title=\"").map(|(_, rest)| rest);
        let title = title.and_then(|rest| rest.split_once('"'));
        Self {
            language: info.split_whitespace().next().unwrap_or_default().into(),
            title: title.map(|(title, _)| title.into()),
            fixed: match info.split_whitespace().skip(1).collect::<Vec<_>>()[..] {
                ["fixed"] => Some(false),
                ["fixed", "unsafe"] => Some(true),
                _ => None,
            },
            section,
            line,
            body: String::new(),
        }
    }

    /// Line of the heading that it stands under.
    pub(crate) fn section(&self) -> usize {
        self.section
    }

    pub(crate) fn body(&self) -> &str {
        &self.body
    }

    /// Its title, else where a block without one stands.
    pub(crate) fn path(&self) -> String {
        let title = self.title.clone();
        title.unwrap_or_else(|| self.usual_path())
    }

    fn is_code(&self) -> bool {
        self.fixed.is_none() && ["js", "jsx", "ts", "tsx", "rust"].contains(&self.language.as_str())
    }

    /// Where a block without a title stands.
    fn usual_path(&self) -> String {
        match self.language.as_str() {
            "rust" => "src/lib.rs".into(),
            extension => format!("example.{extension}"),
        }
    }

    /// The code without its marks; `own` is the rule that a mark means where it names none.
    pub(crate) fn source(&self, own: &str) -> Source {
        let mut source = Source {
            path: self.path(),
            text: String::new(),
            marks: BTreeMap::new(),
            page_line: self.line,
        };
        for (line, content) in (1..).zip(self.body.lines()) {
            let marked = Mark::at_end_of(content, own);
            source.text += marked.as_ref().map_or(content, |(code, _)| code);
            source.text.push('\n');
            source.marks.extend(marked.map(|(_, mark)| (line, mark)));
        }
        source
    }
}

/// What a line says is to be found on it.
#[derive(Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) rule: String,
    /// Part of what the finding says; empty: anything.
    pub(crate) words: String,
}

impl Mark {
    /// The code before the mark, and the mark.
    fn at_end_of<'a>(line: &'a str, own: &str) -> Option<(&'a str, Self)> {
        let (code, rest) = line.split_once("// error")?;
        let words = match rest {
            "" => "",
            _ => rest.strip_prefix(':')?.trim(),
        };
        let other = words.strip_prefix('[').and_then(|w| w.split_once(']'));
        let (rule, words) = other.unwrap_or((own, words));
        let mark = Self {
            rule: rule.into(),
            words: words.trim().into(),
        };
        Some((code.trim_end(), mark))
    }
}

pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
    /// By 1-based line.
    pub(crate) marks: BTreeMap<u32, Mark>,
    /// 1-based line of the page on which the text starts.
    pub(crate) page_line: usize,
}

impl Source {
    /// There is a line that must have a finding, and one that could have one and must not.
    pub(crate) fn shows_both(&self) -> (bool, bool) {
        let unmarked = (1..).zip(self.text.lines());
        let mut unmarked = unmarked.filter(|(line, _)| !self.marks.contains_key(line));
        let silent = unmarked.any(|(_, text)| could_hold_a_code(text));
        (!self.marks.is_empty(), silent)
    }
}

/// A number or a name of Parse's stands there, and not in a comment only.
fn could_hold_a_code(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit()) || !catalogue::codes_named(word).is_empty()
    })
}

pub(crate) struct Project {
    pub(crate) page: String,
    pub(crate) config: Option<String>,
    /// Path and text.
    pub(crate) manifests: Vec<(String, String)>,
    pub(crate) sources: Vec<Source>,
}

impl Project {
    fn around<'a>(page: &str, section: impl Iterator<Item = &'a Fence>) -> Self {
        let mut project = Self {
            page: page.into(),
            config: None,
            manifests: Vec::new(),
            sources: Vec::new(),
        };
        for fence in section {
            match (fence.language.as_str(), &fence.title) {
                ("toml", None) => project.config = Some(fence.body.clone()),
                ("toml" | "json", Some(path)) => {
                    project.manifests.push((path.clone(), fence.body.clone()));
                }
                _ => {}
            }
        }
        project
    }
}

#[test]
fn marks_are_read_and_cut_off() {
    let text =
        "a; // error\nb;\nc; // error: words\nd; // error: [other] its: words\ne; // errors\n";
    let page = Page {
        stem: "own".into(),
        text: format!("# `own`\n```js title=\"x/y.js\"\n{text}```\n"),
    };
    let source = &page.projects()[0].sources[0];
    assert_eq!(source.path, "x/y.js");
    assert_eq!(source.text, "a;\nb;\nc;\nd;\ne; // errors\n");
    assert_eq!((source.page_line, source.marks.len()), (3, 3));
    let mark = |rule: &str, words: &str| Mark {
        rule: rule.into(),
        words: words.into(),
    };
    assert_eq!(source.marks[&1], mark("own", ""));
    assert_eq!(source.marks[&3], mark("own", "words"));
    assert_eq!(source.marks[&4], mark("other", "its: words"));
}

#[test]
fn sections_part_projects() {
    let text = "### One\n```toml\nt\n```\n```js title=\"a.js\"\na\n```\n```js title=\"b.js\"\nb\n```\n```ts\nc\n```\n\
                ### Two\n```json title=\"package.json\"\n{}\n```\n```js title=\"a.js\"\nd\n```\n\
                ### Three\n```toml title=\"Cargo.toml\"\nt\n```\n```rust\ne\n```\n";
    let page = Page {
        stem: "own".into(),
        text: text.into(),
    };
    let shape = |project: &Project| {
        let paths: Vec<_> = project.sources.iter().map(|s| s.path.clone()).collect();
        (
            paths.join(" "),
            project.config.is_some(),
            project.manifests.len(),
        )
    };
    let shapes: Vec<_> = page.projects().iter().map(shape).collect();
    assert_eq!(
        shapes,
        [
            ("a.js b.js".into(), true, 0),
            ("example.ts".into(), true, 0),
            ("a.js".into(), false, 1),
            ("src/lib.rs".into(), false, 1)
        ]
    );
}

#[test]
fn a_silent_line_is_one_that_could_be_flagged() {
    for (line, expected) in [
        ("if (a) throw new Parse.Error(Parse.Error.TIMEOUT);", true),
        ("    Err(ErrorCode::ObjectNotFound.into())", true),
        ("limit: 100,", true),
        ("}", false),
        ("", false),
        ("// 101", false),
        ("let item1 = boats;", false),
    ] {
        assert_eq!(could_hold_a_code(line), expected, "{line}");
    }
}
