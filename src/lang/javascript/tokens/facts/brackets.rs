//! Calls and object literals: what their brackets gather for the uses inside.

use super::super::scan::inside;
use super::{CallSite, Key, Kind, Open, Path, Reader, Token, is_error_class};
use crate::model::catalogue;
use crate::model::facts::{Call, Fate, Subject};
use crate::model::source::Span;

impl Reader<'_> {
    pub(super) fn paren(&mut self, token: Token) {
        let [before, ..] = self.recent;
        if self.is_word(before, b"switch") {
            self.path.close();
            self.open.push(Open::SwitchHead);
            return;
        }
        if !self.path.is_open() {
            self.open.push(Open::Plain);
            return;
        }
        self.note_root();
        let callee = self.path.expr(&self.file.text);
        let constructs = self.constructing.is_some();
        let start = self.constructing.unwrap_or(self.path.span().start);
        let of_parse = self
            .path
            .root()
            .is_some_and(|root| catalogue::parse_namespaces().contains(&self.text(root)));
        let matters = is_error_class(&callee)
            || of_parse
            || matches!(callee.last_name(), Some("reject" | "error"));
        self.path.close();
        if !matters {
            self.open.push(Open::Plain);
            return;
        }
        self.facts.calls.push(Call {
            callee: callee.clone(),
            constructs,
            span: Span {
                start,
                end: token.end,
            },
            scope: 0,
        });
        self.open.push(Open::Call(Box::new(CallSite {
            callee,
            constructs,
            start,
            arguments: 0,
            made: None,
        })));
    }

    pub(super) fn brace(&mut self) {
        let fate = self.fate();
        self.path.close();
        self.open.push(match self.switched.take() {
            Some(other) => Open::Switch(other),
            None => Open::Brace {
                keys: self.keys.len(),
                fate,
            },
        });
    }

    /// What becomes of the object literal that the brace at hand opens.
    fn fate(&self) -> Fate {
        let [before, ..] = self.recent;
        if self.is_word(before, b"throw") {
            return Fate::Thrown;
        }
        if self.is_word(before, b"return") {
            return Fate::Returned;
        }
        match self.open.last() {
            Some(Open::Call(call)) if matches!(before.kind, Kind::ParenOpen | Kind::Comma) => {
                Fate::Argument {
                    callee: call.callee.clone(),
                    index: call.arguments,
                    label: None,
                }
            }
            _ => Fate::Other,
        }
    }

    pub(super) fn comma(&mut self) {
        self.path.close();
        self.compared = None;
        if let Some(Open::Call(call)) = self.open.last_mut() {
            call.arguments += 1;
        }
    }

    pub(super) fn colon(&mut self) {
        let [before, earlier, _] = self.recent;
        self.path.close();
        let first = matches!(earlier.kind, Kind::BraceOpen | Kind::Comma);
        if first && matches!(self.open.last(), Some(Open::Brace { .. })) {
            match before.kind {
                Kind::Ident => self.add_key(before.span()),
                Kind::String => self.add_key(inside(before)),
                _ => {}
            }
        }
    }

    pub(super) fn add_key(&mut self, span: Span) {
        self.keys.push(Key {
            span,
            made: None,
            message: None,
        });
    }

    /// Closes brackets until that many are open; `token` closed the first of them.
    pub(super) fn close_to(&mut self, depth: usize, token: Token) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { return };
            self.close(open, token);
        }
    }

    fn close(&mut self, open: Open, token: Token) {
        match open {
            Open::Index(path) => self.close_index(path),
            Open::Call(call) => self.close_call(*call, token),
            Open::Brace { keys, .. } => {
                self.path.forget();
                self.close_brace(keys);
            }
            Open::SwitchHead => {
                let code = self.path.is_code(self.bytes);
                self.switched = code.then(|| self.path.expr(&self.file.text));
                self.path.forget();
            }
            // Parentheses around a path leave it as it is.
            Open::Plain
                if token.kind == Kind::ParenClose
                    && self.path.opener == Kind::ParenOpen
                    && self.path.is_code(self.bytes) =>
            {
                self.path.reopen();
            }
            Open::Plain | Open::Switch(_) => self.path.forget(),
        }
    }

    /// `a['b']` is a path as `a.b` is; what any other index gives has no name.
    fn close_index(&mut self, path: Path) {
        let [before, earlier, _] = self.recent;
        self.path = path;
        if before.kind == Kind::String && earlier.kind == Kind::BracketOpen {
            self.path.member(inside(before));
        } else {
            self.path.opaque();
        }
    }

    fn close_call(&mut self, call: CallSite, token: Token) {
        self.path.forget();
        let Some(made) = call.made else { return };
        let last = usize::from(self.recent[0].kind != Kind::Comma);
        let code_use = &mut self.facts.uses[made];
        code_use.context = Some(Span {
            start: call.start,
            end: token.end,
        });
        if let Subject::Argument { arguments, .. } = &mut code_use.subject {
            *arguments = call.arguments + last;
        }
    }

    /// The keys of an object literal tell its code's siblings.
    fn close_brace(&mut self, from: usize) {
        let keys = self.keys.split_off(from.min(self.keys.len()));
        let message = keys
            .iter()
            .find_map(|key| key.message)
            .map(|span| self.text(span).to_owned());
        for (at, made) in keys
            .iter()
            .enumerate()
            .filter_map(|(at, key)| Some((at, key.made?)))
        {
            let others = keys.iter().enumerate().filter(|(other, _)| *other != at);
            let siblings = others
                .map(|(_, key)| self.file.slice(key.span).to_owned())
                .collect();
            let code_use = &mut self.facts.uses[made];
            code_use.message.clone_from(&message);
            if let Subject::Field(field) = &mut code_use.subject {
                field.siblings = siblings;
            }
        }
    }
}
