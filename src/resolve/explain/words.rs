//! Places and meanings in words.

use crate::model::catalogue;
use crate::model::facts::{
    ANY_KEY, CodeUse, ConstantsAt, Expr, Fate, Field, Group, GroupKind, Operand, ScopeId, Site,
    Subject,
};
use crate::model::resolved::Evidence;
use crate::resolve::Resolver;
use crate::resolve::looks::shown;
use crate::resolve::meaning::Meaning;

impl Resolver<'_> {
    /// What a use meets where it stands: a clause.
    pub(super) fn meets(&self, code_use: &CodeUse) -> String {
        match &code_use.subject {
            Subject::Argument {
                callee,
                index,
                constructs,
                ..
            } => {
                let new = match *constructs && self.facts.constants_at == ConstantsAt::ErrorClass {
                    true => "new ",
                    false => "",
                };
                let callee = written(callee).unwrap_or_else(|| "..".into());
                format!("it is the {} argument of `{new}{callee}(..)`", nth(*index))
            }
            Subject::Against { other } => against(code_use.site, &path(other)),
            Subject::Field(field) => format!(
                "it is the value of `{}` in an object {}",
                field.key,
                fate(field)
            ),
            Subject::Assigned { target } => match self.giver(target) {
                Some(function) => format!("`{function}` gives it"),
                None => format!("it is given to {}", path(target)),
            },
            Subject::Named { name, group } => {
                let group = group.and_then(|group| self.facts.groups.get(group as usize));
                match group {
                    Some(group) => format!("it is `{name}` of {}", table(group)),
                    None => format!("it is given to `{name}`"),
                }
            }
            Subject::Mentioned => "it is named here".into(),
        }
    }

    /// The function that gives a number, where a target is what a call of it gives.
    pub(super) fn giver(&self, target: &Expr) -> Option<&str> {
        let Expr::Call { callee, .. } = target else {
            return None;
        };
        let Expr::Slot(id) = callee.as_ref() else {
            return None;
        };
        self.names.get(*id).map(|function| function.name.as_str())
    }

    /// What the use's counterpart is, as far as names lead: a clause; empty where there is nothing to say.
    pub(super) fn met(&self, code_use: &CodeUse) -> String {
        let expr = match (&code_use.subject, &code_use.operand) {
            (Subject::Argument { callee, .. }, _) => callee,
            (Subject::Against { other }, _) => other,
            (Subject::Assigned { target }, _) => target,
            (Subject::Field(field), _) => match &field.fate {
                Fate::Argument { callee, .. } => callee,
                Fate::Expected { other } => other,
                Fate::Built { class } => class,
                _ => return String::new(),
            },
            (_, Operand::Path(path)) => path,
            _ => return String::new(),
        };
        self.means(expr, code_use.scope).unwrap_or_default()
    }

    /// `None` where names lead nowhere.
    pub(super) fn means(&self, expr: &Expr, scope: ScopeId) -> Option<String> {
        let it = path(expr);
        Some(match self.meaning(expr, scope) {
            Meaning::Namespace { evidence } => format!("{it} is {}the SDK", surely(evidence)),
            Meaning::ErrorClass {
                evidence,
                sdk: true,
            } => format!("{it} is {}the SDK's error class", surely(evidence)),
            Meaning::ErrorClass { evidence, .. } => {
                format!("{it} is {}a class of Parse errors", surely(evidence))
            }
            Meaning::Codes { evidence } => {
                format!("{it} is {}the SDK's enum of codes", surely(evidence))
            }
            Meaning::Error { evidence, why } => {
                format!("{it} is {}a Parse error: {why}", surely(evidence))
            }
            Meaning::Code { evidence, why } => format!(
                "{it} is {}the code of a Parse error: {why}",
                surely(evidence)
            ),
            Meaning::Constant { value, .. } => format!("{it} is the SDK's constant of {value}"),
            Meaning::UnknownConstant { .. } => {
                format!("{it} is no member of the SDK's error class")
            }
            Meaning::Parse { evidence } => format!("{it} comes {}from the SDK", surely(evidence)),
            Meaning::Foreign { owner } => foreign(&it, &owner),
            Meaning::Local => format!("{it} comes from another module of the project"),
            Meaning::Unknown => return None,
        })
    }
}

fn surely(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Certain => "",
        Evidence::Likely => "most likely ",
        Evidence::Weak => "perhaps ",
    }
}

/// A clause whose paths are written as the language does, where it has two kinds of them: what begins with a capital
/// is a type or a variant.
pub(super) fn spelled(clause: &str, constants: ConstantsAt) -> String {
    if constants == ConstantsAt::ErrorClass {
        return clause.to_owned();
    }
    let clause = clause.replace("`this", "`self");
    let mut told = String::with_capacity(clause.len());
    let mut letters = clause.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let capital = letters.peek().is_some_and(|next| next.is_uppercase());
        match letter {
            '.' if capital && (before.is_alphanumeric() || before == '_') => told.push_str("::"),
            letter => told.push(letter),
        }
        before = letter;
    }
    told
}

/// Whose something is that is not Parse's.
pub(super) fn foreign(it: &str, owner: &str) -> String {
    if owner.contains("://") {
        return format!("{it} comes from the address `{owner}`, which shows nothing of Parse");
    }
    if listens(owner) {
        return format!(
            "{it} is what `{owner}` hands to a listener: events have codes of their own"
        );
    }
    let look_alike = catalogue::foreign_owner_of_module(owner)
        .or_else(|| catalogue::foreign_owner_of_namespace(owner));
    match look_alike {
        Some(_) => format!("{it} comes from `{owner}`, the SDK of another platform"),
        None => format!("{it} comes from `{owner}`, which is not Parse"),
    }
}

/// Whether the owner of a meaning is a method or property that hands events to listeners.
fn listens(owner: &str) -> bool {
    matches!(
        owner,
        "on" | "once" | "addEventListener" | "addListener" | "exec" | "spawn"
    ) || owner.len() > 2 && owner.starts_with("on") && !owner.contains(['/', '-'])
}

/// A group of constants: by its name, where it has one.
fn table(group: &Group) -> String {
    let kind = match group.kind {
        GroupKind::Enum => "enum",
        GroupKind::ClassStatics => "class",
        GroupKind::Object => "object",
        GroupKind::Module => "module",
        GroupKind::Exports => "exports",
    };
    match &group.name {
        Some(name) => format!("the {kind} `{name}`"),
        None if group.kind == GroupKind::Exports => "the module's exports".into(),
        None => format!("an unnamed {kind}"),
    }
}

fn against(site: Site, other: &str) -> String {
    match site {
        Site::Case => format!("it is a case that {other} is looked up in"),
        Site::Lookup => format!("it is a key of a table that {other} is looked up in"),
        Site::Membership => format!("it is an element of a list that {other} is looked for in"),
        Site::Assertion => format!("a test expects {other} to be it"),
        _ => format!("it is compared with {other}"),
    }
}

fn fate(field: &Field) -> String {
    let beside = match field.siblings.as_slice() {
        [] => String::new(),
        siblings => {
            let named: Vec<String> = siblings
                .iter()
                .take(4)
                .map(|key| format!("`{key}`"))
                .collect();
            format!(", beside {}", named.join(", "))
        }
    };
    let becomes = match &field.fate {
        Fate::Thrown => "that is thrown".into(),
        Fate::Returned => "that is returned".into(),
        Fate::Argument { callee, .. } => format!("that {} is given", path(callee)),
        Fate::Expected { other } => format!("that a test expects {} to be", path(other)),
        Fate::Bound { target } => format!("that {} is bound to", path(target)),
        Fate::Built { class } => format!("that builds a {}", path(class)),
        Fate::Other => "of no known fate".into(),
    };
    format!("{becomes}{beside}")
}

/// An expression in words, with its arguments left out.
pub(super) fn path(expr: &Expr) -> String {
    match expr {
        Expr::Either(options) => {
            let told: Vec<String> = options.iter().take(3).map(path).collect();
            told.join(" or ")
        }
        Expr::Rejection(promise) => format!("what {} is rejected with", path(promise)),
        Expr::Slot(_) => "what is taken apart there".into(),
        expr => written(expr).map_or_else(|| shown(expr), |written| format!("`{written}`")),
    }
}

/// As written, but for arguments.
fn written(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Call { callee, .. } => Some(format!("{}(..)", written(callee)?)),
        Expr::Member(base, name) if name == ANY_KEY => Some(format!("{}[..]", written(base)?)),
        Expr::Member(base, name) => {
            let mark = if is_inside_crate(base) { "::" } else { "." };
            Some(format!("{}{mark}{name}", written(base)?))
        }
        Expr::Module(module) => Some(module.clone()),
        expr => expr.dotted(),
    }
}

/// Whether a path leads through modules of a crate that every project has; no module of JavaScript is called so.
fn is_inside_crate(path: &Expr) -> bool {
    match path {
        Expr::Module(module) => matches!(
            module.as_str(),
            "std" | "core" | "alloc" | "crate" | "self" | "super"
        ),
        Expr::Member(base, name) => {
            name.starts_with(|first: char| first.is_lowercase()) && is_inside_crate(base)
        }
        _ => false,
    }
}

/// `first` for 0.
pub(super) fn nth(index: usize) -> String {
    match index {
        0 => "first".into(),
        1 => "second".into(),
        2 => "third".into(),
        _ => format!("{}th", index + 1),
    }
}
