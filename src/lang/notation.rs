//! Facts in a compact notation, for the tests of front ends: one fact a line.
//!
//! A use is `site operand: subject`, a binding `name = value`. `[m]` is a module, `a|b` one of two, `f()` a call's value,
//! `new F()` an object, `?` nothing that names tell, `_` what a pattern takes apart.

use crate::model::facts::{Binding, Bound, CodeUse, Expr, Facts, Fate, Operand, Subject};
use crate::model::source::SourceFile;

pub(super) fn expr(value: &Expr) -> String {
    match value {
        Expr::Name(name) => name.clone(),
        Expr::This => "this".into(),
        Expr::Super => "super".into(),
        Expr::Member(base, name) => format!("{}.{name}", expr(base)),
        Expr::Call {
            callee, constructs, ..
        } => format!(
            "{}{}()",
            if *constructs { "new " } else { "" },
            expr(callee)
        ),
        Expr::Module(module) => format!("[{module}]"),
        Expr::Either(options) => options.iter().map(expr).collect::<Vec<_>>().join("|"),
        Expr::Rejection(promise) => format!("rejection of {}", expr(promise)),
        Expr::Slot(_) => "_".into(),
        Expr::Number(value) => value.to_string(),
        Expr::Text(text) => format!("{text:?}"),
        Expr::Opaque => "?".into(),
    }
}

fn fate(fate: &Fate) -> String {
    match fate {
        Fate::Thrown => "thrown".into(),
        Fate::Returned => "returned".into(),
        Fate::Argument {
            callee,
            index,
            label,
        } => {
            let label = label
                .as_ref()
                .map_or(String::new(), |label| format!(" {label:?}"));
            format!("{}({index}){label}", expr(callee))
        }
        Fate::Expected { other } => format!("expected of {}", expr(other)),
        Fate::Bound { target } => format!("bound to {}", expr(target)),
        Fate::Built { class } => format!("built {}", expr(class)),
        Fate::Other => "?".into(),
    }
}

fn subject(subject: &Subject, facts: &Facts) -> String {
    match subject {
        Subject::Argument {
            callee,
            index,
            arguments,
            constructs,
        } => {
            let new = if *constructs { "new " } else { "" };
            format!("{new}{}({index}/{arguments})", expr(callee))
        }
        Subject::Against { other } => format!("against {}", expr(other)),
        Subject::Field(field) => {
            let parents: String = field.parents.iter().map(|key| format!("{key}.")).collect();
            let siblings = field.siblings.join(" ");
            format!(
                "{parents}{} beside [{siblings}], {}",
                field.key,
                fate(&field.fate)
            )
        }
        Subject::Assigned { target } => format!("to {}", expr(target)),
        Subject::Named { name, group: None } => format!("named {name}"),
        Subject::Named {
            name,
            group: Some(group),
        } => {
            let group = &facts.groups[*group as usize];
            let owner = group.name.as_deref().unwrap_or("?");
            format!("named {owner}.{name} ({:?})", group.kind)
        }
        Subject::Mentioned => "mentioned".into(),
    }
}

pub(super) fn shown_use(code_use: &CodeUse, file: &SourceFile, facts: &Facts) -> String {
    let operand = match &code_use.operand {
        Operand::Number(value) => value.to_string(),
        Operand::Text(text) => format!("{text:?}"),
        Operand::Path(path) => expr(path),
    };
    let literal = file.slice(code_use.span);
    let written = if literal == operand {
        String::new()
    } else {
        format!(" `{literal}`")
    };
    let subject = subject(&code_use.subject, facts);
    format!("{} {operand}{written}: {subject}", code_use.site.name())
}

pub(super) fn shown_binding(binding: &Binding) -> String {
    let value = match &binding.value {
        Bound::Value(value) => expr(value),
        Bound::Caught { .. } => "caught".into(),
        Bound::Rejection { promise, .. } => format!("rejection of {}", expr(promise)),
        Bound::Resolution { promise } => format!("resolution of {}", expr(promise)),
        Bound::Parameter {
            callee,
            argument,
            index,
            function,
        } => {
            let handed = callee.as_ref().map_or(String::new(), |callee| {
                format!(" for {}({argument})", expr(callee))
            });
            let owner = function
                .as_ref()
                .map_or(String::new(), |name| format!(" of {name}"));
            format!("parameter {index}{owner}{handed}")
        }
        Bound::Class { extends } => {
            format!("class {}", extends.as_ref().map_or(String::new(), expr))
        }
        Bound::Element => "element".into(),
        Bound::Function => "function".into(),
        Bound::Group(_) => "group".into(),
        Bound::Opaque => "?".into(),
    };
    let annotation = binding
        .annotation
        .as_ref()
        .map_or(String::new(), |ty| format!(": {}", expr(ty)));
    let name = if binding.name.is_empty() {
        "_"
    } else {
        &binding.name
    };
    format!("{name}{annotation} = {}", value.trim_end())
}

/// Holds each row, and tells all that differ at once.
#[track_caller]
pub(super) fn rows(table: &[(&str, &str)], read: impl Fn(&str) -> String) {
    let told: Vec<String> = table
        .iter()
        .map(|(source, expected)| (source, expected, read(source)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(source, expected, found)| {
            format!("{source}\n  expected: {expected}\n  found:    {found}")
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

pub(super) fn joined(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("; ")
}
