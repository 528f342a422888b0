//! The exact front end: syn's tree, walked once, becomes facts.
//!
//! `walk` goes through the tree and keeps what surrounds a place, `blocks` through statements and arms, `items` through
//! functions and modules. `place` says where nodes stand, `paths` reads paths and types, `expr` expressions, `bind` scopes
//! and names, `patterns` what patterns bind and ask, `sites` the places where codes may stand, `groups` constants that
//! stand together, `shapes` the fields of types, `returns` what functions give, `exports` what other files may use, `rows`
//! lists and tables of tests, `spots` and `types` what can stand where a number stands, `cases` the attributes that call tests with values, `macros` and `json` the macros that are read like code. What the facts mean is for `resolve`.
//!
//! syn recurses, and so does the walk: each source has a thread with a large stack to itself. That thread takes
//! proc-macro2's map of spans along when it ends, which would else grow with every source.

mod place;
mod paths;
mod expr;
mod bind;
mod groups;
mod exports;
mod patterns;
mod rows;
mod sites;
mod macros;
mod json;
mod blocks;
mod items;
mod walk;
mod shapes;
mod returns;
mod cases;
mod types;
mod spots;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;
use std::thread;

use syn::visit::Visit;

use super::number::integer;
use super::tokens;
use crate::model::deadline::{self, Budget, OutOfTime};
use crate::model::facts::{
    BindingId, CodeUse, Expr, Facts, Fate, GroupId, ParseFailure, Reach, ScopeId, Subject,
};
use crate::model::hashed::{HashMap, HashSet};
use crate::model::limits::Shortfall;
use crate::model::source::{BOM, SourceFile, Span};

/// Nesting above which a source is read as tokens: brackets, and links of the longest chain of operators, methods or
/// `else if` at the deepest place. A debug build reads eight times as deep on the stack below.
pub(super) const DEPTH_LIMIT: usize = 400;

/// The stack for one source. Pages that are not touched cost nothing.
const STACK: usize = 64 << 20;

/// Bytes that a tree may take beside its stack. Who cannot have them now would be ended by the next allocation that fails.
const ROOM: usize = 24 << 20;

/// How much longer than its budget, which is in time of the processor, a source is waited for where others want that, too.
const PATIENCE: u32 = 8;

/// A parser of syn's cannot be asked to end. So it has a thread of its own, which is left behind where it takes too long,
/// and ends with the program at the latest.
pub(super) fn facts(file: &SourceFile) -> Facts {
    let (sender, receiver) = mpsc::channel();
    let (budget, own) = (Budget::for_tree(), file.clone());
    let reader = thread::Builder::new().stack_size(STACK).spawn(move || {
        let read = || deadline::within(Some(budget), || has_room().then(|| read(&own)));
        // Nobody listens to one that was left behind.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(read)));
    });
    let answer = reader.map(|_| receiver.recv_timeout(budget.left * PATIENCE));
    let shortfall = match answer {
        Ok(Ok(Ok(Some(facts)))) => {
            return Facts {
                by_library: true,
                ..facts
            };
        }
        Ok(Ok(Err(panic))) if panic.is::<OutOfTime>() => Shortfall::Time,
        Ok(Ok(Err(panic))) => resume_unwind(panic),
        Ok(Err(_)) => Shortfall::Time,
        Ok(Ok(Ok(None))) | Err(_) => Shortfall::Memory,
    };
    Facts {
        shortfall: Some(shortfall),
        ..tokens::facts(file)
    }
}

fn has_room() -> bool {
    let mut room = Vec::<u8>::new();
    let had = room.try_reserve_exact(ROOM).is_ok();
    // Else nothing would be asked for.
    std::hint::black_box(&room);
    had
}

fn read(file: &SourceFile) -> Facts {
    let base = head(&file.text);
    match syn::parse_str::<syn::File>(&file.text[base..]) {
        Ok(tree) => {
            let places = place::Places::new(&file.text, base);
            let mut walker = Walker::new(file, &places);
            walker.visit_file(&tree);
            walker.table_of_file(&tree.items);
            walker.export(&tree.items, &[], Reach::World);
            walker.export_names();
            let mut facts = walker.finish();
            let spans: Vec<Span> = facts.uses.iter().map(|found| found.span).collect();
            (facts.spots, facts.types) = spots::spots(&tree, &places, &spans);
            facts
        }
        Err(error) => {
            let range = error.span().byte_range();
            let end = (base + range.end).min(file.text.len());
            let failure = ParseFailure {
                span: Span::new((base + range.start).min(end), end),
                message: error.to_string(),
            };
            let mut facts = tokens::facts(file);
            facts.failures.insert(0, failure);
            facts
        }
    }
}

/// The bytes before the first token: a BOM, and a line `#!..` that is no attribute.
fn head(text: &str) -> usize {
    let bom = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let rest = &text[bom..];
    let Some(after) = rest.strip_prefix("#!") else {
        return bom;
    };
    if is_attribute(after) {
        return bom;
    }
    bom + rest.find('\n').unwrap_or(rest.len())
}

/// Whether what follows `#!` makes it an inner attribute: a bracket behind blanks and comments.
fn is_attribute(mut after: &str) -> bool {
    loop {
        after = after.trim_start();
        if let Some(comment) = after.strip_prefix("//") {
            after = comment.split_once('\n').map_or("", |(_, next)| next);
        } else if let Some(comment) = after.strip_prefix("/*") {
            after = comment.split_once("*/").map_or("", |(_, next)| next);
        } else {
            return after.starts_with('[');
        }
    }
}

struct Walker<'t> {
    file: &'t SourceFile,
    places: &'t place::Places<'t>,
    facts: Facts,
    /// What each scope binds; the newest of one name.
    names: HashMap<(ScopeId, String), BindingId>,
    /// The innermost open scope, and the innermost that is a module's or the file's.
    scope: ScopeId,
    module: ScopeId,
    /// The innermost statement around the node at hand.
    statement: Option<Span>,
    /// Where the outermost `||` chain around the node at hand begins.
    chain: Option<u32>,
    in_test: bool,
    /// What `Self` is.
    this: Option<Expr>,
    /// The function whose body is walked, and whether it gives an integer; none in a closure.
    function: Option<(BindingId, bool)>,
    /// What becomes of the value of the node at hand.
    fate: Fate,
    /// The groups of enums and modules, by where their names stand.
    groups: HashMap<Span, GroupId>,
    /// Numbers that are known to have a name.
    named: HashSet<Span>,
    /// Scopes that the block at hand has opened for names that are bound anew.
    shadows: u32,
    /// Bindings for what `unwrap_err` and its like give, by where the method's name stands.
    rejections: HashMap<Span, BindingId>,
    rows: rows::Rows,
    /// Imports that bear the name of a module beside them, with what they import.
    doubles: HashMap<BindingId, Expr>,
}

impl<'t> Walker<'t> {
    fn new(file: &'t SourceFile, places: &'t place::Places<'t>) -> Self {
        Self {
            file,
            places,
            facts: Facts::of_file(file.text.len()),
            names: HashMap::default(),
            scope: 0,
            module: 0,
            statement: None,
            chain: None,
            in_test: false,
            this: None,
            function: None,
            fate: Fate::Other,
            groups: HashMap::default(),
            named: HashSet::default(),
            shadows: 0,
            rejections: HashMap::default(),
            rows: rows::Rows::default(),
            doubles: HashMap::default(),
        }
    }

    fn finish(mut self) -> Facts {
        self.settle_lists();
        self.settle_ranges();
        self.facts.comments = tokens::comments(&self.file.text);
        self.facts
            .uses
            .sort_by_key(|found| (found.span, rank(found)));
        self.facts
            .uses
            .dedup_by(|b, a| a.span == b.span && (rank(b) == MENTIONED || a.subject == b.subject));
        let outer_first = |span: Span| (span.start, std::cmp::Reverse(span.end));
        self.facts.calls.sort_by_key(|call| outer_first(call.span));
        self.facts.arms.sort_by_key(|arm| arm.operand);
        self.facts.statements.sort();
        self.facts.statements.dedup();
        self.facts.settle_items();
        self.facts
    }
}

const MENTIONED: u8 = 1;

/// A mention is the weakest thing to say of a place.
fn rank(found: &CodeUse) -> u8 {
    match found.subject {
        Subject::Mentioned => MENTIONED,
        _ => 0,
    }
}
