//! What speaks against a use that is no code, or a weak one: the questions of `evidence`, `fields` and `flow`, for the
//! answer that ended them.

use super::words::{foreign, nth, path};
use super::{other, value};
use crate::model::catalogue;
use crate::model::facts::{
    Bound, CodeUse, Expr, Fate, Field, Group, GroupId, Operand, ScopeId, Subject,
};
use crate::model::resolved::{Evidence, ResolvedUse};
use crate::resolve::evidence::is_answer_body;
use crate::resolve::fields::{foreign_sibling, is_answer};
use crate::resolve::guards::Known;
use crate::resolve::looks::shown;
use crate::resolve::meaning::Meaning;
use crate::resolve::{Resolver, tables};

const NO_TRACE: &str = "the file and its package show no trace of Parse";
/// How many names are followed to what a value is.
const HOPS: u8 = 6;

impl Resolver<'_> {
    /// Why a use is no code. There is always a reason.
    pub(super) fn why_not(&self, code_use: &CodeUse) -> Vec<String> {
        let why = match &code_use.subject {
            Subject::Argument {
                callee,
                index,
                constructs,
                ..
            } => self.no_argument(code_use, callee, *index, *constructs),
            Subject::Against { other } => vec![self.not_against(other, code_use)],
            Subject::Field(field) => vec![self.no_field(field, code_use.scope)],
            Subject::Assigned { target } => vec![match self.giver(target) {
                Some(function) => {
                    let why = "is no code of a Parse error, and is not given to one";
                    format!("what `{function}` gives {why}")
                }
                None => self.no_code(target, code_use.scope, HOPS),
            }],
            Subject::Named { name, group } => self.no_constant(name, *group, code_use),
            Subject::Mentioned => vec!["it is no constant of Parse's".into()],
        };
        let mut why = self
            .owned_elsewhere()
            .into_iter()
            .chain(why)
            .collect::<Vec<_>>();
        if let Operand::Path(path) = &code_use.operand {
            let path = path.dotted().unwrap_or_else(|| "it".into());
            why.push(format!("no number is known behind `{path}` that is a code"));
        }
        why
    }

    /// What keeps the evidence of a code down, beside what the evidence says itself.
    pub(super) fn doubts(&self, found: &ResolvedUse<'_>) -> Vec<String> {
        let code_use = found.code_use;
        let mut doubts = Vec::new();
        if self.facts.from_tokens {
            doubts.push(
                "the file was read as tokens only, which tell no scopes: nothing is certain".into(),
            );
        }
        let told = found
            .reasons
            .iter()
            .any(|reason| reason.starts_with("but "));
        if found.evidence > Evidence::Weak || told {
            return doubts;
        }
        if self.trace.grade() == Some(Evidence::Weak) {
            doubts.push("the file itself shows no trace of Parse, only its package does".into());
        }
        if let Some(Expr::Member(base, _)) = other(code_use)
            && !self.looks_like_error(base, code_use.scope, 4)
        {
            doubts.push(format!(
                "{} does not look like an error, and names do not lead from it to Parse",
                shown(base)
            ));
        }
        if doubts.is_empty() {
            doubts.push("names do not lead from here to Parse: the shape alone speaks".into());
        }
        doubts
    }

    fn owned_elsewhere(&self) -> Option<String> {
        let owner = self.trace.look_alike()?;
        Some(format!(
            "the file belongs to `{owner}`, the SDK of another platform"
        ))
    }

    /// The clause for a file without a trace, where that is what ended the question.
    fn without_trace(&self) -> Option<String> {
        self.trace.grade().is_none().then(|| NO_TRACE.to_owned())
    }

    fn no_argument(
        &self,
        code_use: &CodeUse,
        callee: &Expr,
        index: usize,
        constructs: bool,
    ) -> Vec<String> {
        let it = path(callee);
        let place = match self.meaning(callee, code_use.scope) {
            Meaning::Foreign { owner } => foreign(&it, &owner),
            Meaning::ErrorClass { .. } if self.takes_arguments(callee, code_use.scope) => format!(
                "{it} has a constructor of its own, which does not hand the {} argument on to Parse",
                nth(index)
            ),
            Meaning::ErrorClass { .. } if index > 0 => {
                "a Parse error takes its code as the first argument".into()
            }
            Meaning::ErrorClass { .. } => {
                format!("{it} does not take the message of a Parse error")
            }
            meaning if meaning.parse().is_some() => {
                format!("{it} belongs to Parse, but takes no code")
            }
            _ if constructs => format!("{it} is not known to be a class of Parse errors"),
            _ => format!("{it} is not known to make a Parse error of its argument"),
        };
        let mut why = vec![place];
        why.extend(self.without_trace());
        let everyday = value(code_use).is_some_and(|value| (-99..100).contains(&value));
        if everyday && self.route(callee, code_use.scope).is_some() {
            why.push("a helper of another file is not asked about small numbers".into());
        }
        why
    }

    fn not_against(&self, other: &Expr, code_use: &CodeUse) -> String {
        if let Some(text) = self.texts.get(&self.keyed(other, code_use.scope)) {
            let it = path(other);
            return format!(
                "{it} is compared with the text {text:?}, too: Parse's codes are numbers"
            );
        }
        self.asked_as_other(other, code_use)
            .unwrap_or_else(|| self.no_code(other, code_use.scope, HOPS))
    }

    /// What the file itself asked of the value before, where the answer is that it is none of Parse's.
    fn asked_as_other(&self, other: &Expr, code_use: &CodeUse) -> Option<String> {
        let Expr::Member(base, key) = other else {
            return None;
        };
        match self.asked_before(base, code_use.scope, code_use.span)? {
            Known::Theirs(doubt) if key == "code" => Some(format!("of {}, {doubt}", path(base))),
            _ => None,
        }
    }

    /// Why an expression is no code of a Parse error.
    fn no_code(&self, expr: &Expr, scope: ScopeId, hops: u8) -> String {
        let it = path(expr);
        match self.meaning(expr, scope) {
            Meaning::Foreign { owner } if !is_body_code(expr) || owner.contains("://") => {
                return foreign(&it, &owner);
            }
            Meaning::Constant { value, .. } => {
                return format!("{it} is Parse's constant of another number, {value}");
            }
            Meaning::Code { .. } => {
                return format!("{it} is a code, but this is no place that makes or compares one");
            }
            _ => {}
        }
        match expr {
            Expr::Member(base, key) if key == "code" => self.no_code_of(base, scope),
            Expr::Member(_, key) => no_code_by_name(&it, key),
            Expr::Call { callee, .. } => match callee.as_ref() {
                Expr::Member(base, key) if key == "code" => self.no_code_of(base, scope),
                callee => no_code_by_name(&it, callee.last_name().unwrap_or_default()),
            },
            Expr::Name(name) => self.no_code_by_binding(name, scope, hops),
            Expr::Either(options) => match options.first() {
                Some(first) if hops > 0 => self.no_code(first, scope, hops - 1),
                _ => format!("{it} is not known to be a code"),
            },
            Expr::Slot(_) => self.without_trace().unwrap_or_else(|| {
                "what is taken apart there is not known to be a Parse error".into()
            }),
            _ => "what it meets is an expression that no names lead from".into(),
        }
    }

    fn no_code_of(&self, base: &Expr, scope: ScopeId) -> String {
        if let Meaning::Foreign { owner } = self.meaning(base, scope)
            && !is_answer_body(base)
        {
            return foreign(&path(base), &owner);
        }
        let none = || format!("{} is not known to be a Parse error", path(base));
        self.without_trace().unwrap_or_else(none)
    }

    fn no_code_by_binding(&self, name: &str, scope: ScopeId, hops: u8) -> String {
        let Some((_, binding)) = self.names.find(name, scope) else {
            return format!("`{name}` is a global, and no code that Parse has");
        };
        if name.to_ascii_lowercase().contains("status") {
            return format!("`{name}` is called a status, which is no error's code");
        }
        match &binding.value {
            Bound::Value(value) if hops > 0 && !matches!(value, Expr::Opaque) => {
                let value_is = self.no_code(value, binding.scope, hops - 1);
                match value {
                    Expr::Name(_) | Expr::Member(..) | Expr::Call { .. } => {
                        format!("`{name}` is {}: {value_is}", path(value))
                    }
                    _ => format!("`{name}` is bound here, and {value_is}"),
                }
            }
            Bound::Parameter { .. } if name == "code" => {
                self.without_trace().unwrap_or_else(|| {
                    "`code` is a parameter, and nothing tells whose code it is".into()
                })
            }
            Bound::Parameter { .. } => {
                format!("`{name}` is a parameter: what it is given, the file does not say")
            }
            Bound::Caught { .. } | Bound::Rejection { .. } => {
                format!("`{name}` is what was caught, not its `code`")
            }
            Bound::Resolution { .. } => {
                format!("`{name}` is what a promise was kept with, no error")
            }
            Bound::Element => format!("`{name}` is an element of something, no error"),
            Bound::Function | Bound::Class { .. } | Bound::Group(_) => {
                format!("`{name}` is declared in the file, and is no code")
            }
            _ => format!("`{name}` is bound to something that names say nothing about"),
        }
    }

    fn no_field(&self, field: &Field, scope: ScopeId) -> String {
        if let Fate::Built { class } = &field.fate {
            return match self.meaning(class, scope) {
                _ if field.key != "code" => format!("`{}` is not called `code`", field.key),
                Meaning::Foreign { owner } => foreign(&path(class), &owner),
                _ => NO_TRACE.into(),
            };
        }
        if let Some(none) = self.without_trace() {
            return none;
        }
        if let Some(key) = foreign_sibling(field) {
            return format!("`{key}` stands beside it, which no error of Parse's has");
        }
        if tables::is_foreign_fate(self, &field.fate, scope) {
            let (Fate::Argument { callee: goes, .. } | Fate::Expected { other: goes }) =
                &field.fate
            else {
                return NO_TRACE.into();
            };
            return self.means(goes, scope).unwrap_or_else(|| {
                format!("the object goes to {}, which is not Parse", path(goes))
            });
        }
        if is_answer(&field.fate) {
            return "what a webhook answers with, Parse Server does not pass on".into();
        }
        "an object that is returned may be any payload; an error's has `error` beside its code"
            .into()
    }

    fn no_constant(&self, name: &str, group: Option<GroupId>, code_use: &CodeUse) -> Vec<String> {
        let claims = catalogue::codes_named(name);
        let right = value(code_use).is_some_and(|value| claims.contains(&value));
        let mut why = match group.and_then(|group| self.facts.groups.get(group as usize)) {
            Some(group) if tables::is_http_statuses(group) => {
                vec!["its table is one of HTTP statuses".to_owned()]
            }
            Some(group) if tables::is_look_alike(self, Some(group)) => {
                let named = group.name.as_deref().unwrap_or("it");
                vec![format!(
                    "its table `{named}` is named after another platform"
                )]
            }
            Some(group) => vec![no_table(group)],
            None => Vec::new(),
        };
        why.push(format!(
            "`{name}` is not known to reach a Parse error, in this file or in another one of the project"
        ));
        if group.is_none() && right {
            why.push(format!(
                "`{name}` is a Parse name of the number, but no second constant beside it has one"
            ));
        }
        why
    }
}

/// Why a group of constants is no table of Parse's codes by its names.
fn no_table(group: &Group) -> String {
    let members = || {
        group
            .members
            .iter()
            .map(|member| (member.name.as_str(), member.value))
    };
    let named = members().filter(|(name, value)| catalogue::codes_named(name).contains(value));
    let right = match (tables::rightly_named(members()), named.count()) {
        (0, 0) => "no member of its table has".to_owned(),
        (0, _) => {
            return "the Parse names in its table are single words, which anybody may use".into();
        }
        (1, _) => "only one member of its table has".to_owned(),
        (several, _) => format!("{several} members of its table have"),
    };
    format!("{right} a Parse name of its number, where two make a table of Parse's codes")
}

fn is_body_code(expr: &Expr) -> bool {
    matches!(expr, Expr::Member(base, key) if key == "code" && is_answer_body(base))
}

/// Why a member or a method of another name than `code` is none.
fn no_code_by_name(it: &str, name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if lower.contains("status") || lower == "as_u16" {
        return format!("{it} is a status, as of HTTP or of a process, and no error's code");
    }
    match lower.as_str() {
        "length" | "size" | "count" | "len" => format!("{it} is a number of things"),
        "keycode" | "which" | "charcode" => format!("{it} is the code of a key"),
        "errno" | "exitcode" => format!("{it} is a number of the system's"),
        _ => format!("{it} is not called `code`, as the number of a Parse error is"),
    }
}
