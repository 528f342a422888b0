//! What makes a function body loud, beside a candidate, a code or a lesson in it: whatever `resolve` asks the whole file
//! about, wherever it stands.
//!
//! That is imports, names of Parse and of its look-alikes, error classes, headers, classes, enums and statics (groups of
//! constants are found by name), values given to names from outside, and the `.default` of compiled imports. Bindings,
//! calls, comparisons and literals of a body that has none of these reach nobody outside of it.

use super::super::frame::{FrameKind, flag};
use super::super::lexer::{Kind, Token};
use super::super::names::{Known, Name, Question};
use super::super::sites::targets;
use super::super::words;
use super::bodies::Watch;
use crate::model::catalogue;
use crate::model::source::Span;

/// One outermost function body.
#[derive(Clone, Copy, Default)]
pub(super) struct Body {
    /// Between its braces.
    pub(super) span: Span,
    pub(super) loud: bool,
    /// It holds a list of integers, or integers as keys.
    pub(super) lists: bool,
    pub(super) tables: bool,
    /// It names Parse's namespace, and uses a member that only the SDK has.
    mentions: bool,
    speaks: bool,
    /// It has the name of the SDK's error class.
    classes: bool,
}

/// The bodies, and what the text around them says. Names are told apart by their hashes.
#[derive(Default)]
pub(super) struct Bodies {
    bodies: Vec<Body>,
    /// Names that a body gives a value to, without declaring them there.
    assigned: Vec<(Name, usize)>,
    /// Names whose `.default` a body reads, and those through which it, or the text around it, calls something.
    defaults: Vec<(Name, usize)>,
    through: Vec<(Name, Option<usize>)>,
    /// Names outside of bodies.
    outside: Vec<Name>,
    /// Names that imports outside of bodies bind: of Parse, of others.
    of_parse: Vec<Name>,
    of_others: Vec<Name>,
    namespaces: Namespaces,
}

/// What the text says of Parse's namespace names.
#[derive(Default)]
struct Namespaces {
    /// The one that occurs.
    name: Option<&'static str>,
    several: bool,
    /// A statement of the file itself begins with a member that only the SDK has.
    stated: bool,
    /// An import of Parse binds the name for the whole file.
    bound: bool,
    /// The text outside of bodies calls such a member.
    spoken: bool,
}

impl Bodies {
    /// A body begins; in later walks, the same again.
    pub(super) fn open(&mut self, number: usize, start: u32, loud: bool) {
        if number == self.bodies.len() {
            self.bodies.push(Body {
                span: Span { start, end: start },
                loud,
                ..Body::default()
            });
        }
    }

    /// How many names stand outside of bodies so far.
    pub(super) fn names_outside(&self) -> usize {
        self.outside.len()
    }

    /// Keeps the first names outside of bodies only.
    pub(super) fn forget_outside(&mut self, from: usize) {
        self.outside.truncate(from);
    }

    pub(super) fn get(&mut self, number: usize) -> &mut Body {
        &mut self.bodies[number]
    }

    /// The quiet ones, once nothing is left to learn.
    pub(super) fn quiet(mut self, known: &Known) -> Vec<Span> {
        self.judge_tables(known);
        self.judge_assigned();
        self.judge_classes();
        self.judge_defaults();
        self.judge_mentions();
        let quiet = self.bodies.iter().filter(|body| !body.loud);
        quiet
            .map(|body| body.span)
            .filter(|span| !span.is_empty())
            .collect()
    }

    /// Integers in lists and keys are codes where something is looked up by a code.
    fn judge_tables(&mut self, known: &Known) {
        for body in &mut self.bodies {
            body.loud |= (body.lists || body.tables) && known.list_is_searched;
            body.loud |= body.tables && known.table_is_searched;
        }
    }

    /// A variable is everything that it is given anywhere.
    fn judge_assigned(&mut self) {
        self.assigned.sort();
        self.assigned.dedup();
        for name in &self.outside {
            let first = self.assigned.partition_point(|(known, _)| known < name);
            let same = self.assigned[first..]
                .iter()
                .take_while(|(known, _)| known == name);
            for (_, body) in same {
                self.bodies[*body].loud = true;
            }
        }
    }

    /// How a file reaches the SDK through `.default` is told by any of its calls: one of them has to stay.
    fn judge_defaults(&mut self) {
        for (name, body) in std::mem::take(&mut self.defaults) {
            let foreign = self.of_others.contains(&name) && !self.of_parse.contains(&name);
            if !foreign && !self.is_gone_through(name) {
                self.bodies[body].loud = true;
            }
        }
    }

    /// Whether something is called through `.default` of a name in what is kept.
    fn is_gone_through(&self, name: Name) -> bool {
        let kept = |body: &Option<usize>| body.is_none_or(|body| self.bodies[body].loud);
        self.through
            .iter()
            .any(|(known, body)| *known == name && kept(body))
    }

    /// A class by the SDK's name for it is a trace of Parse, where no import tells of it.
    fn judge_classes(&mut self) {
        let is_bound = |name: &&str| {
            let name = Name::of(name.as_bytes());
            self.of_parse.contains(&name) || self.of_others.contains(&name)
        };
        if catalogue::parse_error_classes().iter().all(is_bound) {
            return;
        }
        for body in &mut self.bodies {
            body.loud |= body.classes;
        }
    }

    /// Names of Parse tell what the file is about. Where the rest of the file tells as much, they add nothing.
    fn judge_mentions(&mut self) {
        let told = &self.namespaces;
        let enough = !told.several && (told.stated || told.bound && self.is_spoken());
        if enough {
            return;
        }
        for body in &mut self.bodies {
            body.loud |= body.mentions;
        }
    }

    /// Whether a member that only the SDK has is called in what is kept; a body that does so is kept for it.
    fn is_spoken(&mut self) -> bool {
        if self.namespaces.spoken || self.bodies.iter().any(|body| body.loud && body.speaks) {
            return true;
        }
        let first = self.bodies.iter_mut().find(|body| body.speaks);
        first.is_some_and(|body| {
            body.loud = true;
            true
        })
    }
}

impl Namespaces {
    /// Whether a name is one of Parse's.
    fn is_one(&mut self, text: &[u8]) -> bool {
        let names = catalogue::parse_namespaces().iter();
        let found = names.copied().find(|name| name.as_bytes() == text);
        if let Some(found) = found {
            self.several |= *self.name.get_or_insert(found) != found;
        }
        found.is_some()
    }
}

impl Watch<'_, '_> {
    /// What does not depend on the meaning of names: asked once, in the first walk.
    pub(super) fn notice(&mut self, token: Token) {
        match token.kind {
            Kind::Ident => self.notice_name(token),
            Kind::Assign | Kind::Update | Kind::Step => self.notice_assignment(token.kind),
            Kind::ParenOpen => self.notice_call(),
            Kind::Colon => self.notice_key(),
            Kind::String => self.notice_string(token),
            Kind::BracketOpen if self.is_declared(0) => {
                self.declaring = self.walk.lexer.depth();
            }
            _ => {}
        }
    }

    /// A group of constants under the name of an error class would add members to it.
    pub(super) fn notice_class(&mut self) {
        if self.body().is_none() {
            return;
        }
        let name = match self.walk.back(0).kind {
            Kind::String => words::unquoted(self.text(0)),
            _ => self.text(0),
        };
        let is_class = matches!(name, b"Error" | b"default")
            || words::is_parse_error(name)
            || self.walk.known.knows(Question::ErrorClass, name);
        // `default:` of a switch is no key.
        let label = name == b"default"
            && !matches!(
                self.walk.back(1).kind,
                Kind::BraceOpen | Kind::Comma | Kind::Dot
            );
        if is_class && !label {
            self.loud();
        }
    }

    fn loud(&mut self) {
        if let Some(body) = self.body() {
            self.bodies.get(body).loud = true;
        }
    }

    fn text(&self, ago: usize) -> &[u8] {
        self.walk.back(ago).bytes(self.walk.bytes)
    }

    fn is_member(&self, ago: usize) -> bool {
        self.walk.back(ago + 1).kind == Kind::Dot
    }

    /// Whether a token before the one at hand begins a declaration.
    fn is_declared(&self, ago: usize) -> bool {
        [&b"const"[..], b"let", b"var"]
            .iter()
            .any(|word| self.is_word(ago, word))
    }

    fn notice_name(&mut self, token: Token) {
        let bytes = self.walk.bytes;
        let text = token.bytes(bytes);
        let member = self.walk.back(0).kind == Kind::Dot;
        let namespace = self.bodies.namespaces.is_one(text);
        let Some(body) = self.body() else {
            if !member {
                self.bodies.outside.push(Name::of(text));
            }
            return;
        };
        self.bodies.get(body).mentions |= namespace;
        let classes = !member
            && catalogue::parse_error_classes()
                .iter()
                .any(|name| name.as_bytes() == text);
        self.bodies.get(body).classes |= classes;
        let told = match text {
            b"require" | b"import" | b"class" | b"enum" | b"super" => !member,
            b"default" if member => {
                if self.walk.back(1).kind == Kind::Ident && !self.is_member(1) {
                    let root = Name::of(self.text(1));
                    self.bodies.defaults.push((root, body));
                }
                false
            }
            _ => is_told(text),
        };
        if told {
            self.loud();
        }
        if self.walk.back(0).kind == Kind::Step {
            self.bodies.assigned.push((Name::of(text), body));
        }
    }

    /// A value is given to what stands before the token at hand.
    fn notice_assignment(&mut self, kind: Kind) {
        let Some(body) = self.body() else { return };
        let assigns = kind == Kind::Assign;
        let before = self.walk.back(0);
        match before.kind {
            Kind::Ident if self.is_member(0) => {
                let constant = assigns && may_be_constant(self.text(0));
                if constant {
                    self.loud();
                }
            }
            Kind::Ident if !self.is_declared(1) => {
                let name = Name::of(self.text(0));
                self.bodies.assigned.push((name, body));
            }
            Kind::BracketClose => {
                let quoted = self.walk.back(1).kind == Kind::String;
                let member = quoted && may_be_constant(words::unquoted(self.text(1)));
                let list = self.walk.closed.kind == FrameKind::Array
                    && self.declaring != self.walk.lexer.depth() + 1;
                if assigns && (member || list) {
                    self.loud();
                }
            }
            Kind::BraceClose if assigns && !self.walk.closed.pattern => self.loud(),
            _ => {}
        }
    }

    /// The key of an object outside of bodies is no name that a body could give a value to.
    fn notice_key(&mut self) {
        let first = matches!(self.walk.back(1).kind, Kind::BraceOpen | Kind::Comma);
        let key = first && self.walk.back(0).kind == Kind::Ident;
        if key && self.body().is_none() && self.walk.top().kind == FrameKind::Brace {
            self.bodies.outside.pop();
        }
    }

    /// What the path that is called goes through.
    fn notice_call(&mut self) {
        self.notice_speaking();
        let is_link = |dot: usize| {
            self.walk.back(dot).kind == Kind::Dot && self.walk.back(dot + 1).kind == Kind::Ident
        };
        if self.walk.back(0).kind != Kind::Ident {
            return;
        }
        let links = [1, 3].into_iter().take_while(|dot| is_link(*dot)).count();
        let (member, root) = (2 * links.max(1) - 2, 2 * links);
        if links > 0
            && self.text(member) == b"default"
            && self.walk.back(root + 1).kind != Kind::Dot
        {
            let name = Name::of(self.text(root));
            let body = self.body();
            self.bodies.through.push((name, body));
        }
    }

    /// `Parse.Cloud.define(`: a member that only the SDK has, in a path that is called.
    fn notice_speaking(&mut self) {
        let path = [1, 3].into_iter().find(|dot| {
            let member = std::str::from_utf8(self.text(dot - 1));
            (0..=*dot).all(|ago| (self.walk.back(ago).kind == Kind::Dot) == (ago % 2 == 1))
                && member.is_ok_and(catalogue::is_parse_member)
                && catalogue::parse_namespaces()
                    .iter()
                    .any(|name| name.as_bytes() == self.text(dot + 1))
        });
        let Some(dot) = path else { return };
        if let Some(body) = self.body() {
            self.bodies.get(body).speaks = true;
            return;
        }
        let before = self.walk.back(dot + 2).kind;
        let begins = matches!(before, Kind::Semicolon | Kind::BraceClose);
        self.bodies.namespaces.spoken = true;
        self.bodies.namespaces.stated |= begins && self.walk.frames.len() == 1;
    }

    fn notice_string(&mut self, token: Token) {
        let content = words::unquoted(token.bytes(self.walk.bytes));
        if self.body().is_none() {
            if self.walk.importing || self.walk.top().has(flag::IMPORTS) {
                self.notice_import(content);
            }
        } else if content
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case(b"x-"))
        {
            self.loud();
        }
    }

    /// The module of an import outside of bodies.
    fn notice_import(&mut self, module: &[u8]) {
        let ours = std::str::from_utf8(module).is_ok_and(catalogue::is_parse_package);
        let frames = &self.walk.frames;
        let names: Vec<Span> = if self.walk.importing {
            self.walk.pattern.clone()
        } else {
            let mut bound = frames
                .iter()
                .rev()
                .map(|frame| targets(frame, &self.walk.pattern).collect::<Vec<_>>());
            bound.find(|names| !names.is_empty()).unwrap_or_default()
        };
        // The name is the file's, not a block's.
        let whole = frames[1..]
            .iter()
            .all(|frame| frame.kind != FrameKind::Brace);
        for name in names {
            let name = self.walk.bytes_of(name);
            let known = Name::of(name);
            if ours {
                self.bodies.of_parse.push(known);
                self.bodies.namespaces.bound |= whole && self.bodies.namespaces.is_one(name);
            } else {
                self.bodies.of_others.push(known);
            }
        }
    }
}

/// Names that the whole file is asked about.
fn is_told(text: &[u8]) -> bool {
    text.len() >= 14 && words::mentions(text, b"defineproperty")
        || std::str::from_utf8(text)
            .is_ok_and(|name| catalogue::foreign_owner_of_namespace(name).is_some())
}

/// A member that may be one of a group of constants.
fn may_be_constant(name: &[u8]) -> bool {
    name.first()
        .is_some_and(|first| first.is_ascii_uppercase() || !first.is_ascii())
}
