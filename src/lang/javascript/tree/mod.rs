//! The exact front end: a tree-sitter tree, walked once with a cursor, becomes facts.
//!
//! Nothing here recurses with the depth of the source, so no input can exhaust the stack. `expr` reads expressions,
//! `bind` scopes and names, `sites` the places where codes may stand, `objects` literals and groups of constants.
//! What the facts mean is for `resolve`.

mod node;
mod expr;
mod bind;
mod sites;
mod objects;
mod tables;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use tree_sitter::{Language, Node, ParseOptions, ParseState, Parser, Tree};

use super::number::integer;
use super::tokens;
use crate::model::facts::{CodeUse, Expr, Facts, ParseFailure, Scope, ScopeId};
use crate::model::source::{SourceFile, Span};

/// What a tree may cost. A source of the largest size for trees takes a tenth of it; a few hostile ones, such as
/// thousands of comments that never end, would take minutes, and are read as tokens.
const BUDGET: Duration = Duration::from_secs(1);

/// Failures that are told per file; a file that is no JavaScript at all would give thousands.
const MAX_FAILURES: usize = 20;

pub(super) fn facts(file: &SourceFile) -> Facts {
    let Some((tree, grammar)) = parse(file) else {
        // Out of time: tokens still tell what they can.
        return tokens::facts(file);
    };
    node::read_fields(grammar as usize, &grammar.language());
    let mut walker = Walker::new(file);
    walker.walk(&tree);
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

    /// The grammar to try when this one errs: Flow, and types in a `.js` file, read as TSX.
    fn fallback(self) -> Option<Self> {
        (self == Grammar::JavaScript).then_some(Grammar::Tsx)
    }

    fn parse(self, text: &str) -> Option<Tree> {
        thread_local!(static PARSER: RefCell<Parser> = RefCell::new(Parser::new()));
        PARSER.with_borrow_mut(|parser| {
            parser.set_language(&self.language()).ok()?;
            // What a cancelled parse has left behind.
            parser.reset();
            let bytes = code(text).as_bytes();
            let start = Instant::now();
            let mut keep_on = |_: &ParseState| match start.elapsed() < BUDGET {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            };
            let options = ParseOptions::new().progress_callback(&mut keep_on);
            let mut read = |at: usize, _| bytes.get(at..).unwrap_or_default();
            parser.parse_with_options(&mut read, None, Some(options))
        })
    }

    fn language(self) -> Language {
        match self {
            Grammar::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            Grammar::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Grammar::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
        }
    }
}

/// A text without the source map that a compiler left at its end, which is as long as the code and costs as much.
fn code(text: &str) -> &str {
    const MARK: &str = "\n//# sourceMappingURL=data:";
    match text.rfind(MARK) {
        Some(at) if !text[at + 1..].trim_end().contains('\n') => &text[..at],
        _ => text,
    }
}

/// The tree with the fewer errors of those that the file's grammar and its fallback give.
fn parse(file: &SourceFile) -> Option<(Tree, Grammar)> {
    let grammar = Grammar::of(&file.path);
    let tree = grammar.parse(&file.text)?;
    let fallback = grammar.fallback().filter(|_| tree.root_node().has_error());
    let other = fallback.and_then(|fallback| Some((fallback.parse(&file.text)?, fallback)));
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
    /// Names that are assigned to, for bindings without a value.
    assignments: Vec<(String, ScopeId, Expr)>,
    /// Names that are read as the root of a path or a call.
    roots: std::collections::BTreeSet<(&'t str, ScopeId)>,
    tables: tables::Tables,
    /// Outermost error nodes: what tokens are asked about.
    torn: Vec<Span>,
}

impl<'t> Walker<'t> {
    fn new(file: &'t SourceFile) -> Self {
        let mut facts = Facts::default();
        facts.scopes.push(Scope {
            parent: None,
            span: Span::new(0, file.text.len()),
        });
        Self {
            file,
            facts,
            ancestors: Vec::new(),
            scopes: vec![(0, true)],
            assignments: Vec::new(),
            roots: Default::default(),
            tables: Default::default(),
            torn: Vec::new(),
        }
    }

    fn walk(&mut self, tree: &'t Tree) {
        let mut cursor = tree.walk();
        // Depth of the tree at which each open scope was opened.
        let mut opened: Vec<usize> = Vec::new();
        loop {
            let node = cursor.node();
            if self.enter(node) {
                opened.push(self.ancestors.len());
            }
            if cursor.goto_first_child() {
                self.ancestors.push(node);
                continue;
            }
            loop {
                if opened.last() == Some(&self.ancestors.len()) {
                    opened.pop();
                    self.scopes.pop();
                }
                if cursor.goto_next_sibling() {
                    break;
                }
                if !cursor.goto_parent() {
                    return;
                }
                self.ancestors.pop();
            }
        }
    }

    /// Reads one node; `true` when it opened a scope.
    fn enter(&mut self, node: Node<'t>) -> bool {
        if node.is_error() || node.is_missing() {
            self.failure(node);
        }
        if !node.is_named() {
            return false;
        }
        let kind = node.kind();
        let opened = self.open_scope(node, kind);
        match kind {
            "import_statement" => self.import(node),
            "variable_declarator" => self.declarator(node),
            "class_declaration" | "abstract_class_declaration" | "class" => self.class(node),
            "enum_declaration" => self.enumeration(node),
            "call_expression" => self.call(node),
            "new_expression" => self.construction(node),
            "binary_expression" => self.comparison(node),
            "switch_case" => self.case(node),
            "object" => self.object(node),
            "assignment_expression" => self.assignment(node),
            "member_expression" => self.mention(node),
            "subscript_expression" => self.lookup(node),
            "comment" => self.comment(node),
            "string" => self.header(node),
            _ => {}
        }
        opened
    }

    fn failure(&mut self, node: Node<'t>) {
        let span = node::span(node);
        if self.torn.last().is_some_and(|outer| outer.contains(span)) {
            return;
        }
        if self.facts.failures.len() < MAX_FAILURES {
            let message = self.failure_words(node);
            self.facts.failures.push(ParseFailure { span, message });
        }
        if node.is_error() {
            self.torn.push(span);
        }
    }

    /// What is unexpected, or what is missing.
    fn failure_words(&self, node: Node<'t>) -> String {
        const LONGEST: usize = 20;
        if node.is_missing() {
            return match node.is_named() {
                true => format!("{} is missing", node.kind().replace('_', " ")),
                false => format!("`{}` is missing", node.kind()),
            };
        }
        let token = self.text(node).split_whitespace().next();
        let Some(token) = token else {
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

    fn comment(&mut self, node: Node<'t>) {
        self.facts.comments.push(crate::model::facts::Comment {
            span: node::span(node),
        });
    }

    fn scope(&self) -> ScopeId {
        self.scopes.last().map_or(0, |(scope, _)| *scope)
    }

    fn text(&self, node: Node<'_>) -> &'t str {
        self.file.text.get(node.byte_range()).unwrap_or_default()
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
        self.facts
    }

    /// Error recovery tears sites apart behind broken code: there the tokens are asked.
    fn read_torn(&mut self) {
        let known = self.facts.uses.iter().map(|known| known.span);
        let mut known: HashSet<Span> = known.collect();
        for span in std::mem::take(&mut self.torn) {
            let mut found = tokens::facts_in(self.file, span).uses;
            found.retain(|code_use| known.insert(code_use.span));
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
