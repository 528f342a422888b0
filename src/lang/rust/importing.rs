//! The `use` that a file lacks to write a constant by a short name: an existing one is extended, else there is a new one.

use syn::UseTree;

use crate::model::facts::{Facts, Head, Import, ScopeId};
use crate::model::finding::Edit;
use crate::model::source::{SourceFile, Span};

/// Imports the last of `names` in a scope, or in the nearest scope around it that can hold a `use`; `None` where something
/// else bears that name, so that a whole path is better.
pub(super) fn import(
    file: &SourceFile,
    facts: &Facts,
    scopes: &[ScopeId],
    names: &[String],
) -> Option<Edit> {
    let (name, module) = names.split_last()?;
    let taken = facts.bindings.iter().any(|binding| binding.name == *name);
    if taken || module.is_empty() {
        return None;
    }
    let heads = &facts.imports.heads;
    let head = scopes
        .iter()
        .find_map(|scope| heads.iter().find(|head| head.scope == *scope))?;
    let imports = facts.imports.statements.iter();
    let beside: Vec<&Import> = imports
        .filter(|import| import.scope == head.scope)
        .collect();
    let mut extended = beside
        .iter()
        .filter_map(|import| extend(file, import.span, module, name));
    let statement = format!("use {};", names.join("::"));
    extended
        .next()
        .or_else(|| Some(add(file, head, &beside, &statement)))
}

/// Adds a name to a statement that imports from the very module.
fn extend(file: &SourceFile, statement: Span, module: &[String], name: &str) -> Option<Edit> {
    let text = file.slice(statement);
    let item: syn::ItemUse = syn::parse_str(text).ok()?;
    let mut tree = &item.tree;
    for own in module {
        match tree {
            UseTree::Path(path) if path.ident == own => tree = &path.tree,
            _ => return None,
        }
    }
    let start = statement.start as usize;
    match tree {
        UseTree::Name(known) => {
            let range = known.ident.span().byte_range();
            let known = known.ident.to_string();
            let mut both = [known.as_str(), name];
            both.sort_by_key(|name| rank(name));
            Some(Edit {
                span: Span::new(start + range.start, start + range.end),
                text: format!("{{{}}}", both.join(", ")),
            })
        }
        UseTree::Group(group) => insert(text, start, group, name),
        UseTree::Path(_) | UseTree::Rename(_) | UseTree::Glob(_) => None,
    }
}

/// Puts a name into a list, where a sorted list has it.
fn insert(text: &str, start: usize, group: &syn::UseGroup, name: &str) -> Option<Edit> {
    let open = group.brace_token.span.open().byte_range().end;
    let firsts = group.items.iter().map(|item| {
        let ident = match item {
            UseTree::Path(node) => &node.ident,
            UseTree::Name(node) => &node.ident,
            UseTree::Rename(node) => &node.ident,
            UseTree::Glob(_) | UseTree::Group(_) => return None,
        };
        Some((ident.to_string(), ident.span().byte_range().start))
    });
    let firsts: Vec<(String, usize)> = firsts.collect::<Option<_>>()?;
    let later = firsts.iter().find(|(other, _)| rank(other) > rank(name));
    let edit = |at: usize, text: String| Edit {
        span: Span::new(start + at, start + at),
        text,
    };
    if let Some((_, at)) = later {
        // What stands between the items is what the file puts there.
        let before = text.get(..*at)?;
        let line = before.rsplit('\n').next()?;
        let apart = match line.trim().is_empty() && before.contains('\n') {
            true => before.get(before.rfind('\n')? + 1..)?,
            false => "",
        };
        let end = if before.ends_with("\r\n") || text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        return Some(match apart.is_empty() && !before.ends_with('\n') {
            true => edit(*at, format!("{name}, ")),
            false => edit(*at, format!("{name},{end}{apart}")),
        });
    }
    let last = group.items.last();
    let Some(_) = last else {
        return Some(edit(open, name.to_owned()));
    };
    let close = group.brace_token.span.close().byte_range().start;
    let inside = text.get(open..close)?;
    let kept = inside.trim_end();
    let at = open + kept.len();
    let comma = if kept.ends_with(',') { "" } else { "," };
    let (_, start) = firsts.last()?;
    let line = text.get(..*start)?;
    let indent = line.get(line.rfind('\n').map_or(line.len(), |at| at + 1)..)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Some(match inside.contains('\n') && indent.trim().is_empty() {
        true => edit(at, format!("{comma}{end}{indent}{name},")),
        false => edit(at, format!("{comma} {name}")),
    })
}

/// The order of names in a list, as rustfmt has it: `self`, then modules and functions, types, constants.
fn rank(name: &str) -> (u8, String) {
    let upper = |c: char| !c.is_lowercase();
    let kind = match name {
        "self" => 0,
        "super" | "crate" => 1,
        _ if name.starts_with(|c: char| c.is_lowercase()) => 2,
        _ if name.chars().all(upper) => 4,
        _ => 3,
    };
    (kind, name.to_owned())
}

/// A statement of its own, behind the last one of the scope, else above everything else there.
fn add(file: &SourceFile, head: &Head, beside: &[&Import], statement: &str) -> Edit {
    let text = &file.text;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let at = beside.last().map_or(head.at, |last| last.span.end) as usize;
    let start = beside.last().map_or(head.at, |last| last.span.start) as usize;
    let before = text.get(..start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent = if line.trim().is_empty() { line } else { "" };
    let text = match beside.is_empty() {
        true => format!("{statement}{end}{end}{indent}"),
        false => format!("{end}{indent}{statement}"),
    };
    Edit {
        span: Span::new(at, at),
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, name: &str, after: Option<&str>) {
        let file = SourceFile::new("a.rs", before);
        let module = ["a".to_owned()];
        let edit = extend(&file, Span::new(0, before.len()), &module, name);
        let written = edit.map(|Edit { span, text }| {
            let (start, end) = (&before[..span.start as usize], &before[span.end as usize..]);
            format!("{start}{text}{end}")
        });
        assert_eq!(written.as_deref(), after, "{before}");
    }

    #[test]
    fn a_name_goes_where_a_sorted_list_has_it() {
        for (before, name, after) in [
            ("use a::B;", "A", "use a::{A, B};"),
            ("use a::B;", "C", "use a::{B, C};"),
            ("use a::{};", "A", "use a::{A};"),
            ("use a::{B};", "A", "use a::{A, B};"),
            ("use a::{B};", "C", "use a::{B, C};"),
            ("use a::{B,};", "C", "use a::{B, C};"),
            ("use a::{ B, D as X };", "C", "use a::{ B, C, D as X };"),
            ("use a::{ B, D as X };", "E", "use a::{ B, D as X, E };"),
            ("use a::{\n    B,\n};", "A", "use a::{\n    A,\n    B,\n};"),
            ("use a::{\n    B,\n};", "C", "use a::{\n    B,\n    C,\n};"),
            ("use a::{\n    B\n};", "C", "use a::{\n    B,\n    C,\n};"),
            (
                "use a::{\r\n    B,\r\n};",
                "C",
                "use a::{\r\n    B,\r\n    C,\r\n};",
            ),
            (
                "use a::{\r\n    B,\r\n};",
                "A",
                "use a::{\r\n    A,\r\n    B,\r\n};",
            ),
            ("use a::{\n    B, D,\n};", "E", "use a::{\n    B, D, E\n};"),
        ] {
            check(before, name, Some(after));
        }
    }

    #[test]
    fn other_lists_are_left_alone() {
        for before in [
            "use a::{*, B};",
            "use a::*;",
            "use a::B as C;",
            "use b::{B};",
            "use a::c::B;",
        ] {
            check(before, "C", None);
        }
    }
}
