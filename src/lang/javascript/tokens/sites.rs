//! What stands at a place: the sites that make a source a candidate, and the names that lead to them.
//!
//! An *integer* here is a number token with a whole value, or a string that is an integer as a whole. A *code* is a
//! name, a member or a field's name in quotes that may hold an error's code. Each method looks at the frame at hand
//! and the tokens before; none looks ahead.

use super::frame::{Frame, FrameKind, flag};
use super::lexer::{Kind, Token};
use super::names::Question;
use super::scan::{PathName, Walk, inside};
use super::words;
use crate::model::catalogue;
use crate::model::source::Span;

/// How many brackets outwards a question may climb: deeper files get no tree.
pub(super) const REACH: usize = 64;

impl Walk<'_> {
    /// A name that is no keyword, or a member.
    pub(super) fn name(&mut self, token: Token, text: &[u8], member: bool) {
        let through = member
            && self.operand_code
            && matches!(text, b"toString" | b"valueOf" | b"trim" | b"value");
        let code = (words::is_code_like(text) || !member && self.known.is(Question::Code, text))
            && !self.is_measured(token);
        let typed = self.operand_code && !member;
        self.operand_code = code || through || typed;
        self.operand_constant = false;
        if member && words::is_capitalised(text) && self.is_error_class() {
            self.member_of_error(text);
        }
        if code {
            self.code();
        }
        if self.importing || self.top().has(flag::PATTERN) {
            self.pattern.push(token.span());
        }
        if self.in_brace() && self.takes_error_class(text) {
            self.known.learn(Question::ErrorClass, text);
        }
    }

    /// `code.length`: how many there are of something that has the name of a code.
    fn is_measured(&self, name: Token) -> bool {
        let behind = self.bytes.get(name.end as usize..).unwrap_or_default();
        behind.starts_with(b".length")
            && !behind
                .get(7)
                .is_some_and(|next| next.is_ascii_alphanumeric())
    }

    /// `{ Error } = Parse`, `import { Error as text }`
    fn takes_error_class(&self, text: &[u8]) -> bool {
        let (before, earlier) = (self.back(0), self.back(1));
        let renamed = before.bytes(self.bytes) == b"as" && earlier.bytes(self.bytes) == b"Error";
        renamed || text == b"Error" && matches!(before.kind, Kind::BraceOpen | Kind::Comma)
    }

    fn in_brace(&mut self) -> bool {
        self.top().kind == FrameKind::Brace
    }

    /// A literal operand.
    pub(super) fn literal(&mut self, token: Token) {
        let member = self.is_quoted_member(token);
        self.operand_begins();
        if self.scan.candidate {
            return;
        }
        if member {
            self.member_of_error(words::unquoted(token.bytes(self.bytes)));
        }
        match token.kind {
            Kind::Number => {
                if let Some(value) = words::integer(token.bytes(self.bytes))
                    && !self.is_dropped(token)
                {
                    self.integer(value);
                }
            }
            Kind::String | Kind::Template => self.string(token),
            _ => {}
        }
    }

    /// The name of `Parse.Error['NAME']`.
    fn is_quoted_member(&mut self, token: Token) -> bool {
        let quoted = token.kind == Kind::String && self.back(0).kind == Kind::BracketOpen;
        quoted
            && words::is_capitalised(words::unquoted(token.bytes(self.bytes)))
            && self.is_error_class()
    }

    /// The number of `(0, f)(x)` and of `void 0`: no value comes of it.
    fn is_dropped(&mut self, number: Token) -> bool {
        let followed = self.bytes.get(number.end as usize) == Some(&b',');
        followed && self.top().kind == FrameKind::Group || self.back(0).bytes(self.bytes) == b"void"
    }

    fn string(&mut self, token: Token) {
        let content = words::unquoted(token.bytes(self.bytes));
        if let Some(value) = words::integer_text(content) {
            self.integer(value);
        }
        self.message();
        if self.importing || self.top().has(flag::IMPORTS) {
            self.module(content);
        }
        if words::names_code(content) {
            self.operand_code = true;
            self.code();
        }
    }

    /// A plain string, or a template: the message in the place of an error's code?
    pub(super) fn message(&mut self) {
        let top = self.top();
        self.scan.candidate |= top.has(flag::FIRST) && top.has(flag::TEXT);
    }

    pub(super) fn is_integer(&self, token: Token) -> bool {
        let text = token.bytes(self.bytes);
        match token.kind {
            Kind::Number => words::integer(text).is_some(),
            Kind::String | Kind::Template => words::integer_text(words::unquoted(text)).is_some(),
            _ => false,
        }
    }

    fn integer(&mut self, value: i64) {
        let (first, second, third) = (self.back(0), self.back(1), self.back(2));
        let signed = matches!(first.kind, Kind::Minus | Kind::Plus);
        let value = if first.kind == Kind::Minus {
            -value
        } else {
            value
        };
        let (before, earlier) = if signed {
            (second, third)
        } else {
            (first, second)
        };
        let sum = signed && self.ends_operand(before);
        if before.kind == Kind::Operator || sum {
            // A term of a sum or product is no code, nor is the result ever followed.
            return;
        }
        let compared = before.kind == Kind::Compare && !self.cast_ended;
        let top = *self.top();
        self.scan.candidate |= top
            .has(flag::FIRST | flag::AFTER_CODE | flag::OUTER_CODE | flag::CASE)
            || top.has(flag::NEIGHBOUR) && !(-99..100).contains(&value)
            || before.kind == Kind::Or && self.constant_before_or
            || !compared && self.is_bound_to_code(&top, value)
            || top.has(flag::TABLE) && !(top.key.is_empty() && top.target.is_empty())
            || before.kind == Kind::Comma
                && earlier.kind == Kind::String
                && matches!(top.kind, FrameKind::Call | FrameKind::Array)
                && self.is_code_constant(inside(earlier), value);
        self.lists |= top.kind == FrameKind::Array;
        self.top().set(flag::INTEGERS);
        self.assert_integer();
    }

    /// Whether a name of a frame is bound to a value and may then stand for a code. What a loop begins with is no constant.
    fn is_bound_to_code(&mut self, frame: &Frame, value: i64) -> bool {
        !frame.has(flag::LOOP)
            && [frame.key, frame.target]
                .into_iter()
                .any(|name| self.is_code_constant(name, value))
    }

    /// Whether an operand ends with a token, so that a sign behind it is an operator.
    fn ends_operand(&self, token: Token) -> bool {
        match token.kind {
            Kind::Ident => !words::may_be_keyword(token.bytes(self.bytes)),
            Kind::Number | Kind::String | Kind::ParenClose | Kind::BracketClose => true,
            _ => false,
        }
    }

    /// A constant of this name and value may be an error's code.
    fn is_code_constant(&mut self, name: Span, value: i64) -> bool {
        let name = self.bytes_of(name);
        !name.is_empty()
            && (name == b"code"
                || self.known.is(Question::Operand, name)
                || words::names_a_code(name, value))
    }

    /// The call that the place at hand is an argument of, as an index of its frame.
    fn call_around(&self) -> Option<usize> {
        for at in (1..self.frames.len()).rev().take(REACH) {
            match self.frames[at].kind {
                FrameKind::Array | FrameKind::Group | FrameKind::Hole => {}
                FrameKind::Call if self.frames[at].has(flag::IDENTITY) => {}
                FrameKind::Call => return Some(at),
                _ => return None,
            }
        }
        None
    }

    /// An integer among the arguments of a call: expected to be a code?
    fn assert_integer(&mut self) {
        let Some(at) = self.call_around() else { return };
        let (call, around) = (self.frames[at], self.frames[at - 1]);
        if call.has(flag::DENIED) {
            return;
        }
        let code = call.has(flag::SAW_CODE | flag::BASE_CODE) || around.has(flag::SAW_CODE);
        let constant = call.has(flag::SAW_CONSTANT) || around.has(flag::SAW_CONSTANT);
        if code || constant && call.has(flag::ASSERTS) {
            self.scan.candidate = true;
        }
        self.frames[at].set(flag::WAITING);
    }

    /// A code, at the place at hand or inside the bracket that just closed.
    pub(super) fn code(&mut self) {
        let top = self.top();
        top.set(flag::SAW_CODE);
        let top = *top;
        self.scan.candidate |= top.has(flag::WAITING | flag::AFTER_INTEGER | flag::OUTER_INTEGER);
        let awaited = top.has(flag::COMPARING | flag::OUTER)
            || top.kind == FrameKind::Call && !top.has(flag::DENIED);
        if awaited && !top.left.is_empty() {
            self.learn_operand(top.left);
        }
        let bytes = self.bytes;
        for name in targets(&top, &self.pattern) {
            self.known.learn(Question::Code, &bytes[name.range()]);
        }
    }

    /// A constant of an error class, likewise.
    pub(super) fn constant(&mut self) {
        let top = self.top();
        top.set(flag::SAW_CONSTANT);
        let asserted =
            top.has(flag::WAITING) && (top.kind != FrameKind::Call || top.has(flag::ASSERTS));
        self.scan.candidate |= asserted || top.has(flag::AFTER_INTEGER | flag::OUTER_INTEGER);
    }

    fn learn_operand(&mut self, name: Span) {
        let name = self.bytes_of(name);
        if !name.is_empty() {
            self.known.learn(Question::Operand, name);
        }
    }

    /// A bracket that belongs to an operand is closed.
    pub(super) fn close_operand(&mut self, frame: &Frame) {
        let code = frame.has(flag::SAW_CODE);
        let constant = frame.has(flag::SAW_CONSTANT);
        self.operand_code =
            frame.kind != FrameKind::Array && frame.has(flag::SAW_CODE | flag::BASE_CODE);
        self.operand_constant = constant && frame.kind == FrameKind::Group;
        if self.scan.candidate {
            return;
        }
        if code {
            if frame.kind == FrameKind::Index || frame.has(flag::INDEX) {
                self.known.table_is_searched();
            }
            if frame.has(flag::LOOKS_UP) {
                self.known.list_is_searched();
            }
            self.code();
        }
        if constant {
            self.constant();
        }
        if frame.has(flag::ERROR_CLASS) {
            self.error_class_ends();
        }
        if frame.has(flag::EXPECTS) && frame.has(flag::WAITING) {
            self.top().set(flag::WAITING);
        }
    }

    /// Whether the path before the dot or bracket that was just read is an error class.
    fn is_error_class(&mut self) -> bool {
        match self.back(1).kind {
            Kind::ParenClose => self.closed.error_class,
            _ => self.names_error_class(self.last),
        }
    }

    /// `X.Error`, `ParseError`, `_ParseError.default`, or a name bound to one.
    fn names_error_class(&mut self, name: PathName) -> bool {
        let text = self.bytes_of(name.span);
        text == b"Error" && name.member
            || words::is_parse_error(text)
            || self.known.is(Question::ErrorClass, text)
            || text == b"default" && name.member && self.is_class_behind(name.base)
    }

    fn is_class_behind(&mut self, base: Span) -> bool {
        let text = self.bytes_of(base);
        words::is_parse_error(text) || self.known.is(Question::ErrorClass, text)
    }

    /// `Parse.Error.NAME`: a constant, or one that does not exist.
    fn member_of_error(&mut self, name: &[u8]) {
        let known = std::str::from_utf8(name).is_ok_and(catalogue::is_javascript_constant);
        if known {
            self.scan.reference = true;
            self.operand_constant = true;
            self.constant();
        } else {
            self.scan.candidate = true;
        }
    }

    /// A member path ends with this name, before a token of the kind `next`. What is called by a parenthesis around it is
    /// no value itself.
    pub(super) fn path_ends(&mut self, next: Kind, called: bool) {
        let name = self.last;
        let top = *self.top();
        if called && top.kind == FrameKind::Group && !self.names_error_class(name) {
            return;
        }
        self.note_heritage();
        let binds = !top.target.is_empty() || !top.key.is_empty() || top.has(flag::PATTERN_TARGET);
        let counts = top.has(flag::TRANSPARENT | flag::AFTER_CODE) || top.is_list();
        if binds && !self.scan.candidate {
            self.hand_on_neighbour(&top);
        }
        if self.scan.candidate || !binds && !counts {
            return;
        }
        if self.names_error_class(name) {
            self.error_class_ends();
        } else if !self.operand_constant {
            self.operand_ends(name, next);
        }
    }

    /// What a class extends may be imported.
    fn note_heritage(&mut self) {
        if !std::mem::take(&mut self.heritage) {
            return;
        }
        let root = self.bytes_of(self.root);
        let abroad = [Question::Import, Question::Neighbour];
        if abroad.into_iter().any(|one| self.known.is(one, root)) {
            self.known.extend_abroad();
        }
    }

    /// Names that are bound to what another file of the project has come from there, too.
    fn hand_on_neighbour(&mut self, frame: &Frame) {
        let root = self.bytes_of(self.root);
        let near = self.known.knows(Question::Neighbour, root);
        if !near {
            return;
        }
        let bytes = self.bytes;
        // `const X: T = y` has its name before the colon.
        let typed = Some(frame.key).filter(|key| !key.is_empty());
        for name in targets(frame, &self.pattern).chain(typed) {
            self.known.learn(Question::Neighbour, &bytes[name.range()]);
        }
    }

    /// The path is an error class: whatever it is bound to is one, too.
    fn error_class_ends(&mut self) {
        let top = *self.top();
        if top.kind == FrameKind::Group {
            self.top().set(flag::ERROR_CLASS);
        }
        if top.has(flag::PATTERN_TARGET) {
            self.scan.candidate = true;
        }
        for name in [top.target, top.key] {
            let name = self.bytes_of(name);
            if !name.is_empty() {
                self.known.learn(Question::ErrorClass, name);
            }
        }
    }

    /// The path may stand where a code belongs: then what it is bound to matters.
    fn operand_ends(&mut self, path: PathName, next: Kind) {
        let top = *self.top();
        let text = self.bytes_of(path.span);
        let constant = words::is_capitalised(text);
        // What is compared is no value of what is around the comparison.
        let compared = next == Kind::Compare || top.has(flag::COMPARING);
        let given = top.has(flag::FIRST) && top.has(flag::NAMES) && !compared;
        let direct = given || top.has(flag::AFTER_CODE | flag::OUTER_CODE | flag::CASE);
        let mut names = [top.target, top.key].into_iter();
        let bound = !compared
            && names.any(|name| {
                let name = self.bytes_of(name);
                name == b"code" || !name.is_empty() && self.known.is(Question::Operand, name)
            });
        let listed = top.kind == FrameKind::Array
            && (self.known.list_is_searched || self.known.table_is_searched);
        if direct || bound || listed || self.is_expected() {
            self.learn_operand(path.span);
        }
        let root = self.bytes_of(self.root);
        if direct && !root.is_empty() {
            self.scan.candidate |= constant && self.known.is(Question::Import, root)
                || self.known.knows(Question::Neighbour, root);
        }
        let field = top.kind == FrameKind::Brace && self.bytes_of(top.key) == b"code";
        let against = top.has(flag::AFTER_CODE);
        if !path.member && (field || against || given && top.has(flag::STRONG)) {
            self.learn_helpers();
        }
        self.renamed(top.key, text);
        if top.kind == FrameKind::Call && !top.has(flag::COMPARING) {
            self.top().left = path.span;
        }
    }

    /// `{ code: c }`, `{ Error: E }`: a pattern, perhaps, that gives a member another name.
    fn renamed(&mut self, key: Span, name: &[u8]) {
        let key = self.bytes_of(key);
        if key.is_empty() || !self.in_brace() {
            return;
        }
        if key == b"code" {
            self.known.learn(Question::Code, name);
        } else if key == b"Error" || words::is_parse_error(key) {
            self.known.learn(Question::ErrorClass, name);
        }
    }

    /// The place at hand is an argument of a call beside a code.
    fn is_expected(&self) -> bool {
        self.call_around().is_some_and(|at| {
            let (call, around) = (self.frames[at], self.frames[at - 1]);
            !call.has(flag::DENIED)
                && (call.has(flag::SAW_CODE | flag::BASE_CODE) || around.has(flag::SAW_CODE))
        })
    }

    /// The functions around the place at hand hand their arguments on as codes.
    fn learn_helpers(&mut self) {
        for at in (0..self.frames.len()).rev().take(REACH) {
            let frame = self.frames[at];
            let function = if frame.kind == FrameKind::Brace {
                frame.name
            } else {
                Span::file()
            };
            for name in [function, frame.target, frame.key] {
                let name = self.bytes_of(name);
                if !name.is_empty() {
                    self.known.learn(Question::Helper, name);
                }
            }
        }
    }

    /// The module of an import clause, or of a `require` call around the place at hand.
    fn module(&mut self, module: &[u8]) {
        let module = module.strip_suffix(b".js").unwrap_or(module);
        let error = module.ends_with(b"Error");
        // A name without a slash is a package's.
        let near = module.starts_with(b".") || memchr::memchr(b'/', module).is_some();
        let clause = std::mem::take(&mut self.importing);
        let names: Vec<Span> = if clause {
            self.pattern.clone()
        } else {
            let around = self.frames.iter().rev().take(REACH);
            let mut bound = around.map(|frame| targets(frame, &self.pattern).collect::<Vec<_>>());
            bound.find(|names| !names.is_empty()).unwrap_or_default()
        };
        for name in names {
            let name = self.bytes_of(name);
            self.known.learn(Question::Import, name);
            if near {
                self.known.learn(Question::Neighbour, name);
            }
            if error {
                self.known.learn(Question::ErrorClass, name);
            }
        }
    }
}

/// The names that the statement of a frame binds.
pub(super) fn targets<'a>(
    frame: &Frame,
    pattern: &'a [Span],
) -> impl Iterator<Item = Span> + use<'a> {
    let target = Some(frame.target).filter(|target| !target.is_empty());
    let pattern = if frame.has(flag::PATTERN_TARGET) {
        pattern
    } else {
        &[]
    };
    target.into_iter().chain(pattern.iter().copied())
}
