//! What a file answers to those that import from it: the number behind a name, what a class or a function does with its
//! arguments, whether calling it leads to Parse.
//!
//! The names are followed through the file's exports; what is imported in turn, the next file is asked about.

use std::sync::Arc;

use super::flow::Flow;
use super::leads::Led;
use super::meaning::Meaning;
use super::{Resolver, Surroundings, tables};
use crate::model::facts::{Expr, Facts, Group, Operand};
use crate::model::neighbours::{Offer, OwnType};
use crate::model::resolved::Evidence;
use crate::model::source::{SourceFile, Span};

/// What a file does with its constants and parameters, for all questions about it.
pub struct Knowledge(Flow);

/// What is known of a file before anything is asked.
pub fn knowledge(file: &SourceFile, facts: &Facts, around: Surroundings<'_>) -> Knowledge {
    Knowledge(Flow::new(&Resolver::new(file, facts, around)))
}

/// What `file` has under names that begin at its top; `know` gives what is known of it, where that matters.
pub fn offer(
    file: &SourceFile,
    facts: &Facts,
    around: Surroundings<'_>,
    items: &[String],
    know: &dyn Fn() -> Arc<Knowledge>,
) -> Offer {
    let found = exported(facts, items);
    let mut offer = Offer::default();
    let Some(first) = found.first() else {
        return offer;
    };
    if let Some(span) = first.operand {
        (offer.value, offer.http_status) = written(facts, span);
        return offer;
    }
    let resolver = Resolver::new(file, facts, around);
    let known = know();
    for Exported { value, operand } in &found {
        resolver.add(&mut offer, &known.0, value, *operand);
    }
    if offer.parse.is_none() {
        match resolver.leads(&first.value) {
            Led::Parse(how) => (offer.parse, offer.elsewhere) = (Some(how), None),
            Led::Elsewhere(owner) => offer.elsewhere = Some(owner),
            Led::Nowhere => {}
        }
    }
    offer
}

/// The number that is written there, and whether it is a member of an enum of HTTP statuses.
fn written(facts: &Facts, span: Span) -> (Option<i64>, bool) {
    let first = facts.uses.partition_point(|known| known.span < span);
    let mut here = facts.uses[first..]
        .iter()
        .take_while(|known| known.span == span);
    let number = here.find_map(|known| match known.operand {
        Operand::Number(value) => Some(value),
        _ => None,
    });
    let of_member = |group: &&Group| group.members.iter().any(|member| member.span == span);
    let group = facts.groups.iter().find(of_member);
    (number, group.is_some_and(tables::is_http_statuses))
}

/// What stands behind names of the file.
pub(super) struct Exported {
    /// In the scope of the file.
    pub(super) value: Expr,
    /// Of the number, where it is one.
    pub(super) operand: Option<Span>,
}

/// What names lead to from the top of the file; of modules that are handed on as a whole, it may be in any.
pub(super) fn exported(facts: &Facts, items: &[String]) -> Vec<Exported> {
    let members = |value: &Expr, rest: &[String]| {
        let path = rest.iter();
        path.fold(value.clone(), |base, name| base.member(name.as_str()))
    };
    let own = facts.exports.iter();
    let own = own.filter(|export| items.starts_with(&export.items));
    let longest = own.max_by_key(|export| export.items.len());
    if let Some(export) = longest.filter(|export| !export.items.is_empty() || items.is_empty()) {
        let rest = &items[export.items.len()..];
        return vec![Exported {
            value: members(&export.value, rest),
            operand: export.operand.filter(|_| rest.is_empty()),
        }];
    }
    // Where the module is told by its name, the question has gone on to it already.
    let forwards = facts.forwards.iter();
    let forwards = forwards.filter(|forward| {
        items.starts_with(&forward.items) && forward.module.module_path().is_none()
    });
    let whole = longest.map(|export| (&export.value, 0));
    let open = forwards.map(|forward| (&forward.module, forward.items.len()));
    let found: Vec<Exported> = whole
        .into_iter()
        .chain(open)
        .map(|(value, len)| Exported {
            value: members(value, &items[len..]),
            operand: None,
        })
        .collect();
    match items.split_first() {
        // What a CommonJS module gives is an importing ES module's default.
        Some((first, rest)) if first == "default" && !facts.has_default() => exported(facts, rest),
        _ => found,
    }
}

impl Facts {
    fn has_default(&self) -> bool {
        let mut exports = self.exports.iter();
        exports.any(|export| export.items.first().is_some_and(|first| first == "default"))
    }
}

impl Resolver<'_> {
    fn add(&self, offer: &mut Offer, flow: &Flow, value: &Expr, operand: Option<Span>) {
        let number = flow.number(self, value, operand);
        if let Some(number) = number.filter(|_| offer.value.is_none()) {
            (offer.value, offer.http_status) = (Some(number.value), number.http_status);
        }
        if let Meaning::ErrorClass { evidence, .. } = self.meaning(value, 0) {
            offer.class = offer.class.max(Some(evidence));
        }
        offer.takes.extend(self.taken(flow, value));
        offer.meets.extend(flow.taken(self, value, 0, true));
        offer.gives = offer.gives.max(self.gives(value));
        offer.ty = offer.ty.max(self.offered_type(value));
        let (value, scope) = self.constructor(value, 0);
        if let Some(other) = self.offer(value, scope) {
            if offer.value.is_none() {
                (offer.value, offer.http_status) = (other.value, other.http_status);
            }
            offer.class = offer.class.max(other.class);
            offer.takes.extend(other.takes.iter().copied());
            offer.meets.extend(other.meets.iter().copied());
            offer.gives = offer.gives.max(other.gives);
            offer.ty = offer.ty.max(other.ty);
            if offer.parse.is_none() {
                offer.parse.clone_from(&other.parse);
                offer.elsewhere.clone_from(&other.elsewhere);
            }
        }
    }

    /// How sure it is that calling something gives the code of a Parse error.
    fn gives(&self, function: &Expr) -> Option<Evidence> {
        if self.returns.is_empty() {
            return None;
        }
        let call = Expr::Call {
            callee: Box::new(function.clone()),
            constructs: false,
            first: None,
        };
        match self.meaning(&call, 0) {
            Meaning::Code { evidence, .. } => Some(evidence),
            _ => None,
        }
    }

    fn offered_type(&self, value: &Expr) -> Option<OwnType> {
        let own = self.own_type(value, 0, 6).filter(|_| self.has_types())?;
        Some(match own {
            OwnType::Failure if self.sends_parse_headers() => OwnType::Body,
            own => own,
        })
    }

    /// The arguments that a function or class of the file hands on to a Parse error.
    fn taken(&self, flow: &Flow, value: &Expr) -> Vec<(usize, Evidence)> {
        let mut taken = flow.taken(self, value, 0, false);
        if taken.is_empty()
            && let Meaning::ErrorClass { evidence, sdk } = self.meaning(value, 0)
            && (sdk || self.passes_on(value, 0))
        {
            taken.push((0, evidence));
        }
        taken
    }
}
