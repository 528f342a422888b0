//! The exact front end: a tree, walked once, becomes facts.
//!
//! Nothing here recurses with the depth of the source but `parser`, which has a limit, so no input can exhaust the stack.
//! `parser` makes the nodes of most sources, tree-sitter those of the others; `node` is the list of them. `expr`
//! and `leaves` read expressions, `scopes`, `bind`, `parameters`, `callables` and `imports` bind names, `exports` tells
//! which of them other files may use, `heads` where imports stand, `items` what holds a place, `sites`, `comparisons`, `guards`, `calls` and `assertions` find the places where codes may stand, `spots` which of these take no expression, `objects`
//! and `fate` literals and groups of constants. What the facts mean is for `resolve`.

mod vocabulary;
mod node;
mod parser;
mod expr;
mod leaves;
mod scopes;
mod parameters;
mod callables;
mod bind;
mod imports;
mod heads;
mod exports;
mod names;
mod items;
mod sites;
mod comparisons;
mod guards;
mod calls;
mod assertions;
mod mentions;
mod objects;
mod spots;
mod fate;
mod tables;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::ControlFlow;

use tree_sitter::{Language, ParseOptions, ParseState, Parser, Tree};

use self::node::{Failure, Node, Nodes};
use self::parser::Dialect;
use self::vocabulary::{Kind, Vocabulary};
use super::number::integer;
use super::tokens;
use crate::model::deadline::{self, Allowance, Budget};
use crate::model::facts::{CodeUse, Comment, Facts, FixedBy, ParseFailure, ScopeId, Spot, Takes};
use crate::model::hashed::HashSet;
use crate::model::limits::Shortfall;
use crate::model::source::{SourceFile, Span};

/// Failures that are told per file; a file that is no JavaScript at all would give thousands.
const MAX_FAILURES: usize = 20;

pub(super) fn facts(file: &SourceFile) -> Facts {
    let grammar = Grammar::of(&file.path);
    if let Some(nodes) = parser::nodes(tokens::code_of(&file.text), grammar.dialect()) {
        return read(file, &nodes);
    }
    let tree = parse(grammar, file.text.as_bytes());
    let nodes = tree.map(|(tree, grammar)| grammar.nodes(&tree, &file.text));
    let facts = nodes.map_or_else(|| without_tree(file), |nodes| read(file, &nodes));
    Facts {
        by_library: true,
        ..facts
    }
}

/// Out of time: tokens still tell what they can.
fn without_tree(file: &SourceFile) -> Facts {
    Facts {
        shortfall: Some(Shortfall::Time),
        ..tokens::facts(file)
    }
}

/// The facts of nodes whose places are the file's.
fn read(file: &SourceFile, nodes: &Nodes) -> Facts {
    let mut walker = Walker::new(file);
    walker.walk(nodes);
    walker.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Grammar {
    JavaScript,
    TypeScript,
    Tsx,
}

impl Grammar {
    fn of(path: &str) -> Self {
        let extension = path
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match extension.as_str() {
            "ts" | "mts" | "cts" => Grammar::TypeScript,
            "tsx" => Grammar::Tsx,
            _ => Grammar::JavaScript,
        }
    }

    fn dialect(self) -> Dialect {
        match self {
            Grammar::JavaScript => Dialect::JavaScript,
            Grammar::TypeScript => Dialect::TypeScript,
            Grammar::Tsx => Dialect::Tsx,
        }
    }

    /// The grammar to try when this one errs: Flow, and types in a `.js` file, read as TSX.
    fn fallback(self) -> Option<Self> {
        (self == Grammar::JavaScript).then_some(Grammar::Tsx)
    }

    fn parse(self, text: &[u8]) -> Option<Tree> {
        thread_local!(static PARSER: RefCell<Parser> = RefCell::new(Parser::new()));
        PARSER.with_borrow_mut(|parser| {
            parser.set_language(&self.language()).ok()?;
            // What a cancelled parse has left behind.
            parser.reset();
            let text = self.readable(text);
            let bytes = tokens::code(&text);
            let mut allowance = Allowance::of(Budget::for_tree());
            let mut keep_on = |_: &ParseState| match allowance.is_over() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            };
            let options = ParseOptions::new().progress_callback(&mut keep_on);
            let mut read = |at: usize, _| bytes.get(at..).unwrap_or_default();
            parser.parse_with_options(&mut read, None, Some(options))
        })
    }

    fn language(self) -> Language {
        match self {
            Grammar::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            // One grammar for both: each takes a megabyte and a half of the binary.
            Grammar::TypeScript | Grammar::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
        }
    }

    /// The text as the grammar can read it, place for place: without the angle brackets of TypeScript that would begin an
    /// element of JSX. Where a brace follows an arrow and a cast, a sign keeps it from being a function's body.
    fn readable(self, text: &[u8]) -> Cow<'_, [u8]> {
        let angles = match (self, std::str::from_utf8(text)) {
            (Grammar::TypeScript, Ok(text)) => tokens::angles(text),
            _ => Vec::new(),
        };
        if angles.is_empty() {
            return text.into();
        }
        let mut readable = text.to_vec();
        for angle in angles {
            let (before, behind) = (&text[..angle.start as usize], &text[angle.end as usize..]);
            let is_body = before.trim_ascii_end().ends_with(b"=>")
                && behind.trim_ascii_start().starts_with(b"{");
            readable[angle.range()].fill(b' ');
            if is_body {
                readable[angle.start as usize] = b'+';
            }
        }
        readable.into()
    }

    /// The nodes of a text's tree.
    fn nodes(self, tree: &Tree, text: &str) -> Nodes {
        let casts = self == Grammar::TypeScript && !tokens::angles(text).is_empty();
        Nodes::read(tree, self.vocabulary(), casts)
    }

    fn vocabulary(self) -> &'static Vocabulary {
        Vocabulary::of(self as usize, &self.language())
    }
}

/// The tree with the fewer errors of those that the file's grammar and its fallback give.
fn parse(grammar: Grammar, text: &[u8]) -> Option<(Tree, Grammar)> {
    let tree = grammar.parse(text)?;
    let fallback = grammar.fallback().filter(|_| tree.root_node().has_error());
    let other = fallback.and_then(|fallback| Some((fallback.parse(text)?, fallback)));
    match other {
        Some((other, fallback)) if error_bytes(&other) < error_bytes(&tree) => {
            Some((other, fallback))
        }
        _ => Some((tree, grammar)),
    }
}

/// Bytes under the outermost error nodes, and one for each missing token.
fn error_bytes(tree: &Tree) -> usize {
    let mut cursor = tree.walk();
    let mut bytes = 0;
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            bytes += node.byte_range().len().max(1);
        } else if node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return bytes;
            }
        }
    }
}

struct Walker<'t> {
    file: &'t SourceFile,
    facts: Facts,
    /// From the root to the node at hand, that node excluded.
    ancestors: Vec<Node<'t>>,
    /// The scopes that are open; `true` where `var` stops.
    scopes: Vec<(ScopeId, bool)>,
    names: names::Names<'t>,
    tables: tables::Tables,
    /// Outermost error nodes: what tokens are asked about.
    torn: Vec<Span>,
    /// Declarations without a value at run time.
    declared: Vec<Span>,
}

impl<'t> Walker<'t> {
    fn new(file: &'t SourceFile) -> Self {
        Self {
            file,
            facts: Facts::of_file(file.text.len()),
            ancestors: Vec::new(),
            scopes: vec![(0, true)],
            names: Default::default(),
            tables: Default::default(),
            torn: Vec::new(),
            declared: Vec::new(),
        }
    }

    fn walk(&mut self, nodes: &'t Nodes) {
        self.failures(&nodes.failures);
        let comments = nodes.comments.iter();
        self.facts.comments = comments.map(|span| Comment { span: *span }).collect();
        // The nodes that opened the scopes which are open.
        let mut opened: Vec<Node<'t>> = Vec::new();
        if let Some(program) = nodes.iter().next() {
            self.head(program);
        }
        for node in nodes.iter() {
            deadline::ask();
            while self
                .ancestors
                .pop_if(|above| !above.reaches(node))
                .is_some()
            {}
            while opened.pop_if(|above| !above.reaches(node)).is_some() {
                self.scopes.pop();
            }
            if self.open_scope(node) {
                opened.push(node);
            }
            self.enter(node);
            self.ancestors.push(node);
        }
        self.ancestors.clear();
        self.scopes.truncate(1);
    }

    fn enter(&mut self, node: Node<'t>) {
        match node.kind() {
            Kind::ImportStatement => self.import(node),
            Kind::ExportStatement => {
                self.facts.imports.module = true;
                self.export(node);
            }
            Kind::VariableDeclarator => self.declarator(node),
            kind if kind.is_class() => self.class(node),
            Kind::Enum => self.enumeration(node),
            Kind::Call => self.call(node),
            Kind::New => self.construction(node),
            Kind::Binary => {
                self.comparison(node);
                self.guard(node);
            }
            Kind::As => self.cast(node),
            Kind::Ambient => self.ambient(node),
            Kind::SwitchCase => self.case(node),
            Kind::Object => self.object(node),
            Kind::Assignment => self.assignment(node),
            Kind::Member => self.mention(node),
            Kind::Subscript => self.lookup(node),
            Kind::String => self.header(node),
            Kind::FieldDefinition | Kind::PublicField => self.class_field(node),
            _ => {}
        }
    }

    fn failures(&mut self, failures: &[Failure]) {
        for failure in failures {
            let span = failure.span;
            if self.torn.last().is_some_and(|outer| outer.contains(span)) {
                continue;
            }
            if self.facts.failures.len() < MAX_FAILURES {
                let message = self.failure_words(failure);
                self.facts.failures.push(ParseFailure { span, message });
            }
            if failure.missing.is_none() {
                self.torn.push(span);
            }
        }
    }

    /// What is unexpected, or what is missing.
    fn failure_words(&self, failure: &Failure) -> String {
        const LONGEST: usize = 20;
        if let Some(missing) = &failure.missing {
            return format!("{missing} is missing");
        }
        let text = self.file.slice(failure.span);
        let Some(token) = text.split_whitespace().next() else {
            return "unexpected end".into();
        };
        let mut shown: String = token.chars().take(LONGEST).collect();
        if shown.len() < token.len() {
            shown.push('…');
        }
        format!("unexpected `{shown}`")
    }

    /// Keeps the name of an HTTP extension header.
    fn header(&mut self, node: Node<'t>) {
        let text = self.text(node).trim_matches(['"', '\'']);
        let named = text
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("x-"));
        if named && text.len() < 64 && !self.facts.headers.iter().any(|known| known == text) {
            self.facts.headers.push(text.to_owned());
        }
    }

    fn scope(&self) -> ScopeId {
        self.scopes.last().map_or(0, |(scope, _)| *scope)
    }

    fn text(&self, node: Node<'_>) -> &'t str {
        self.file.slice(node.span())
    }

    fn finish(mut self) -> Facts {
        self.settle_assignments();
        self.settle_tables();
        self.settle_globals();
        self.read_torn();
        self.facts.uses.sort_by_key(|a| (a.span, rank(a)));
        self.facts
            .uses
            .dedup_by(|b, a| a.span == b.span && (rank(b) == MENTIONED || a.subject == b.subject));
        self.facts.statements.sort();
        self.facts.statements.dedup();
        self.facts.settle_items();
        self.settle_spots();
        self.facts
    }

    /// Error recovery tears sites apart behind broken code: there the tokens are asked.
    fn read_torn(&mut self) {
        let known = self.facts.uses.iter().map(|known| known.span);
        let mut known: HashSet<Span> = known.collect();
        for span in std::mem::take(&mut self.torn) {
            deadline::ask();
            let mut found = tokens::facts_in(self.file, span).uses;
            found.retain(|code_use| known.insert(code_use.span));
            let takes = Takes::Literal(FixedBy::Unread);
            let spots = found.iter().map(|code_use| Spot {
                span: code_use.span,
                takes,
            });
            self.facts.spots.extend(spots);
            self.facts.uses.extend(found);
        }
    }
}

const MENTIONED: u8 = 1;

/// A mention is the weakest thing to say of a place.
fn rank(code_use: &CodeUse) -> u8 {
    match code_use.subject {
        crate::model::facts::Subject::Mentioned => MENTIONED,
        _ => 0,
    }
}
