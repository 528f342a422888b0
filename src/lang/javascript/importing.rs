//! The import that a file lacks to write a constant of the SDK: of which module, in which form, and where.
//!
//! Nothing is said where a file's way of getting at the SDK is not known: a script in a page may have it as a global.

use crate::model::facts::{Facts, Import, ImportForm};
use crate::model::finding::Edit;
use crate::model::resolved::{Package, SpellContext};
use crate::model::source::{BOM, SourceFile, Span};

/// The name that the SDK gets.
const NAME: &str = "Parse";

/// The packages whose sources run on a server, where the SDK is `parse/node`.
const SERVERS: [&str; 7] = [
    "parse-server",
    "parse-dashboard",
    "express",
    "fastify",
    "koa",
    "@nestjs/core",
    "@hapi/hapi",
];

/// How a file gets what it needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum System {
    /// `import`
    Modules,
    /// `require`
    CommonJs,
}

/// The statement that binds `Parse` to the SDK; else why there is none, a clause without full stop.
pub(super) fn import(file: &SourceFile, around: &SpellContext<'_>) -> Result<Edit, String> {
    let facts = around.facts;
    if facts.bindings.iter().any(|binding| binding.name == NAME) {
        return Err(format!("`{NAME}` means something else in this file"));
    }
    let system = system(file, facts, around.package)?;
    let module = module(file, facts, system, around.package)?;
    let statements = leading(facts);
    let style = Style::of(file, &statements);
    let Style {
        quote,
        end,
        declares,
    } = style;
    let statement = match system {
        System::Modules => format!("import {NAME} from {quote}{module}{quote}{end}"),
        System::CommonJs => {
            format!("{declares} {NAME} = require({quote}{module}{quote}){end}")
        }
    };
    place(file, facts, &statements, &statement)
        .ok_or_else(|| "no place for an import was found".into())
}

/// Makes a name that is imported as a type a value: `import type Parse from 'parse'`.
pub(super) fn as_value(file: &SourceFile, facts: &Facts, name: &str) -> Option<Edit> {
    let mut bindings = facts.bindings.iter();
    let binding = bindings.find(|binding| binding.name == name && binding.scope == 0)?;
    let mut imports = facts.imports.statements.iter();
    let import = imports.find(|import| import.span.contains(binding.span))?;
    let text = file.slice(import.span);
    // A single name, which nothing else of the statement is about.
    let rest = text.strip_prefix("import type ")?.trim_start();
    let start = import.span.start as usize + "import ".len();
    rest.starts_with(name).then(|| Edit {
        span: Span::new(start, start + "type ".len()),
        text: String::new(),
    })
}

fn system(file: &SourceFile, facts: &Facts, package: Option<&Package>) -> Result<System, String> {
    let path = file.path.to_ascii_lowercase();
    let ends = |extensions: &[&str]| extensions.iter().any(|extension| path.ends_with(extension));
    let has = |form| {
        let mut statements = facts.imports.statements.iter();
        statements.any(|import| import.form == form)
    };
    if facts.imports.module || ends(&[".mjs", ".mts"]) {
        return Ok(System::Modules);
    }
    if has(ImportForm::Run) || ends(&[".cjs"]) || !facts.modules.is_empty() {
        return Ok(System::CommonJs);
    }
    let module = package.is_some_and(|package| package.modules);
    let is_node =
        package.is_some_and(runs_on_server) || facts.globals.iter().any(|name| name == "module");
    match (ends(&[".ts", ".tsx"]) || module, is_node) {
        (true, _) => Ok(System::Modules),
        (false, true) => Ok(System::CommonJs),
        (false, false) => Err(format!(
            "the file imports nothing, and how it gets at `{NAME}` is not known"
        )),
    }
}

fn runs_on_server(package: &Package) -> bool {
    let named = SERVERS.contains(&package.name.as_str());
    named || SERVERS.iter().any(|server| package.depends_on(server))
}

/// The SDK's module for where the file runs.
fn module(
    file: &SourceFile,
    facts: &Facts,
    system: System,
    package: Option<&Package>,
) -> Result<String, String> {
    let mut named = facts.modules.iter();
    if let Some(known) = named.find(|module| is_sdk(module)) {
        return Ok(known.clone());
    }
    let Some(package) = package else {
        let server = system == System::CommonJs;
        return Ok(if server { "parse/node" } else { "parse" }.into());
    };
    if package.name == "parse" {
        return Err("the SDK's own sources do not import it".into());
    }
    if !package.depends_on("parse") && !package.depends_on("parse-server") {
        return Err(format!("`{}` does not depend on `parse`", package.manifest));
    }
    let native = package.depends_on("react-native");
    let server = runs_on_server(package) && !is_page(file, facts);
    let server = server || uses_node(facts) || system == System::CommonJs;
    Ok(match (native, server) {
        (true, _) => "parse/react-native",
        (false, true) => "parse/node",
        (false, false) => "parse",
    }
    .into())
}

/// Whether a file runs in a browser, also where its package has a server.
fn is_page(file: &SourceFile, facts: &Facts) -> bool {
    let drawn = [
        "react",
        "react-dom",
        "preact",
        "vue",
        "svelte",
        "@angular/core",
    ];
    let path = file.path.to_ascii_lowercase();
    let mut modules = facts.modules.iter();
    path.ends_with(".jsx")
        || path.ends_with(".tsx")
        || modules.any(|module| drawn.contains(&module.as_str()))
}

fn uses_node(facts: &Facts) -> bool {
    let node = [
        "fs",
        "path",
        "http",
        "https",
        "crypto",
        "child_process",
        "os",
    ];
    let mut modules = facts.modules.iter();
    modules.any(|module| module.starts_with("node:") || node.contains(&module.as_str()))
}

fn is_sdk(module: &str) -> bool {
    module == "parse" || module.starts_with("parse/")
}

/// The imports above everything else.
fn leading(facts: &Facts) -> Vec<&Import> {
    let head = head(facts);
    let imports = facts.imports.statements.iter();
    imports
        .filter(|import| import.scope == 0 && import.span.start < head)
        .collect()
}

fn head(facts: &Facts) -> u32 {
    facts.imports.heads.first().map_or(0, |head| head.at)
}

/// How the file writes its imports.
struct Style {
    quote: char,
    end: &'static str,
    declares: &'static str,
}

impl Style {
    fn of(file: &SourceFile, statements: &[&Import]) -> Self {
        let last = statements.last().map(|import| file.slice(import.span));
        let text = last.unwrap_or(&file.text);
        let quotes = |quote: char| text.matches(quote).count();
        let word = last.and_then(|text| text.split_whitespace().next());
        Self {
            quote: if quotes('"') > quotes('\'') {
                '"'
            } else {
                '\''
            },
            end: match last {
                Some(text) if !text.ends_with(';') => "",
                None if !text.contains(";\n") && !text.contains(";\r\n") => "",
                _ => ";",
            },
            declares: match word {
                Some("var") => "var",
                _ => "const",
            },
        }
    }
}

/// Behind the last import, else above the first statement and what is said of it.
fn place(
    file: &SourceFile,
    facts: &Facts,
    statements: &[&Import],
    statement: &str,
) -> Option<Edit> {
    let text = &file.text;
    let break_ = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let insert = |at: usize, text: String| Edit {
        span: Span::new(at, at),
        text,
    };
    if let Some(last) = statements.last() {
        let end = last.span.end as usize;
        let rest = text.get(end..)?;
        let line = rest.lines().next().unwrap_or_default();
        // What else stands on the line stays there: a comment, mostly.
        let behind = line.trim();
        if behind.is_empty() || behind.starts_with("//") {
            return Some(insert(
                end + line.trim_end_matches('\r').len(),
                format!("{break_}{statement}"),
            ));
        }
        let start = last.span.start as usize;
        return Some(insert(start, format!("{statement}{break_}")));
    }
    let at = above_comments(file, facts, head(facts))?;
    let blank = format!("{statement}{break_}{break_}");
    Some(insert(at, blank))
}

/// Where a statement begins together with what is said of it right above. What is said of the file stays above all: a
/// comment with a blank line below it, and at the top any but one that documents the statement.
fn above_comments(file: &SourceFile, facts: &Facts, at: u32) -> Option<usize> {
    const OF_FILE: [&str; 5] = ["@file", "@flow", "@license", "@jsx", "opyright"];
    let text = &file.text;
    let mut start = at as usize;
    for comment in facts.comments.iter().rev() {
        let (begin, end) = (comment.span.start as usize, comment.span.end as usize);
        if end > start {
            continue;
        }
        let (said, between) = (text.get(begin..end)?, text.get(end..start)?);
        let adjoins = between.trim().is_empty() && between.matches('\n').count() == 1;
        let above = text.get(..begin)?.trim_start_matches(BOM);
        let documents = said.starts_with("/**") && !OF_FILE.iter().any(|mark| said.contains(mark));
        if !adjoins || (above.trim().is_empty() && !documents) {
            break;
        }
        start = begin;
    }
    let bom = if text.starts_with(BOM) { BOM.len() } else { 0 };
    Some(start.max(bom))
}
