//! Facts become meaning: which names are Parse, which uses are codes, how sure that is, and why.
//!
//! `names` follows names through scopes, `meaning` says what an expression is, with `modules` for imports and addresses,
//! `handlers` for what a `catch` or a callback receives and `guards` for what was asked of a value before. `trace` tells
//! what the whole file says of Parse. `evidence` and `fields` weigh a use, by what it `looks` like where names lead
//! nowhere, by what the file has `declared`, by what is `asked` and `asserted`, and by what functions give (`returns`).
//! `classes` knows the subclasses of the error class, `tables` the groups of constants that are Parse's, `flow` the
//! constants that reach an error, `sources` and `records` where they are written, `spelling` how the file can write the
//! error class. `abroad` asks other files of the project, `leads` whether they lead to Parse, and `offers` answers for this
//! one. Whether a use is a finding is for `rules`. `explain` says of any place why it is, or is not, a code.
//! Nothing here reads a file or knows a language.

mod names;
mod meaning;
mod modules;
mod handlers;
mod trace;
mod evidence;
mod guards;
mod fields;
mod looks;
mod asked;
mod asserted;
mod declared;
mod returns;
mod values;
mod flow;
mod sources;
mod records;
mod tables;
mod classes;
mod spelling;
mod abroad;
mod leads;
mod offers;
mod explain;
pub mod roles;
pub mod sides;
pub mod test_paths;
#[cfg(test)]
mod tests;

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use crate::model::catalogue;
use crate::model::deadline;
use crate::model::facts::{
    BindingId, Bound, CodeUse, Expr, Facts, FixedBy, Operand, Returned, ScopeId, Subject, Takes,
};
use crate::model::hashed::{HashMap, HashSet};
use crate::model::neighbours::{Demand, Neighbours, Seed};
use crate::model::number::integer_text;
use crate::model::resolved::{Evidence, Intent, Named, Package, ResolvedUse, Role, Target};
use crate::model::source::{SourceFile, Span};

use evidence::Weighed;
use flow::Flow;
use meaning::Meaning;
use names::Names;
use records::Records;
use sources::to_id;
use trace::Trace;

pub use explain::{Account, Accounts, accounts, elsewhere};
pub use offers::{Knowledge, knowledge, offer};

/// What is known of a file beside its text.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    pub package: Option<&'a Package>,
    pub role: Role,
    /// By its path, the file holds tests.
    pub in_test: bool,
    /// Whom to ask about what the file imports.
    pub neighbours: &'a dyn Neighbours,
    /// Its constants that reach a Parse error in other files.
    pub seeds: &'a [Seed],
}

/// What a file comes to.
pub struct Resolved<'a> {
    /// What is, or may be, a Parse error code, in the order of the text.
    pub uses: Vec<ResolvedUse<'a>>,
    /// Constants of other files that reach a Parse error here, in the order of their names.
    pub demands: Vec<Demand>,
}

/// What the places of a file mean.
pub fn resolve<'a>(
    file: &'a SourceFile,
    facts: &'a Facts,
    around: Surroundings<'a>,
) -> Resolved<'a> {
    let resolver = Resolver::new(file, facts, around);
    let flow = Flow::new(&resolver);
    Resolved {
        uses: resolver.all(&flow),
        demands: flow.demands(),
    }
}

struct Resolver<'a> {
    file: &'a SourceFile,
    facts: &'a Facts,
    names: Names<'a>,
    trace: Trace,
    around: Surroundings<'a>,
    /// Expressions that are compared with words: their `code` is none of Parse's.
    texts: HashMap<Keyed<'a>, &'a str>,
    /// Expressions whose `name` is compared with that of an error of another system.
    titled: HashMap<Keyed<'a>, &'a str>,
    /// Expressions whose `code` is compared with a number that speaks for Parse.
    told: HashSet<Keyed<'a>>,
    /// Where members of values are given a number: `error.code = 1002`.
    given: HashMap<Keyed<'a>, Vec<Span>>,
    /// What the arms of a `match` give, by the operand in their pattern.
    arms: HashMap<Span, &'a Expr>,
    /// What functions give.
    returns: HashMap<BindingId, Vec<&'a Returned>>,
    /// Methods, by their names alone.
    methods: HashMap<&'a str, Vec<BindingId>>,
    /// What the file's calls give to parameters of its own functions, once it is asked for.
    fed: OnceCell<Fed<'a>>,
    /// Once they are asked for.
    records: OnceCell<Records<'a>>,
    memo: meaning::Memo,
    /// The nearest name for the error class, by scope.
    classes: RefCell<HashMap<ScopeId, Option<spelling::Nearest>>>,
    /// Where the calls of a place lead, through how many functions of the file at most.
    led: RefCell<HashMap<(Span, u8), leads::Led>>,
    /// Where the functions stand that are bound to names.
    functions: RefCell<HashMap<BindingId, Option<Span>>>,
}

/// By function and parameter (0-based), what calls give.
type Fed<'a> = HashMap<(BindingId, usize), Vec<&'a CodeUse>>;

/// An expression, and the binding that its first name means: the `e` of one `catch` is not the `e` of another.
type Keyed<'a> = (&'a Expr, Option<BindingId>);

impl<'a> Resolver<'a> {
    fn new(file: &'a SourceFile, facts: &'a Facts, around: Surroundings<'a>) -> Self {
        let names = Names::new(facts);
        let trace = Trace::new(facts, &names, around);
        let arms = facts.arms.iter();
        let resolver = Self {
            file,
            facts,
            names,
            trace,
            around,
            texts: HashMap::default(),
            titled: HashMap::default(),
            told: HashSet::default(),
            given: HashMap::default(),
            arms: arms.map(|arm| (arm.operand, &arm.gives)).collect(),
            returns: returns(facts),
            methods: methods(facts),
            fed: OnceCell::new(),
            records: OnceCell::new(),
            memo: Default::default(),
            classes: Default::default(),
            led: Default::default(),
            functions: Default::default(),
        };
        Self {
            texts: resolver.compared_texts(),
            titled: resolver.titled_bases(),
            told: resolver.told_bases(),
            given: resolver.given_members(),
            ..resolver
        }
    }

    fn keyed<'e>(&self, expr: &'e Expr, scope: ScopeId) -> Keyed<'e> {
        let name = expr.root_name();
        (
            expr,
            name.and_then(|name| Some(self.names.find(name, scope)?.0)),
        )
    }

    fn records(&self) -> &Records<'a> {
        self.records.get_or_init(|| Records::new(self))
    }

    fn told_bases(&self) -> HashSet<Keyed<'a>> {
        let told = |code_use: &'a CodeUse| match (&code_use.operand, &code_use.subject) {
            (
                Operand::Number(value),
                Subject::Against {
                    other: Expr::Member(base, key),
                },
            ) if key == "code" && values::is_telling(*value) => {
                Some(self.keyed(base, code_use.scope))
            }
            _ => None,
        };
        self.facts.uses.iter().filter_map(told).collect()
    }

    fn given_members(&self) -> HashMap<Keyed<'a>, Vec<Span>> {
        let mut given: HashMap<Keyed<'a>, Vec<Span>> = HashMap::default();
        for code_use in &self.facts.uses {
            if let (Operand::Number(_), Subject::Assigned { target }) =
                (&code_use.operand, &code_use.subject)
            {
                let spans = given.entry(self.keyed(target, code_use.scope)).or_default();
                spans.push(code_use.span);
            }
        }
        given
    }

    fn titled_bases(&self) -> HashMap<Keyed<'a>, &'a str> {
        let titled = |code_use: &'a CodeUse| match (&code_use.operand, &code_use.subject) {
            (
                Operand::Text(text),
                Subject::Against {
                    other: Expr::Member(base, key),
                },
            ) if key == "name" && !catalogue::parse_error_classes().contains(&text.as_str()) => {
                let error = text.ends_with("Error") || text.ends_with("Exception");
                error.then(|| (self.keyed(base, code_use.scope), text.as_str()))
            }
            _ => None,
        };
        self.facts.uses.iter().filter_map(titled).collect()
    }

    fn compared_texts(&self) -> HashMap<Keyed<'a>, &'a str> {
        let compared = |code_use: &'a CodeUse| match (&code_use.operand, &code_use.subject) {
            (Operand::Text(text), Subject::Against { other })
                if integer_text(text).is_none() && !text.is_empty() && text != "null" =>
            {
                Some((self.keyed(other, code_use.scope), text.as_str()))
            }
            _ => None,
        };
        self.facts.uses.iter().filter_map(compared).collect()
    }

    /// What is, or may be, a Parse error code, in the order of the text.
    fn all(&self, flow: &Flow) -> Vec<ResolvedUse<'a>> {
        let uses = self.facts.uses.iter();
        let mut uses: Vec<_> = uses
            .filter_map(|code_use| self.resolved(code_use, flow))
            .collect();
        self.settle_tables(&mut uses);
        self.settle_assertions(&mut uses);
        note_beside(&mut uses);
        uses
    }

    fn resolved(&self, code_use: &'a CodeUse, flow: &Flow) -> Option<ResolvedUse<'a>> {
        deadline::ask();
        match &code_use.operand {
            Operand::Path(path) => self.named_code(code_use, path, flow),
            Operand::Number(value) => self.literal(code_use, Target::Number(*value), *value, flow),
            Operand::Text(text) => match integer_text(text) {
                Some(value) => self.literal(code_use, Target::NumericText(value), value, flow),
                None => self.message(code_use),
            },
        }
    }

    /// A number, or a string that is one.
    fn literal(
        &self,
        code_use: &'a CodeUse,
        target: Target,
        value: i64,
        flow: &Flow,
    ) -> Option<ResolvedUse<'a>> {
        let (weighed, name) = match &code_use.subject {
            Subject::Named { name, group } => {
                let weighed = flow.constant(self, code_use, *group)?;
                (weighed, Some(self.own_name(code_use, name, *group, value)))
            }
            _ => (
                flow.written(code_use)
                    .or_else(|| flow.opened(self, code_use))
                    .or_else(|| self.weigh(code_use, value))
                    .or_else(|| flow.argument(self, code_use))
                    .or_else(|| self.argument_abroad(code_use, value))
                    .or_else(|| match target {
                        Target::Number(_) => self.held_against_own(code_use, value, flow),
                        _ => None,
                    })?,
                None,
            ),
        };
        let mut weighed = values::plausible(weighed, value, code_use);
        if weighed.evidence == Evidence::Likely && self.is_protocols_own(code_use, value) {
            weighed = weighed.weakened("only its package speaks for Parse");
        }
        let pinned = self.is_pinned(code_use, value, flow);
        let mut resolved = self.build(code_use, target, weighed);
        resolved.name = name;
        resolved.pinned = pinned;
        resolved.redundant = self.redundant(code_use, value);
        resolved.role = flow.role(self, code_use).unwrap_or(resolved.role);
        if self.only_meets(code_use, flow) {
            resolved.intent = Intent::Compares;
        }
        Some(resolved)
    }

    /// Whether a number may as well be LiveQuery's or a router's, which have small numbers of their own: in Parse's own
    /// sources, of what is no error.
    fn is_protocols_own(&self, code_use: &CodeUse, value: i64) -> bool {
        let of_error = match &code_use.subject {
            Subject::Against {
                other: Expr::Member(base, _),
            } => self.looks_like_error(base, code_use.scope, 4),
            Subject::Against { .. } => false,
            // A message of LiveQuery's has its operation beside them.
            Subject::Field(field) => field.siblings == ["error"],
            _ => true,
        };
        self.trace.is_at_home() && (-99..100).contains(&value) && !of_error
    }

    /// A text where an SDK's error takes its code.
    fn message(&self, code_use: &'a CodeUse) -> Option<ResolvedUse<'a>> {
        let Subject::Argument {
            callee, index: 0, ..
        } = &code_use.subject
        else {
            return None;
        };
        let Meaning::ErrorClass { evidence, sdk } = self.meaning(callee, code_use.scope) else {
            return None;
        };
        if !sdk && !self.passes_on(callee, code_use.scope) {
            return None;
        }
        let weighed = Weighed::new(evidence, "it is the first argument of a Parse error");
        Some(self.build(code_use, Target::Message, weighed))
    }

    /// A code by its name.
    fn named_code(
        &self,
        code_use: &'a CodeUse,
        path: &Expr,
        flow: &Flow,
    ) -> Option<ResolvedUse<'a>> {
        match self.meaning(path, code_use.scope) {
            Meaning::Constant { value, evidence } => {
                let weighed = Weighed::new(evidence, "it is a constant of the SDK");
                Some(self.build(code_use, Target::Constant(value), weighed))
            }
            Meaning::UnknownConstant { name, evidence } => {
                let weighed = Weighed::new(evidence, "it is looked up on the SDK's error class");
                Some(self.build(code_use, Target::UnknownMember(name), weighed))
            }
            _ => {
                let found = flow.reference(self, path, code_use.scope)?;
                // A status is a code only where it is given to an error; elsewhere it is what it should be.
                let weighed = if found.http_status {
                    self.weigh(code_use, found.value)?
                } else {
                    found.weighed
                };
                let mut resolved = self.build(code_use, Target::Constant(found.value), weighed);
                resolved.from_http_status = found.http_status;
                Some(resolved)
            }
        }
    }

    fn build(&self, code_use: &'a CodeUse, target: Target, weighed: Weighed) -> ResolvedUse<'a> {
        ResolvedUse {
            code_use,
            file: self.file,
            intent: self.intent(code_use),
            target,
            // Tokens have no scopes: a name may mean something else than they tell.
            evidence: match self.facts.from_tokens {
                true => weighed.evidence.min(Evidence::Likely),
                false => weighed.evidence,
            },
            reasons: weighed.reasons,
            role: self.around.role,
            in_test: self.around.in_test || code_use.in_test,
            name: None,
            from_http_status: false,
            pinned: false,
            redundant: None,
            beside: Arc::default(),
            takes: self.takes(code_use.span),
            class: self.error_class(code_use),
        }
    }

    fn takes(&self, span: Span) -> Option<Takes> {
        if self.facts.from_tokens {
            return Some(Takes::Literal(FixedBy::Unread));
        }
        let spots = &self.facts.spots;
        let at = spots.binary_search_by_key(&span, |spot| spot.span).ok()?;
        spots.get(at).map(|spot| spot.takes)
    }

    fn intent(&self, code_use: &CodeUse) -> Intent {
        use crate::model::facts::{Fate, Field};
        match &code_use.subject {
            Subject::Argument { .. } | Subject::Assigned { .. } => Intent::Makes,
            Subject::Field(Field {
                fate: Fate::Expected { .. },
                ..
            })
            | Subject::Against { .. } => Intent::Compares,
            Subject::Field(_) => Intent::Makes,
            Subject::Named { .. } | Subject::Mentioned => Intent::Names,
        }
    }

    fn own_name(&self, code_use: &CodeUse, name: &str, group: Option<u32>, value: i64) -> Named {
        let claims = catalogue::codes_named(name).to_vec();
        let group = group.and_then(|group| self.facts.groups.get(group as usize));
        let member = group.and_then(|group| {
            group
                .members
                .iter()
                .find(|member| member.span == code_use.span)
        });
        Named {
            name: name.to_owned(),
            span: member.map_or(code_use.span, |member| member.name_span),
            right: claims.contains(&value),
            claims,
        }
    }

    /// The number stands against a constant of its own: a test that holds the constant.
    fn is_pinned(&self, code_use: &CodeUse, value: i64, flow: &Flow) -> bool {
        let Subject::Against { other } = &code_use.subject else {
            return false;
        };
        let of_sdk = matches!(
            self.meaning(other, code_use.scope),
            Meaning::Constant { value: known, .. } if known == value
        );
        of_sdk || self.held_against_own(code_use, value, flow).is_some()
    }

    /// The number stands against a constant of the project that has it.
    fn held_against_own(&self, code_use: &CodeUse, value: i64, flow: &Flow) -> Option<Weighed> {
        let Subject::Against { other } = &code_use.subject else {
            return None;
        };
        let found = flow.reference(self, other, code_use.scope)?;
        (found.value == value).then_some(found.weighed)
    }

    /// The operand of the same `||` chain that names this code already.
    fn redundant(&self, code_use: &CodeUse, value: i64) -> Option<Span> {
        let chain = code_use.chain?;
        let Subject::Against { other } = &code_use.subject else {
            return None;
        };
        let names_it = |candidate: &&CodeUse| {
            candidate.chain == Some(chain)
                && matches!(&candidate.subject, Subject::Against { other: same } if same == other)
                && matches!(&candidate.operand, Operand::Path(path)
                    if matches!(self.meaning(path, candidate.scope), Meaning::Constant { value: known, .. } if known == value))
        };
        self.facts
            .uses
            .iter()
            .find(names_it)
            .map(|candidate| candidate.span)
    }
}

/// Notes the codes that the branches of one `switch`, or of one `if` and its `else if`s, tell apart.
fn note_beside(uses: &mut [ResolvedUse<'_>]) {
    let place = |resolved: &ResolvedUse<'_>| match &resolved.code_use.subject {
        Subject::Against { other } => Some((resolved.code_use.scope, other.clone())),
        _ => None,
    };
    let mut codes: HashMap<(ScopeId, Expr), Vec<i64>> = HashMap::default();
    for resolved in uses.iter() {
        if let (Some(place), Some(code)) = (place(resolved), resolved.code()) {
            codes.entry(place).or_default().push(code);
        }
    }
    // Most values are compared once.
    codes.retain(|_, codes| codes.len() > 1);
    let codes: HashMap<_, Arc<[i64]>> = codes
        .into_iter()
        .map(|(place, codes)| (place, codes.into()))
        .collect();
    for resolved in uses {
        if let Some(known) = place(resolved).and_then(|place| codes.get(&place)) {
            resolved.beside = Arc::clone(known);
        }
    }
}

fn returns(facts: &Facts) -> HashMap<BindingId, Vec<&Returned>> {
    let mut by_function: HashMap<BindingId, Vec<&Returned>> = HashMap::default();
    for returned in &facts.returns {
        by_function
            .entry(returned.function)
            .or_default()
            .push(returned);
    }
    by_function
}

fn methods(facts: &Facts) -> HashMap<&str, Vec<BindingId>> {
    let mut by_name: HashMap<&str, Vec<BindingId>> = HashMap::default();
    for (id, binding) in facts.bindings.iter().enumerate() {
        if let (Bound::Function, Some((_, method))) = (&binding.value, binding.name.split_once('.'))
        {
            by_name.entry(method).or_default().push(to_id(id));
        }
    }
    by_name
}

/// Strongest of two grades.
fn stronger(one: Evidence, other: Evidence) -> Evidence {
    one.max(other)
}
