//! What an expression is: Parse itself, its error class, an error, an error's code, a constant, or somebody else's.

use std::cell::RefCell;

use super::Resolver;
use super::modules::{
    is_carrier, is_elsewhere, is_http_client, is_maker, is_request, is_service, stem,
};
pub(super) use super::modules::{is_local_module, is_parse_module};
use crate::model::catalogue;
use crate::model::deadline;
use crate::model::facts::{ANY_KEY, Binding, BindingId, Bound, ConstantsAt, Expr, ScopeId};
use crate::model::hashed::HashMap;
use crate::model::resolved::{Evidence, is_parse_header};

/// How many names are followed before giving up: real chains have three or four.
const FUEL: u8 = 24;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// The SDK as a whole: `Parse`.
    Namespace {
        evidence: Evidence,
    },
    /// `Parse.Error` (`sdk`), or a class that extends it.
    ErrorClass {
        evidence: Evidence,
        sdk: bool,
    },
    /// The enum in which an SDK keeps its codes, beside its errors.
    Codes {
        evidence: Evidence,
    },
    /// A value of such a class.
    Error {
        evidence: Evidence,
        why: String,
    },
    /// Its code.
    Code {
        evidence: Evidence,
        why: String,
    },
    /// A constant of the SDK's error class.
    Constant {
        value: i64,
        evidence: Evidence,
    },
    /// A member that the SDK's error class does not have.
    UnknownConstant {
        name: String,
        evidence: Evidence,
    },
    /// Anything else that comes from the SDK: a query, an object, a promise of one.
    Parse {
        evidence: Evidence,
    },
    /// Another library's.
    Foreign {
        owner: String,
    },
    /// A module of the same project.
    Local,
    Unknown,
}

impl Meaning {
    pub(super) fn error(evidence: Evidence, why: impl Into<String>) -> Self {
        Meaning::Error {
            evidence,
            why: why.into(),
        }
    }

    pub(super) fn is_foreign(&self) -> bool {
        matches!(self, Meaning::Foreign { .. })
    }

    /// Whether it comes from an address that shows nothing of Parse.
    pub(super) fn is_from_elsewhere(&self) -> bool {
        matches!(self, Meaning::Foreign { owner } if is_elsewhere(owner))
    }

    /// The grade at which it belongs to Parse.
    pub(super) fn parse(&self) -> Option<Evidence> {
        match self {
            Meaning::Namespace { evidence }
            | Meaning::ErrorClass { evidence, .. }
            | Meaning::Codes { evidence }
            | Meaning::Error { evidence, .. }
            | Meaning::Code { evidence, .. }
            | Meaning::Constant { evidence, .. }
            | Meaning::Parse { evidence } => Some(*evidence),
            _ => None,
        }
    }
}

/// Members that every class has; none of them is a constant.
fn is_builtin(name: &str) -> bool {
    matches!(
        name,
        "prototype"
            | "name"
            | "length"
            | "call"
            | "apply"
            | "bind"
            | "captureStackTrace"
            | "prepareStackTrace"
            | "stackTraceLimit"
            | "isError"
            | "toString"
            | "constructor"
            | "message"
            | "code"
            | "default"
    )
}

pub(super) fn is_namespace_name(name: &str) -> bool {
    catalogue::parse_namespaces().contains(&name)
}

pub(super) fn is_class_name(name: &str) -> bool {
    catalogue::parse_error_classes().contains(&name)
}

fn is_code_enum(name: &str) -> bool {
    catalogue::parse_code_enums().contains(&name)
}

impl Resolver<'_> {
    pub(super) fn meaning(&self, expr: &Expr, scope: ScopeId) -> Meaning {
        Look { resolver: self }.meaning(expr, scope, FUEL)
    }

    pub(super) fn meaning_of_binding(&self, id: BindingId) -> Meaning {
        Look { resolver: self }.binding(id, FUEL)
    }
}

/// What bindings were found to mean, by the fuel that was left: with the same fuel the answer is the same, and a
/// `try` whose calls lead to other names would else be asked again for each of them.
pub(super) type Memo = RefCell<HashMap<(BindingId, u8), Meaning>>;

pub(super) struct Look<'r, 'a> {
    pub(super) resolver: &'r Resolver<'a>,
}

impl Look<'_, '_> {
    pub(super) fn meaning(&self, expr: &Expr, scope: ScopeId, fuel: u8) -> Meaning {
        deadline::ask();
        let Some(fuel) = fuel.checked_sub(1) else {
            return Meaning::Unknown;
        };
        match expr {
            Expr::Name(name) => self.name(name, scope, fuel),
            Expr::Member(base, name) => self.member(base, name, scope, fuel),
            Expr::Call {
                callee,
                constructs,
                first,
            } => self.call(callee, *constructs, first.as_deref(), scope, fuel),
            Expr::Module(module) => self.module(module),
            Expr::Either(options) => self.either(options, scope, fuel),
            Expr::Rejection(promise) => self.rejection(promise, scope, fuel),
            Expr::Slot(id) => self.binding(*id, fuel),
            Expr::This if self.resolver.has_types() => self.name("self", scope, fuel),
            Expr::This | Expr::Super | Expr::Number(_) | Expr::Text(_) | Expr::Opaque => {
                Meaning::Unknown
            }
        }
    }

    fn name(&self, name: &str, scope: ScopeId, fuel: u8) -> Meaning {
        match self.resolver.names.find(name, scope) {
            Some((id, _)) => self.binding(id, fuel),
            None if is_namespace_name(name) && self.on_class() => Meaning::Namespace {
                evidence: self.resolver.trace.global(name),
            },
            None if is_class_name(name) => self.assumed_class(),
            None if is_code_enum(name) => self.assumed_codes(),
            None if catalogue::foreign_owner_of_namespace(name).is_some() || is_service(name) => {
                Meaning::Foreign { owner: name.into() }
            }
            None => Meaning::Unknown,
        }
    }

    /// A class by the SDK's name for it, whose origin this file does not show.
    fn assumed_class(&self) -> Meaning {
        match self.resolver.trace.grade() {
            Some(Evidence::Weak) | None => Meaning::Unknown,
            Some(_) => Meaning::ErrorClass {
                evidence: Evidence::Likely,
                sdk: self.on_class(),
            },
        }
    }

    /// An enum of codes by an SDK's name for it, in a file that imports the SDK as a whole.
    fn assumed_codes(&self) -> Meaning {
        match self.resolver.trace.grade() {
            Some(Evidence::Certain) if !self.on_class() => Meaning::Codes {
                evidence: Evidence::Likely,
            },
            _ => Meaning::Unknown,
        }
    }

    /// Whether the SDK's constants are members of its error class.
    fn on_class(&self) -> bool {
        self.resolver.facts.constants_at == ConstantsAt::ErrorClass
    }

    fn binding(&self, id: BindingId, fuel: u8) -> Meaning {
        let (Some(fuel), Some(binding)) = (fuel.checked_sub(1), self.resolver.names.get(id)) else {
            return Meaning::Unknown;
        };
        if let Some(known) = self.resolver.memo.borrow().get(&(id, fuel)) {
            return known.clone();
        }
        let found = self.meaning_of(binding, fuel);
        let mut memo = self.resolver.memo.borrow_mut();
        memo.insert((id, fuel), found.clone());
        found
    }

    fn meaning_of(&self, binding: &Binding, fuel: u8) -> Meaning {
        if let Some(found) = binding
            .annotation
            .as_ref()
            .and_then(|ty| self.typed(ty, binding.scope, fuel))
        {
            return found;
        }
        let found = self.bound(binding, fuel);
        if matches!(binding.value, Bound::Function | Bound::Group(_)) {
            return found;
        }
        // A name that the project gives to what it made or imported itself: its members tell whether it is the SDK.
        match found {
            Meaning::Unknown | Meaning::Local
                if is_namespace_name(&binding.name)
                    && self.on_class()
                    && !matches!(binding.value, Bound::Class { .. }) =>
            {
                match self.resolver.trace.speaks_parse(&binding.name) {
                    true => Meaning::Namespace {
                        evidence: Evidence::Likely,
                    },
                    false => Meaning::Unknown,
                }
            }
            Meaning::Unknown | Meaning::Local if is_class_name(&binding.name) => {
                self.assumed_class()
            }
            found => found,
        }
    }

    pub(super) fn typed(&self, ty: &Expr, scope: ScopeId, fuel: u8) -> Option<Meaning> {
        if let Expr::Either(members) = ty {
            return members
                .iter()
                .find_map(|member| self.typed(member, scope, fuel));
        }
        match self.meaning(ty, scope, fuel) {
            Meaning::ErrorClass { evidence, .. } => {
                Some(Meaning::error(evidence, "it is typed as a Parse error"))
            }
            Meaning::Codes { evidence } => Some(Meaning::Code {
                evidence,
                why: "it is typed as a Parse code".into(),
            }),
            Meaning::Parse { evidence } => Some(Meaning::Parse { evidence }),
            Meaning::Foreign { owner } => Some(Meaning::Foreign { owner }),
            _ => {
                let name = ty.last_name()?;
                // Angular's holds the answer's body.
                if name == "HttpErrorResponse" {
                    return None;
                }
                let foreign = ["Errno", "Mongo", "Close", "Event", "Dom", "Axios", "Http"];
                let owner = foreign.iter().find(|word| name.contains(**word))?;
                (*owner != "Axios").then(|| Meaning::Foreign { owner: name.into() })
            }
        }
    }

    fn bound(&self, binding: &Binding, fuel: u8) -> Meaning {
        match &binding.value {
            Bound::Value(value) => self.meaning(value, binding.scope, fuel),
            Bound::Caught { body } => self.caught(*body, fuel),
            Bound::Rejection { promise, .. } => self.rejection(promise, binding.scope, fuel),
            Bound::Resolution { promise } => match self.meaning(promise, binding.scope, fuel) {
                meaning @ (Meaning::Parse { .. } | Meaning::Foreign { .. }) => meaning,
                _ => Meaning::Unknown,
            },
            Bound::Parameter { callee, .. } => self.parameter(callee.as_ref(), binding.scope, fuel),
            Bound::Class { extends } => self.class(binding, extends.as_ref(), fuel),
            Bound::Function | Bound::Group(_) | Bound::Element | Bound::Opaque => Meaning::Unknown,
        }
    }

    fn class(&self, binding: &Binding, extends: Option<&Expr>, fuel: u8) -> Meaning {
        let base = extends.map_or(Meaning::Unknown, |base| match base {
            // `class ParseError extends ParseError` would only go round in circles.
            Expr::Name(name) if *name == binding.name => Meaning::Unknown,
            base => self.meaning(base, binding.scope, fuel),
        });
        match base {
            Meaning::ErrorClass { evidence, .. } => Meaning::ErrorClass {
                evidence,
                sdk: false,
            },
            _ if is_class_name(&binding.name) && self.resolver.trace.grade().is_some() => {
                Meaning::ErrorClass {
                    evidence: Evidence::Likely,
                    sdk: false,
                }
            }
            Meaning::Foreign { owner } => Meaning::Foreign { owner },
            _ => Meaning::Unknown,
        }
    }

    fn member(&self, base: &Expr, name: &str, scope: ScopeId, fuel: u8) -> Meaning {
        match self.meaning(base, scope, fuel) {
            Meaning::Namespace { evidence } | Meaning::Parse { evidence }
                if is_code_enum(name) && !self.on_class() =>
            {
                Meaning::Codes { evidence }
            }
            Meaning::Parse { evidence } if is_class_name(name) => Meaning::ErrorClass {
                evidence,
                sdk: false,
            },
            Meaning::Codes { evidence } => match catalogue::rust_code(name) {
                Some(value) => Meaning::Constant { value, evidence },
                None => Meaning::Parse { evidence },
            },
            Meaning::Namespace { evidence } => match name {
                "Error" => Meaning::ErrorClass {
                    evidence,
                    sdk: true,
                },
                name if is_class_name(name) => Meaning::ErrorClass {
                    evidence,
                    sdk: true,
                },
                "default" => Meaning::Namespace { evidence },
                name if is_namespace_name(name) => Meaning::Namespace { evidence },
                _ => Meaning::Parse { evidence },
            },
            Meaning::ErrorClass { evidence, sdk } => self.class_member(base, name, evidence, sdk),
            Meaning::Error { evidence, why } => match name {
                "code" => Meaning::Code { evidence, why },
                "error" | "data" | "body" | "cause" | "errors" | ANY_KEY => {
                    Meaning::Error { evidence, why }
                }
                _ => Meaning::Unknown,
            },
            Meaning::Parse { evidence } => Meaning::Parse { evidence },
            Meaning::Foreign { owner } => Meaning::Foreign { owner },
            Meaning::Local if is_class_name(name) => self.assumed_class(),
            Meaning::Local if is_code_enum(name) => self.local_codes(),
            Meaning::Local => Meaning::Local,
            _ if is_namespace_name(name) && self.on_class() => Meaning::Namespace {
                evidence: Evidence::Likely,
            },
            _ => self.field(name, fuel).unwrap_or(Meaning::Unknown),
        }
    }

    /// The project's own re-export of the SDK's enum, in a file that speaks of Parse.
    fn local_codes(&self) -> Meaning {
        match self.resolver.trace.grade() {
            Some(Evidence::Weak) | None => Meaning::Local,
            Some(_) if self.on_class() => Meaning::Local,
            Some(_) => Meaning::Codes {
                evidence: Evidence::Likely,
            },
        }
    }

    /// A field by its declared type, where the fields of that name agree.
    fn field(&self, name: &str, fuel: u8) -> Option<Meaning> {
        let field = self.resolver.facts.field(name)?;
        self.typed(&field.ty, field.scope, fuel.checked_sub(1)?)
    }

    fn class_member(&self, class: &Expr, name: &str, evidence: Evidence, sdk: bool) -> Meaning {
        // Where constants are kept elsewhere, the members of an error type are its variants and constructors.
        if is_class_name(name) || name == "default" || !self.on_class() {
            return Meaning::ErrorClass { evidence, sdk };
        }
        if let Some(value) = catalogue::javascript_code(name) {
            return Meaning::Constant { value, evidence };
        }
        let is_constant = name.starts_with(|first: char| first.is_uppercase());
        if is_builtin(name) || !sdk || !is_constant || self.resolver.defines_member(class, name) {
            return Meaning::Unknown;
        }
        Meaning::UnknownConstant {
            name: name.into(),
            evidence,
        }
    }

    fn call(
        &self,
        callee: &Expr,
        constructs: bool,
        first: Option<&Expr>,
        scope: ScopeId,
        fuel: u8,
    ) -> Meaning {
        match self.meaning(callee, scope, fuel) {
            Meaning::ErrorClass { evidence, .. } => {
                Meaning::error(evidence, "it is made as a Parse error")
            }
            Meaning::Namespace { evidence } | Meaning::Parse { evidence } => {
                Meaning::Parse { evidence }
            }
            // A method such as Rust's `error.code()`.
            code @ Meaning::Code { .. } if !constructs => code,
            meaning if self.asks_elsewhere(callee, &meaning, first) => Meaning::Foreign {
                owner: first.and_then(text).unwrap_or_default().into(),
            },
            Meaning::Foreign { .. } if speaks_to_parse(callee, first) => Meaning::Unknown,
            Meaning::Foreign { owner } => Meaning::Foreign { owner },
            _ => match (callee, first) {
                // `Promise.all([..])` and wrappers of a single promise keep what is in it.
                (Expr::Member(promise, _), Some(first))
                    if promise.last_name() == Some("Promise") =>
                {
                    self.meaning(first, scope, fuel)
                }
                _ => self.given(callee, scope, fuel).unwrap_or(Meaning::Unknown),
            },
        }
    }

    /// Whether a call asks a service whose address it names, and which is none of Parse's.
    fn asks_elsewhere(&self, callee: &Expr, meaning: &Meaning, first: Option<&Expr>) -> bool {
        meaning.parse().is_none()
            && is_request(callee)
            && first.and_then(text).is_some_and(is_elsewhere)
            && (is_maker(callee) || !(self.on_class() && self.resolver.sends_parse_headers()))
    }

    fn module(&self, module: &str) -> Meaning {
        let evidence = Evidence::Certain;
        let package = self.resolver.around.package;
        let module = package.map_or(module, |package| package.behind(module));
        if is_parse_module(module, self.resolver.facts.constants_at) {
            return match (self.on_class(), is_class_name(stem(module))) {
                (false, _) => Meaning::Parse { evidence },
                (true, true) => Meaning::ErrorClass {
                    evidence,
                    sdk: true,
                },
                (true, false) => Meaning::Namespace { evidence },
            };
        }
        if is_local_module(module) {
            return match is_class_name(stem(module)) {
                true => self.assumed_class(),
                false => Meaning::Local,
            };
        }
        if package.is_some_and(|package| package.is_near(module) || package.is_alias(module)) {
            return Meaning::Local;
        }
        let asks_parse = || is_http_client(module) && self.resolver.sends_parse_headers();
        if is_carrier(module) || asks_parse() {
            return Meaning::Unknown;
        }
        Meaning::Foreign {
            owner: module.into(),
        }
    }

    /// The strongest of several.
    fn either(&self, options: &[Expr], scope: ScopeId, fuel: u8) -> Meaning {
        let found: Vec<Meaning> = options
            .iter()
            .map(|option| self.meaning(option, scope, fuel / 2))
            .collect();
        let code = found
            .iter()
            .find(|meaning| matches!(meaning, Meaning::Code { .. }));
        let ours = code.or_else(|| found.iter().find(|meaning| meaning.parse().is_some()));
        ours.or_else(|| found.iter().find(|meaning| meaning.is_foreign()))
            .cloned()
            .unwrap_or(Meaning::Unknown)
    }
}

/// Whether a call adds a header to a request that may be Parse's: `.header("X-Parse-Application-Id", ..)`.
fn speaks_to_parse(callee: &Expr, first: Option<&Expr>) -> bool {
    let adds = matches!(
        callee.last_name(),
        Some("header" | "headers" | "set" | "append_header" | "insert_header" | "with_header")
    );
    adds && first.is_none_or(|first| text(first).is_none_or(is_parse_header))
}

fn text(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Text(text) => Some(text),
        _ => None,
    }
}
