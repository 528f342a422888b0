//! Facts from tokens alone: for sources that are too large, too deep or too broken for a tree, and for the pieces of
//! broken code that a tree could not read.
//!
//! Four sites are told: the first argument of an error class, comparisons and switches over `….code`, and `code`
//! fields of object literals; besides, members of error classes, comments, modules, headers, and the names that the
//! top level binds. There is one scope and no certainty; what needs more is for `tree`. The tokens are read once, and
//! none is kept: `bindings` alone looks at whole statements, `path` puts names together.

mod bindings;
mod brackets;
mod path;
mod places;

use super::lexer::{Kind, Lexer, Token};
use super::words;
use crate::lang::javascript::relation;
use crate::model::deadline;
use crate::model::facts::{CodeUse, Comment, Expr, Facts, Fate, Operand, Relation, Site, Subject};
use crate::model::source::{SourceFile, Span};

use bindings::Statement;
use path::Path;

/// The facts of a whole source.
pub fn facts(file: &SourceFile) -> Facts {
    facts_in(file, Span::new(0, file.text.len()))
}

/// The facts of a part of a source, which lies on character boundaries; places are the source's.
pub(crate) fn facts_in(file: &SourceFile, part: Span) -> Facts {
    let mut reader = Reader::new(file, part);
    while let Some(token) = reader.lexer.next() {
        deadline::ask();
        reader.read(token);
    }
    reader.finish()
}

/// A literal in a place at which it may be the whole operand.
#[derive(Clone, Debug)]
struct Literal {
    span: Span,
    operand: Operand,
    /// What stands before it.
    opener: Kind,
}

/// An open bracket that matters.
#[derive(Debug)]
enum Open {
    /// Any other; in a member's brackets, the path before them.
    Plain,
    Index(Path),
    Call(Box<CallSite>),
    /// A brace: perhaps an object literal. Where its keys begin among all keys.
    Brace {
        keys: usize,
        fate: Fate,
    },
    /// The head of a switch, and its body with what the cases are compared with.
    SwitchHead,
    Switch(Expr),
}

#[derive(Debug)]
struct CallSite {
    callee: Expr,
    constructs: bool,
    start: u32,
    arguments: usize,
    /// The use that its first argument made.
    made: Option<usize>,
}

/// A key of an object literal that is open, and the use that its value made.
#[derive(Debug)]
struct Key {
    span: Span,
    made: Option<usize>,
    message: Option<Span>,
}

struct Reader<'a> {
    file: &'a SourceFile,
    bytes: &'a [u8],
    lexer: Lexer<'a>,
    facts: Facts,
    open: Vec<Open>,
    keys: Vec<Key>,
    /// The path at hand, or the last one.
    path: Path,
    /// The tokens before the one at hand, the nearest first.
    recent: [Token; 3],
    literal: Option<Literal>,
    /// What the operand after a comparison is compared with, if that is a code.
    compared: Option<Expr>,
    /// How the last comparison compares.
    relation: Relation,
    /// The literal before a comparison.
    turned: Option<Literal>,
    /// Where `new` stands, if the path at hand is constructed.
    constructing: Option<u32>,
    switched: Option<Expr>,
    statement: Statement,
}

impl<'a> Reader<'a> {
    fn new(file: &'a SourceFile, part: Span) -> Self {
        let facts = Facts {
            from_tokens: true,
            ..Facts::of_file(file.text.len())
        };
        Self {
            file,
            bytes: file.text.as_bytes(),
            lexer: Lexer::over(&file.text, part),
            facts,
            open: Vec::new(),
            keys: Vec::new(),
            path: Path::default(),
            recent: [Token::NONE; 3],
            literal: None,
            compared: None,
            relation: Relation::Plain,
            turned: None,
            constructing: None,
            switched: None,
            statement: Statement::default(),
        }
    }

    fn read(&mut self, token: Token) {
        if token.kind == Kind::Comment {
            self.facts.comments.push(Comment { span: token.span() });
            return;
        }
        let settled = self.literal.take();
        if let Some(literal) = settled {
            self.settle(literal, token.kind);
        }
        let member = token.kind == Kind::Ident && self.recent[0].kind == Kind::Dot;
        if self.path.is_open() && !member && !path::continues(token.kind) {
            self.path_ends(token.kind);
        }
        if self.open.is_empty()
            && token.kind == Kind::Ident
            && bindings::binds(token.bytes(self.bytes))
        {
            self.end_statement();
            self.statement = Statement::begin(token);
        } else {
            self.statement.push(token);
        }
        self.step(token);
        let [first, second, _] = self.recent;
        self.recent = [token, first, second];
    }

    fn step(&mut self, token: Token) {
        match token.kind {
            Kind::Ident => self.word(token),
            Kind::Number | Kind::String | Kind::Template => self.operand(token),
            Kind::ParenOpen => self.paren(token),
            Kind::BracketOpen if self.path.is_open() => {
                let path = std::mem::take(&mut self.path);
                self.open.push(Open::Index(path));
            }
            Kind::BracketOpen | Kind::TemplateHead | Kind::TagOpen => self.open.push(Open::Plain),
            Kind::BraceOpen => self.brace(),
            Kind::TemplateMiddle => {
                self.close_to(self.lexer.depth() - 1, token);
                self.open.push(Open::Plain);
            }
            Kind::ParenClose
            | Kind::BracketClose
            | Kind::BraceClose
            | Kind::TemplateTail
            | Kind::TagClose => {
                self.close_to(self.lexer.depth(), token);
            }
            Kind::Comma => self.comma(),
            Kind::Colon => self.colon(),
            Kind::Compare => {
                self.relation = relation(self.text(token.span()));
                self.compare();
            }
            Kind::Dot => {}
            _ => self.path.close(),
        }
        if !matches!(
            token.kind,
            Kind::Ident | Kind::Dot | Kind::BracketOpen | Kind::String | Kind::BracketClose
        ) {
            self.constructing = None;
        }
    }

    fn text(&self, span: Span) -> &'a str {
        self.file.slice(span)
    }

    fn is_word(&self, token: Token, word: &[u8]) -> bool {
        token.kind == Kind::Ident && token.bytes(self.bytes) == word
    }

    fn word(&mut self, token: Token) {
        if self.recent[0].kind == Kind::Dot {
            self.path.member(token.span());
            return;
        }
        if self.is_word(token, b"new") {
            self.constructing = Some(token.start);
        } else if !super::lexer::asks_for_operand(token.bytes(self.bytes)) {
            self.path.begin(token.span(), self.recent[0].kind);
        }
    }

    /// A number or a string: a fact only if it is a whole operand, which the next token tells.
    fn operand(&mut self, token: Token) {
        self.path.close();
        let [before, earlier, _] = self.recent;
        let signed = before.kind == Kind::Minus;
        let opener = if signed { earlier } else { before };
        let text = token.bytes(self.bytes);
        let operand = match token.kind {
            Kind::Number => words::integer(text)
                .map(|value| Operand::Number(if signed { -value } else { value })),
            _ if signed => None,
            _ => Some(Operand::Text(
                self.text(token.span())
                    .trim_matches(['"', '\'', '`'])
                    .to_owned(),
            )),
        };
        if token.kind == Kind::String {
            self.string(token, before);
        }
        let is_case = self.is_word(opener, b"case");
        let opens = matches!(
            opener.kind,
            Kind::ParenOpen | Kind::Comma | Kind::Colon | Kind::Compare
        ) || is_case;
        let start = if signed { before.start } else { token.start };
        let begins = self.turned.is_none() && !opens;
        if let Some(operand) = operand.filter(|_| opens || begins) {
            self.literal = Some(Literal {
                span: Span {
                    start,
                    end: token.end,
                },
                operand,
                opener: if is_case { Kind::Ident } else { opener.kind },
            });
        }
    }

    /// Modules and headers.
    fn string(&mut self, token: Token, before: Token) {
        let content = self.text(super::scan::inside(token));
        let called = before.kind == Kind::ParenOpen
            && (self.is_word(self.recent[1], b"require")
                || self.is_word(self.recent[1], b"import"));
        if called || self.is_word(before, b"from") || self.is_word(before, b"import") {
            self.facts.modules.push(content.to_owned());
        }
        let extension = content
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("x-"));
        if extension
            && content.len() < 64
            && !self.facts.headers.iter().any(|known| known == content)
        {
            self.facts.headers.push(content.to_owned());
        }
    }

    /// The literal before the token at hand is an operand by itself, or it is not.
    fn settle(&mut self, literal: Literal, next: Kind) {
        let ends = matches!(
            next,
            Kind::Comma
                | Kind::ParenClose
                | Kind::BraceClose
                | Kind::BracketClose
                | Kind::Semicolon
                | Kind::Or
                | Kind::And
                | Kind::Question
                | Kind::Colon
                | Kind::Ident
                | Kind::BraceOpen
        );
        match (literal.opener, next) {
            (_, Kind::Compare) => self.turned = Some(literal),
            (Kind::ParenOpen, Kind::Comma | Kind::ParenClose) => self.first_argument(literal),
            (Kind::Colon, Kind::Comma | Kind::BraceClose) => self.value(literal),
            (Kind::Ident, Kind::Colon) => self.case(literal),
            (Kind::Compare, _) if ends => {
                if let Some(other) = self.compared.take() {
                    self.emit_compared(literal, other);
                }
            }
            (Kind::Comma, Kind::Comma | Kind::ParenClose) => self.message(literal),
            _ => {}
        }
    }

    fn emit(&mut self, literal: Literal, site: Site, subject: Subject) -> usize {
        self.facts.uses.push(CodeUse {
            span: literal.span,
            operand: literal.operand,
            site,
            subject,
            relation: Relation::Plain,
            scope: 0,
            message: None,
            context: None,
            chain: None,
            in_test: false,
        });
        self.facts.uses.len() - 1
    }

    fn emit_compared(&mut self, literal: Literal, other: Expr) {
        let at = self.emit(literal, Site::Comparison, Subject::Against { other });
        self.facts.uses[at].relation = self.relation;
    }

    fn end_statement(&mut self) {
        let statement = std::mem::take(&mut self.statement);
        self.facts
            .bindings
            .extend(statement.bindings(&self.file.text));
    }

    fn finish(mut self) -> Facts {
        if let Some(literal) = self.literal.take() {
            self.settle(literal, Kind::Semicolon);
        }
        if self.path.is_open() {
            self.path_ends(Kind::Semicolon);
        }
        self.close_to(0, Token::NONE);
        self.end_statement();
        let bindings = &self.facts.bindings;
        self.facts
            .globals
            .retain(|name| !bindings.iter().any(|binding| binding.name == *name));
        self.facts.uses.sort_by_key(|code_use| code_use.span);
        self.facts
    }
}

/// `Parse.Error`, `ParseError`, `_ParseError.default`, `AppError`.
fn is_error_class(callee: &Expr) -> bool {
    match callee {
        Expr::Member(base, name) if name == "default" => is_error_class(base),
        _ => callee
            .last_name()
            .is_some_and(|name| words::trimmed(name.as_bytes()).ends_with(b"Error")),
    }
}

#[cfg(test)]
mod tests;
