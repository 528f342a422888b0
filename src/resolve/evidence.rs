//! How sure it is that a place holds a Parse code, and why.
//!
//! `Certain`: names lead from the place to the SDK. `Likely`: the file speaks Parse and the place looks the part.
//! `Weak`: only one of the two. `None`: something else is known to be there.

use super::declared::Declared;
use super::guards::Known;
use super::leads::Led;
use super::looks::{is_body, looks_so, shown};
use super::meaning::Meaning;
use super::{Resolver, values};
use crate::model::catalogue;
use crate::model::facts::{
    BindingId, Bound, CodeUse, ConstantsAt, Expr, Operand, ScopeId, Site, Subject,
};
use crate::model::resolved::Evidence;
use crate::model::source::Span;

/// A grade with its reasons.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub(super) evidence: Evidence,
    pub(super) reasons: Vec<String>,
}

impl Weighed {
    pub(super) fn new(evidence: Evidence, reason: impl Into<String>) -> Self {
        Self {
            evidence,
            reasons: vec![reason.into()],
        }
    }

    pub(super) fn because(mut self, reason: impl Into<String>) -> Self {
        self.reasons.push(reason.into());
        self
    }

    pub(super) fn weakened(mut self, doubt: &str) -> Self {
        self.evidence = Evidence::Weak;
        self.because(format!("but {doubt}"))
    }
}

/// What a comparison asks: where, and for which number.
#[derive(Clone, Copy)]
struct Asked {
    at: Span,
    site: Site,
    value: i64,
    in_test: bool,
    /// The code is what a method `code()` gives, where a property may be an HTTP status.
    by_method: bool,
}

impl Asked {
    /// A test that expects a number which is Parse's, and not an HTTP status as well.
    fn is_telling_assertion(self) -> bool {
        let status = !self.by_method && matches!(self.value, 100..=103 | 200..=208);
        let asserts = self.site == Site::Assertion || self.by_method && self.in_test;
        let usual = self.by_method && self.value < 100;
        asserts && catalogue::is_predefined(self.value) && !status && !usual
    }
}

/// The key under which the SDK keeps messages of an app's own, in `CoreManager.set(key, [{ code, message }])`.
pub(super) const ERROR_TABLE: &str = "PARSE_ERRORS";

/// The body of what a REST call answered, whichever library made the call.
pub(super) fn is_answer_body(base: &Expr) -> bool {
    matches!(base, Expr::Member(_, key) if matches!(key.as_str(), "data" | "body" | "json" | "responseJSON"))
}

fn is_body_code(other: &Expr) -> bool {
    matches!(other, Expr::Member(base, key) if key == "code" && is_answer_body(base))
}

/// Callees whose first argument becomes the reason of a failure.
pub(super) fn is_rejecting(callee: &Expr) -> bool {
    matches!(
        callee.last_name(),
        Some(
            "reject"
                | "error"
                | "fail"
                | "rejectWith"
                | "rejects"
                | "mockRejectedValue"
                | "mockRejectedValueOnce"
        )
    )
}

impl Resolver<'_> {
    /// Weighs a number by what it meets; constants are for `flow`.
    pub(super) fn weigh(&self, code_use: &CodeUse, value: i64) -> Option<Weighed> {
        match &code_use.subject {
            Subject::Argument {
                callee,
                index,
                arguments,
                constructs,
            } => match index {
                0 => self.weigh_argument(callee, *arguments, *constructs, code_use),
                _ => None,
            },
            Subject::Against { other } => self.weigh_compared(other, code_use, value),
            Subject::Field(field) => self.weigh_field(field, code_use, value),
            Subject::Assigned { target } => self.weigh_assigned(target, code_use.scope),
            Subject::Named { .. } | Subject::Mentioned => None,
        }
    }

    fn weigh_argument(
        &self,
        callee: &Expr,
        arguments: usize,
        constructs: bool,
        code_use: &CodeUse,
    ) -> Option<Weighed> {
        match self.meaning(callee, code_use.scope) {
            // What a constructor of its own does with its arguments is for `flow`.
            Meaning::ErrorClass { sdk: false, .. }
                if self.takes_arguments(callee, code_use.scope) =>
            {
                None
            }
            Meaning::ErrorClass { evidence, .. } => {
                let weighed = Weighed::new(evidence, "it is the code of a Parse error")
                    .because(self.trace.why());
                Some(if self.takes_code(callee) {
                    weighed
                } else {
                    weighed.weakened("what this variant or function takes is not known")
                })
            }
            Meaning::Foreign { .. } => None,
            _ if constructs => None,
            meaning => self.weigh_call(callee, &meaning, arguments, code_use.scope),
        }
    }

    /// Whether a constructor of an error takes its code first. A class has one constructor; a type has variants and
    /// functions, of which the name tells.
    fn takes_code(&self, callee: &Expr) -> bool {
        if self.facts.constants_at == ConstantsAt::ErrorClass {
            return true;
        }
        let name = callee.last_name().unwrap_or_default().to_ascii_lowercase();
        name == "new"
            || ["code", "api", "other"]
                .iter()
                .any(|word| name.contains(word))
    }

    /// `response.error(n, ..)` of old Cloud Code, `Promise.reject(n)`.
    fn weigh_call(
        &self,
        callee: &Expr,
        meaning: &Meaning,
        arguments: usize,
        scope: ScopeId,
    ) -> Option<Weighed> {
        let Expr::Member(base, method) = callee else {
            return None;
        };
        let trace = self.trace.grade()?;
        if method == "error" && self.is_cloud_response(base, scope) {
            return Some(
                Weighed::new(trace.min(Evidence::Likely), "Cloud Code answers with it")
                    .because(self.trace.why()),
            );
        }
        let rejects = method == "reject" && base.last_name() == Some("Promise");
        let parse_promise = method == "error" && meaning.parse().is_some();
        if (rejects || parse_promise) && arguments == 1 {
            let evidence = if parse_promise {
                trace
            } else {
                trace.min(Evidence::Likely)
            };
            return Some(
                Weighed::new(evidence, "a promise is rejected with it").because(self.trace.why()),
            );
        }
        None
    }

    /// The second parameter of a Cloud Code handler, or a parameter of that name.
    fn is_cloud_response(&self, base: &Expr, scope: ScopeId) -> bool {
        let Expr::Name(name) = base else { return false };
        if !matches!(name.as_str(), "response" | "res" | "status") {
            return false;
        }
        let Some((_, binding)) = self.names.find(name, scope) else {
            return false;
        };
        match &binding.value {
            Bound::Parameter {
                callee: Some(callee),
                ..
            } => self.meaning(callee, binding.scope).parse().is_some(),
            Bound::Parameter { callee: None, .. } => self.trace.grade() == Some(Evidence::Certain),
            _ => false,
        }
    }

    fn weigh_compared(&self, other: &Expr, code_use: &CodeUse, value: i64) -> Option<Weighed> {
        let found = self.weigh_against(other, code_use, value);
        match found {
            Some(weighed) if weighed.evidence > Evidence::Weak => Some(weighed),
            _ => self.weigh_arm(other, code_use, value).or(found),
        }
    }

    fn weigh_against(&self, other: &Expr, code_use: &CodeUse, value: i64) -> Option<Weighed> {
        if let Some(text) = self.texts.get(&self.keyed(other, code_use.scope)) {
            return self
                .certain_code(other, code_use.scope)
                .map(|weighed| weighed.weakened(&format!("it is compared with {text:?}, too")));
        }
        self.code(
            other,
            code_use.scope,
            Asked {
                at: code_use.span,
                site: code_use.site,
                value,
                in_test: self.around.in_test || code_use.in_test,
                by_method: false,
            },
            6,
        )
    }

    fn certain_code(&self, other: &Expr, scope: ScopeId) -> Option<Weighed> {
        match self.meaning(other, scope) {
            Meaning::Code { evidence, why } => Some(Weighed::new(evidence, why)),
            _ => None,
        }
    }

    /// How sure it is that an expression is a Parse error's code.
    fn code(&self, other: &Expr, scope: ScopeId, asked: Asked, fuel: u8) -> Option<Weighed> {
        let fuel = fuel.checked_sub(1)?;
        if let Expr::Member(base, key) = other
            && key == "code"
        {
            match self.asked_before(base, scope, asked.at) {
                Some(Known::Ours(weighed)) => return Some(weighed),
                Some(Known::Theirs(doubt)) => {
                    let weighed = self.certain_code(other, scope)?;
                    return Some(weighed.weakened(&doubt));
                }
                None => {}
            }
        }
        match self.meaning(other, scope) {
            Meaning::Code { evidence, why } => return Some(Weighed::new(evidence, why)),
            Meaning::Constant { value, evidence } => {
                return (value == asked.value)
                    .then(|| Weighed::new(evidence, "it is held against its own constant"));
            }
            foreign if foreign.is_from_elsewhere() => return None,
            Meaning::Foreign { .. } if !is_body_code(other) => return None,
            _ => {}
        }
        match other {
            Expr::Member(base, key) if key == "code" => match self.declared(base, scope) {
                Declared::Ours(ty) => Some(self.declared_code(&ty)),
                Declared::Other => None,
                Declared::Unknown => self.code_of(base, scope, asked),
            },
            // A type of its own for the code.
            Expr::Member(base, key) if key == "0" && self.has_types() => {
                self.code(base, scope, asked, fuel)
            }
            Expr::Call { callee, .. } => self.code_by_call(callee, scope, asked, fuel),
            Expr::Name(name) => self.named_value(name, scope, asked, fuel),
            Expr::Either(options) => options
                .iter()
                .find_map(|option| self.code(option, scope, asked, fuel / 2)),
            _ => None,
        }
    }

    /// The code of a type that the project declares for errors of the REST interface.
    fn declared_code(&self, ty: &str) -> Weighed {
        let reason = format!("`{ty}` is declared with the fields of a Parse error");
        Weighed::new(Evidence::Likely, reason).because(self.trace.why())
    }

    /// `e.code()`, `code_of(e)`
    fn code_by_call(
        &self,
        callee: &Expr,
        scope: ScopeId,
        asked: Asked,
        fuel: u8,
    ) -> Option<Weighed> {
        if let Some(given) = self.code_given(callee, scope, asked, fuel) {
            return Some(given);
        }
        match callee {
            Expr::Member(base, key) if key == "code" => {
                let exit = self.is_exit(base, scope, fuel);
                if exit && self.facts.constants_at == ConstantsAt::CodeEnum {
                    return self.code_of(base, scope, asked).map(|weighed| {
                        weighed.weakened("processes and HTTP statuses have a `code()`, too")
                    });
                }
                let by_method = !exit;
                self.code_of(base, scope, Asked { by_method, ..asked })
            }
            _ => None,
        }
    }

    /// What a function of the file gives is a code, where one of its values is.
    fn code_given(&self, callee: &Expr, scope: ScopeId, asked: Asked, fuel: u8) -> Option<Weighed> {
        let returns = self.returns.get(&self.function(callee, scope)?)?;
        let given = returns
            .iter()
            .filter_map(|returned| self.code(&returned.value, returned.scope, asked, fuel / 2));
        let given = given.max_by_key(|weighed| weighed.evidence)?;
        (given.evidence > Evidence::Weak).then_some(given)
    }

    /// What the file's calls give to a parameter is a code, where every one of them that names tell of gives one.
    fn fed(&self, parameter: BindingId, asked: Asked, fuel: u8) -> Option<Weighed> {
        if !self.has_types() {
            return None;
        }
        let helper = self.names.callable_of(parameter)?;
        let given = self.given_to(helper);
        let mut least: Option<Weighed> = None;
        for code_use in given {
            let Operand::Path(path) = &code_use.operand else {
                continue;
            };
            let weighed = self.code(path, code_use.scope, asked, fuel / 2)?;
            if weighed.evidence == Evidence::Weak {
                return None;
            }
            least = match least {
                Some(known) if known.evidence <= weighed.evidence => Some(known),
                _ => Some(weighed),
            };
        }
        least
    }

    fn named_value(&self, name: &str, scope: ScopeId, asked: Asked, fuel: u8) -> Option<Weighed> {
        let (id, binding) = self.names.find(name, scope)?;
        match &binding.value {
            Bound::Value(value) => self.code(value, binding.scope, asked, fuel),
            Bound::Parameter { .. } => self.fed(id, asked, fuel).or_else(|| {
                if name != "code" {
                    return None;
                }
                let trace = self.trace.grade()?;
                Some(Weighed::new(
                    trace.min(Evidence::Weak),
                    "a parameter is called `code`",
                ))
            }),
            _ => None,
        }
    }

    /// `base.code`, where names do not lead from `base` to the SDK.
    fn code_of(&self, base: &Expr, scope: ScopeId, asked: Asked) -> Option<Weighed> {
        let trace = self.trace.grade()?;
        if self.meaning(base, scope).is_foreign() && !is_answer_body(base) {
            return None;
        }
        if self.is_answered(base, scope) {
            let reason = format!("{} is the body of an answer", shown(base));
            return Some(Weighed::new(Evidence::Likely, reason).because(self.trace.why()));
        }
        let looks = self.looks_like_error(base, scope, 4);
        let telling = self.is_telling(base, scope, asked);
        let led = match looks && (trace == Evidence::Weak || !telling) {
            true => self.led_by(base, scope),
            false => Led::Nowhere,
        };
        match led {
            Led::Parse(how) if trace == Evidence::Weak && (!is_body(base) || telling) => {
                let reason = format!("{}, and {how}", looks_so(base));
                return Some(Weighed::new(Evidence::Likely, reason).because(self.trace.why()));
            }
            Led::Elsewhere(owner) => {
                let weighed = Weighed::new(trace, looks_so(base)).because(self.trace.why());
                return Some(weighed.weakened(&format!("what is called leads to `{owner}`")));
            }
            _ => {}
        }
        if looks && trace == Evidence::Weak && !is_body(base) && telling {
            let whose = match values::is_telling(asked.value) {
                true => "Parse has this code",
                false => "a code of Parse's is compared with the same",
            };
            let reason = format!("{}, and {whose}", looks_so(base));
            return Some(Weighed::new(Evidence::Likely, reason).because(self.trace.why()));
        }
        let (evidence, reason) = match looks {
            true => (Evidence::Likely, looks_so(base)),
            // A test asks an answer's code where a Parse error is expected.
            false if asked.is_telling_assertion() => (
                Evidence::Likely,
                format!("a test expects a code of {}", shown(base)),
            ),
            false => (Evidence::Weak, format!("{} has a code", shown(base))),
        };
        Some(Weighed::new(evidence.min(trace), reason).because(self.trace.why()))
    }

    /// Whether the number speaks for Parse by itself, or is compared with the same as one that does: an HTTP success may
    /// be anybody's, and so may what an app has invented.
    fn is_telling(&self, base: &Expr, scope: ScopeId, asked: Asked) -> bool {
        let beside = || self.told.contains(&self.keyed(base, scope));
        values::is_telling(asked.value) || !values::closes_sockets(asked.value) && beside()
    }

    fn weigh_assigned(&self, target: &Expr, scope: ScopeId) -> Option<Weighed> {
        if let Expr::Member(base, key) = target
            && key == "code"
            && let Declared::Ours(ty) = self.declared(base, scope)
        {
            return Some(self.declared_code(&ty));
        }
        let Meaning::Code { evidence, why } = self.meaning(target, scope) else {
            return None;
        };
        let weighed = Weighed::new(evidence, why);
        // An error that was caught may be anybody's; what is made as a Parse error is Parse's.
        let caught = target
            .root_name()
            .and_then(|root| self.names.find(root, scope))
            .is_some_and(|(_, binding)| {
                matches!(
                    binding.value,
                    Bound::Caught { .. } | Bound::Rejection { .. }
                )
            });
        Some(if caught {
            weighed.weakened("the error was caught, not made")
        } else {
            weighed
        })
    }
}
