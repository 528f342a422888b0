//! Whether what a file awaits leads to Parse: pages and components catch what a function of another module throws, and
//! show no trace of Parse themselves.
//!
//! An error is followed back to the calls that it may come from, and each of these to the module that it is imported
//! from, through hooks, services and their instances. What that module does is told by its `Offer`.

use super::Resolver;
use super::abroad::Route;
use super::handlers::is_harmless;
use super::meaning::Meaning;
use super::modules::is_elsewhere;
use crate::model::deadline;
use crate::model::facts::{Binding, Bound, Call, Expr, ScopeId};
use crate::model::neighbours::Offer;
use crate::model::source::Span;

/// How many names are followed from an error to a call, and from a call to its module.
const HOPS: u8 = 12;
/// How many calls of a `try`, or of a function, are asked.
const MAX_CALLS: usize = 256;
/// How many functions of a file a call is followed through.
const FUNCTIONS: u8 = 3;

/// Where an error came from, through other modules.
#[derive(Clone)]
pub(super) enum Led {
    /// From Parse: how, a clause.
    Parse(String),
    /// From somebody else's service only: whose.
    Elsewhere(String),
    /// That is not known.
    Nowhere,
}

impl Led {
    /// Where calling what another file has leads.
    fn of(offer: &Offer) -> Led {
        match (&offer.parse, &offer.elsewhere) {
            (Some(how), _) => Led::Parse(how.clone()),
            (None, Some(owner)) => Led::Elsewhere(owner.clone()),
            (None, None) => Led::Nowhere,
        }
    }

    /// The stronger of two.
    fn or(self, other: impl FnOnce() -> Led) -> Led {
        match self {
            Led::Parse(_) => self,
            Led::Elsewhere(_) => match other() {
                Led::Nowhere => self,
                other => other,
            },
            Led::Nowhere => other(),
        }
    }
}

impl Resolver<'_> {
    /// Where an error came from through another module.
    pub(super) fn led_by(&self, error: &Expr, scope: ScopeId) -> Led {
        self.led_within(error, scope, HOPS).unwrap_or(Led::Nowhere)
    }

    fn led_within(&self, error: &Expr, scope: ScopeId, hops: u8) -> Option<Led> {
        let hops = hops.checked_sub(1)?;
        let binding = match error {
            Expr::Member(base, _) | Expr::Rejection(base) => {
                return self.led_within(base, scope, hops);
            }
            Expr::Either(options) => {
                let mut options = options.iter();
                return options.find_map(|option| self.led_within(option, scope, hops / 2));
            }
            Expr::Call { .. } => return Some(self.call_leads(error, scope)),
            Expr::Name(name) => self.names.find(name, scope)?.1,
            Expr::Slot(id) => self.names.get(*id)?,
            _ => return None,
        };
        match &binding.value {
            Bound::Caught { body } => Some(self.calls_in(*body).fold(Led::Nowhere, |led, call| {
                led.or(|| self.call_leads(&call.callee, call.scope))
            })),
            Bound::Rejection { promise, .. } | Bound::Resolution { promise } => {
                self.led_within(promise, binding.scope, hops)
            }
            Bound::Value(value) => self.led_within(value, binding.scope, hops),
            _ => None,
        }
    }

    /// Where a call leads through the module that it comes from.
    fn call_leads(&self, callee: &Expr, scope: ScopeId) -> Led {
        let route = match is_harmless(callee) {
            true => None,
            false => self.origin(callee, scope, HOPS),
        };
        let offer = route.and_then(|route| self.around.neighbours.offer(&route));
        let Some(offer) = offer else {
            return Led::Nowhere;
        };
        match Led::of(&offer) {
            Led::Parse(how) => Led::Parse(match callee.dotted() {
                Some(called) => format!("`{called}` leads to Parse ({how})"),
                None => format!("what is called leads to Parse ({how})"),
            }),
            led => led,
        }
    }

    /// The module that something comes from, and its names there: of `useAuth().login` and of an instance of a class, the
    /// hook's and the class's.
    fn origin(&self, expr: &Expr, scope: ScopeId, hops: u8) -> Option<Route> {
        let hops = hops.checked_sub(1)?;
        if let Some(route) = self.route(expr, scope) {
            return Some(route);
        }
        match expr {
            Expr::Call { callee, first, .. } => self.origin(callee, scope, hops).or_else(|| {
                let first = first.as_ref()?;
                self.origin(first, scope, hops)
            }),
            Expr::Member(base, name) => {
                let typed = self.facts.field(name);
                let typed = typed.filter(|_| matches!(base.as_ref(), Expr::This));
                match typed {
                    Some(field) => self.origin(&field.ty, field.scope, hops),
                    None => self.origin(base, scope, hops),
                }
            }
            Expr::Name(name) => self.origin_of_binding(self.names.find(name, scope)?.1, hops),
            Expr::Slot(id) => self.origin_of_binding(self.names.get(*id)?, hops),
            Expr::Either(options) => {
                let mut options = options.iter();
                options.find_map(|option| self.origin(option, scope, hops / 2))
            }
            _ => None,
        }
    }

    fn origin_of_binding(&self, binding: &Binding, hops: u8) -> Option<Route> {
        if let Some(ty) = &binding.annotation
            && let Some(route) = self.origin(ty, binding.scope, hops)
        {
            return Some(route);
        }
        match &binding.value {
            Bound::Value(value) => self.origin(value, binding.scope, hops),
            _ => None,
        }
    }

    /// The calls that stand in a place of the file.
    pub(super) fn calls_in(&self, place: Span) -> impl Iterator<Item = &Call> {
        // Calls stand in the order of their starts.
        let calls = &self.facts.calls;
        let first = calls.partition_point(|call| call.span.start < place.start);
        let inside = calls[first..]
            .iter()
            .take_while(move |call| call.span.start < place.end);
        inside.take(MAX_CALLS)
    }

    /// Where what the file has under a name leads: by itself, or through what its function calls.
    pub(super) fn leads(&self, value: &Expr) -> Led {
        if let Some(place) = self.function_of(value) {
            return self.place_leads(place, FUNCTIONS);
        }
        if let Some(why) = self.speaks_parse() {
            return Led::Parse(format!("in `{}` {why}", self.file.path));
        }
        let whole = self.facts.scopes.first().map(|file| file.span);
        self.place_leads(whole.unwrap_or_default(), 0)
    }

    /// Where the calls of a function lead, through other functions of the file as well.
    fn place_leads(&self, place: Span, functions: u8) -> Led {
        let key = (place, functions);
        if let Some(known) = self.led.borrow().get(&key) {
            return known.clone();
        }
        let led = self.calls_of(place, functions);
        self.led.borrow_mut().insert(key, led.clone());
        led
    }

    fn calls_of(&self, place: Span, functions: u8) -> Led {
        self.calls_in(place).fold(Led::Nowhere, |led, call| {
            deadline::ask();
            led.or(|| {
                if let Some(why) = self.speaks_parse()
                    && self.may_be_parse(call)
                {
                    return Led::Parse(format!("in `{}` {why}", self.file.path));
                }
                let own = functions.checked_sub(1).and_then(|functions| {
                    let place = self.function_of(&call.callee)?;
                    Some(self.place_leads(place, functions))
                });
                own.unwrap_or_else(|| self.goes_on(&call.callee, call.scope, call.span))
            })
        })
    }

    /// Whether a call is one of Parse's, or one of a value of which the file does not tell whose it is. What is given to a
    /// function is not its own, unless it is the client that a file with Parse's headers sends them by.
    fn may_be_parse(&self, call: &Call) -> bool {
        let meaning = self.meaning(&call.callee, call.scope);
        if meaning.parse().is_some() {
            return true;
        }
        let own = match (&call.callee, call.callee.root_name()) {
            (Expr::Member(..), Some(root)) => {
                self.names
                    .find(root, call.scope)
                    .is_some_and(|(_, binding)| match binding.value {
                        Bound::Value(_) | Bound::Opaque => true,
                        _ => self.sends_parse_headers(),
                    })
            }
            (Expr::Member(..), None) => true,
            _ => false,
        };
        own && meaning == Meaning::Unknown && self.origin(&call.callee, call.scope, HOPS).is_none()
    }

    /// Where a call of the file leads.
    fn goes_on(&self, callee: &Expr, scope: ScopeId, at: Span) -> Led {
        let route = self.origin(callee, scope, HOPS);
        let offer = route.and_then(|route| self.around.neighbours.offer(&route));
        if let Some(offer) = offer {
            return Led::of(&offer);
        }
        let addresses = self.facts.addresses.iter();
        let mut named = addresses.filter(|address| address.call == at);
        match named.find(|address| is_elsewhere(&address.url)) {
            Some(address) if !self.sends_parse_headers() => Led::Elsewhere(address.url.clone()),
            _ => Led::Nowhere,
        }
    }

    /// What the file itself says of Parse.
    fn speaks_parse(&self) -> Option<&str> {
        use crate::model::resolved::Evidence;
        let grade = self.trace.grade()?;
        (grade > Evidence::Weak).then(|| self.trace.why())
    }

    /// Where the function stands that a name at the top of the file is bound to.
    fn function_of(&self, value: &Expr) -> Option<Span> {
        let (id, binding) = self.names.find(&value.dotted()?, 0)?;
        let mut known = self.functions.borrow_mut();
        *known
            .entry(id)
            .or_insert_with(|| self.function_behind(binding))
    }

    /// Where the function stands that begins next behind a binding.
    fn function_behind(&self, binding: &Binding) -> Option<Span> {
        let scopes = self.facts.scopes.iter().skip(1);
        let mut inside = scopes.filter(|scope| scope.parent == Some(binding.scope));
        let next = inside.find(|scope| scope.span.end > binding.span.end)?;
        let others = self.facts.bindings.iter();
        let mut between = others.filter(|other| {
            other.scope == binding.scope
                && other.span.start >= binding.span.end
                && other.span.end <= next.span.start
        });
        between.next().is_none().then_some(next.span)
    }
}
