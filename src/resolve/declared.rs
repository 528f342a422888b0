//! What a declared type tells of a code: which of the project's own types are bodies of the REST interface, and which are
//! anything else.
//!
//! A name is worth less than a type: `e.code` is a Parse code where `e` is the struct that an answer is read as, and none
//! where it is a coupon.

use super::Resolver;
use crate::model::facts::{Bound, Expr, ScopeId, Shape};
use crate::model::neighbours::OwnType;

/// How many names are followed.
const HOPS: u8 = 8;

/// Fields that an error may have beside its code and its text.
const BESIDE: [&str; 10] = [
    "code",
    "error",
    "message",
    "msg",
    "text",
    "data",
    "details",
    "description",
    "source",
    "request_id",
];

/// What a declared type says of a value's `code`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    /// It is that of a Parse error, as a REST interface's body has it: the type's name.
    Ours(String),
    /// It is the project's own, and something else.
    Other,
    /// Nothing.
    Unknown,
}

impl Resolver<'_> {
    /// What the type of a value says of its field `code`.
    pub(super) fn declared(&self, value: &Expr, scope: ScopeId) -> Declared {
        if !self.has_types() {
            return Declared::Unknown;
        }
        match self.type_of(value, scope, HOPS) {
            Some((ty, scope)) => self.declared_type(&ty, scope),
            None => Declared::Unknown,
        }
    }

    /// Whether the file's language declares types that can be relied on: JavaScript's front end reports none.
    pub(super) fn has_types(&self) -> bool {
        use crate::model::facts::ConstantsAt;
        self.facts.constants_at == ConstantsAt::CodeEnum
    }

    /// Whether other files are asked about types, functions and what they are given: where there is a trace of Parse.
    pub(super) fn asks_abroad(&self) -> bool {
        self.has_types() && self.trace.grade().is_some()
    }

    pub(super) fn declared_type(&self, ty: &Expr, scope: ScopeId) -> Declared {
        if self.meaning(ty, scope).parse().is_some() {
            return Declared::Unknown;
        }
        let speaks = self.sends_parse_headers();
        let own = match self.own_type(ty, scope, HOPS) {
            Some(own) => Some((own, speaks && own >= OwnType::Failure)),
            // A type of another file is as that file has it; to be a body it has to look like one.
            None => {
                let offer = self.asks_abroad().then(|| self.offer(ty, scope)).flatten();
                let there = offer.and_then(|offer| offer.ty);
                there.map(|own| (own, speaks && own == OwnType::Body))
            }
        };
        match own {
            Some((_, true)) => Declared::Ours(ty.dotted().unwrap_or_else(|| "it".into())),
            Some((_, false)) => Declared::Other,
            None if ty.last_name() == Some("ExitStatus") => Declared::Other,
            None => Declared::Unknown,
        }
    }

    /// What a type that the file declares looks like; `None` for one that it does not declare.
    pub(super) fn own_type(&self, ty: &Expr, scope: ScopeId, hops: u8) -> Option<OwnType> {
        let hops = hops.checked_sub(1)?;
        let (path, scope) = match ty {
            Expr::Name(_) => (ty, scope),
            Expr::Member(base, _) if matches!(base.as_ref(), Expr::Name(_)) => {
                (base.as_ref(), scope)
            }
            _ => return None,
        };
        let Expr::Name(name) = path else { return None };
        let (_, binding) = self.names.find(name, scope)?;
        match &binding.value {
            Bound::Class { .. } | Bound::Group(_) => {}
            Bound::Value(Expr::Name(other)) if other != name && path == ty => {
                return self.own_type(&Expr::Name(other.clone()), binding.scope, hops);
            }
            _ => return None,
        }
        let whole = ty.dotted()?;
        let named = |shape: &&Shape| shape.path.join(".") == whole;
        let shape = self.facts.shapes.iter().find(named);
        Some(shape.map_or(OwnType::Other, own_type))
    }

    /// The type of a value, and where its path is written.
    pub(super) fn type_of(
        &self,
        value: &Expr,
        scope: ScopeId,
        hops: u8,
    ) -> Option<(Expr, ScopeId)> {
        let hops = hops.checked_sub(1)?;
        let binding = match value {
            Expr::This => self.names.find("self", scope)?.1,
            Expr::Name(name) => self.names.find(name, scope)?.1,
            Expr::Slot(id) => self.names.get(*id)?,
            Expr::Call {
                callee,
                constructs: true,
                ..
            } => return Some((callee.as_ref().clone(), scope)),
            Expr::Call { callee, .. } => return self.made_type(callee, scope),
            Expr::Member(base, field) if !matches!(base.as_ref(), Expr::Module(_)) => {
                let mut fields = self
                    .facts
                    .fields
                    .iter()
                    .filter(|known| known.name == *field);
                let first = fields.next()?;
                let agree = fields.all(|other| other.ty == first.ty);
                return agree.then(|| (first.ty.clone(), first.scope));
            }
            _ => return None,
        };
        if let Some(ty) = binding.annotation.as_ref() {
            return (!matches!(binding.value, Bound::Function))
                .then(|| (ty.clone(), binding.scope));
        }
        match &binding.value {
            Bound::Value(value) => self.type_of(value, binding.scope, hops),
            Bound::Rejection { promise, .. } => self.failure_type(promise, binding.scope, hops),
            _ => None,
        }
    }

    /// `SmsError::blocked()` makes a `SmsError`.
    fn made_type(&self, callee: &Expr, scope: ScopeId) -> Option<(Expr, ScopeId)> {
        let Expr::Member(owner, _) = callee else {
            return None;
        };
        let is_type = self.own_type(owner, scope, HOPS).is_some();
        is_type.then(|| (owner.as_ref().clone(), scope))
    }

    /// The error that a function of the file says it returns.
    fn failure_type(&self, promise: &Expr, scope: ScopeId, hops: u8) -> Option<(Expr, ScopeId)> {
        let hops = hops.checked_sub(1)?;
        match promise {
            Expr::Call { callee, .. } => {
                let id = self.function_within(callee, scope, hops)?;
                let function = self.names.get(id)?;
                Some((function.annotation.clone()?, function.scope))
            }
            Expr::Name(name) => {
                let (_, binding) = self.names.find(name, scope)?;
                match &binding.value {
                    Bound::Value(value) => self.failure_type(value, binding.scope, hops),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a value is the JSON body of an answer, in a file that speaks to Parse through its REST interface.
    pub(super) fn is_answered(&self, value: &Expr, scope: ScopeId) -> bool {
        self.has_types() && self.sends_parse_headers() && self.is_read(value, scope, HOPS)
    }

    fn is_read(&self, value: &Expr, scope: ScopeId, hops: u8) -> bool {
        let Some(hops) = hops.checked_sub(1) else {
            return false;
        };
        match value {
            Expr::Name(name) => match self.names.find(name, scope) {
                Some((_, binding)) => match (&binding.value, &binding.annotation) {
                    (Bound::Value(value), None) => self.is_read(value, binding.scope, hops),
                    (Bound::Value(value), Some(ty)) => {
                        ty.last_name() == Some("Value") && self.is_read(value, binding.scope, hops)
                    }
                    _ => false,
                },
                None => false,
            },
            Expr::Call { callee, .. } => match callee.as_ref() {
                Expr::Member(base, method) if keeps(method) => self.is_read(base, scope, hops),
                callee => is_reader(callee),
            },
            _ => false,
        }
    }
}

/// Methods that only change the error of what they are called on.
fn keeps(method: &str) -> bool {
    matches!(
        method,
        "map_err" | "context" | "with_context" | "wrap_err" | "inspect_err" | "or_else"
    )
}

/// Functions and methods that read JSON.
fn is_reader(callee: &Expr) -> bool {
    matches!(
        callee.last_name(),
        Some(
            "json"
                | "into_json"
                | "body_json"
                | "read_json"
                | "json_body"
                | "from_str"
                | "from_slice"
                | "from_reader"
        )
    )
}

fn own_type(shape: &Shape) -> OwnType {
    let has = |name: &str| shape.fields.iter().any(|field| field == name);
    let plain = shape
        .fields
        .iter()
        .all(|field| BESIDE.contains(&field.as_str()));
    match () {
        () if !plain || !has("code") => OwnType::Other,
        () if has("error") => OwnType::Body,
        () if has("message") || has("msg") => OwnType::Failure,
        () => OwnType::Other,
    }
}
