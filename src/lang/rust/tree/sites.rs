//! The places at which a number, a string or a name meets something that may be a Parse error's code.

use syn::{BinOp, Expr as Tree, Lit};

use super::expr::{hands_on, string, unwrapped, wrapped};
use super::paths::{is_constant_name, name};
use super::patterns::member;
use super::rows::Cell;
use super::{Walker, macros};
use crate::model::facts::{
    Bound, Call, CodeUse, Expr, Fate, Field, Operand, Relation, ScopeId, Site, Subject,
};
use crate::model::hashed::HashMap;
use crate::model::source::Span;

/// How many arguments of a function are looked at: only one of the file itself takes the code elsewhere than first.
const MAX_ARGUMENTS: usize = 4;
/// How many elements a list of codes has that is an argument.
const MAX_LISTED: usize = 16;
/// How many keys beside a code are told: an error has a handful.
const MAX_SIBLINGS: usize = 64;
/// How many values of one variable are kept.
const MAX_VALUES: usize = 16;

/// What stands beside a code.
#[derive(Clone, Default)]
pub(super) struct Beside {
    pub(super) message: Option<String>,
    pub(super) context: Option<Span>,
}

/// Whether a key holds an error's code.
pub(super) fn is_code_key(key: &str) -> bool {
    key == "code"
}

/// Whether a key holds the words of an error.
pub(super) fn is_message_key(key: &str) -> bool {
    matches!(key, "error" | "message" | "msg" | "errmsg")
}

/// Whether names lead nowhere from an expression.
pub(super) fn meets_nothing(other: &Expr) -> bool {
    matches!(other, Expr::Opaque | Expr::Number(_) | Expr::Text(_))
}

/// Whether an operand can be a code that something is compared with.
pub(super) fn counts(operand: &Operand) -> bool {
    match operand {
        Operand::Number(_) => true,
        Operand::Text(text) => !text.is_empty(),
        Operand::Path(path) => path
            .last_name()
            .is_some_and(|name| is_constant_name(name) && name != "None"),
    }
}

/// Whether an expression is something's code by its name.
pub(super) fn is_code(other: &Expr) -> bool {
    match other {
        Expr::Member(_, key) => is_code_key(key),
        Expr::Call { callee, .. } => callee.last_name().is_some_and(is_code_key),
        _ => false,
    }
}

/// A call that may make a code of its single argument by a type of its own: `Code(101)`.
fn wraps_code(call: &syn::ExprCall) -> bool {
    let func = match call.func.as_ref() {
        Tree::Path(func) => func.path.get_ident(),
        _ => None,
    };
    call.args.len() == 1 && func.is_some_and(|func| is_constant_name(&name(func)))
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

impl Walker<'_> {
    pub(super) fn emit_leaf(&mut self, span: Span, operand: Operand, site: Site, subject: Subject) {
        self.emit(span, operand, site, subject, Beside::default());
    }

    pub(super) fn emit(
        &mut self,
        span: Span,
        operand: Operand,
        site: Site,
        subject: Subject,
        beside: Beside,
    ) {
        if let Some(statement) = self.statement
            && self.facts.statements.last() != Some(&statement)
        {
            self.facts.statements.push(statement);
        }
        self.facts.uses.push(CodeUse {
            span,
            operand,
            site,
            subject,
            scope: self.scope,
            message: beside.message,
            context: beside.context,
            chain: self.chain,
            relation: Relation::Plain,
            in_test: self.in_test,
        });
    }

    pub(super) fn comparison(&mut self, node: &syn::ExprBinary) {
        if matches!(
            node.op,
            BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
        ) {
            let known = self.facts.uses.len();
            self.compared(&node.left, &node.right, Site::Comparison);
            let orders = !matches!(node.op, BinOp::Eq(_) | BinOp::Ne(_));
            if orders {
                self.relate(known, Relation::Order);
            }
        }
    }

    /// What the uses since `known` have to do with their other side.
    pub(super) fn relate(&mut self, known: usize, relation: Relation) {
        for code_use in &mut self.facts.uses[known..] {
            code_use.relation = relation;
        }
    }

    /// Two order comparisons of one value in one scope are a range.
    pub(super) fn settle_ranges(&mut self) {
        let mut seen: HashMap<(ScopeId, Expr), usize> = HashMap::default();
        for code_use in &self.facts.uses {
            if let Some(other) = ordered(code_use) {
                *seen.entry((code_use.scope, other.clone())).or_default() += 1;
            }
        }
        let is_range = |code_use: &CodeUse| {
            ordered(code_use).is_some_and(|other| {
                seen.get(&(code_use.scope, other.clone()))
                    .is_some_and(|times| *times > 1)
            })
        };
        let ranges: Vec<bool> = self.facts.uses.iter().map(is_range).collect();
        let uses = self.facts.uses.iter_mut().zip(ranges);
        for (code_use, _) in uses.filter(|(_, range)| *range) {
            code_use.relation = Relation::Range;
        }
    }

    /// Two sides, each of which may be the constant.
    pub(super) fn compared(&mut self, left: &Tree, right: &Tree, site: Site) {
        let (on_left, on_right) = (self.expr(left), self.expr(right));
        self.against(left, &on_right, site);
        self.against(right, &on_left, site);
    }

    /// `value` is held against `other`. A name counts where it is a constant's, or that of a variable with numbers.
    pub(super) fn against(&mut self, value: &Tree, other: &Expr, site: Site) {
        if meets_nothing(other) {
            return;
        }
        let subject = Subject::Against {
            other: other.clone(),
        };
        self.note_cell(value, site, &subject);
        // `e.code == Code(101)`
        let value = match unwrapped(value) {
            Tree::Call(call) if wraps_code(call) && is_code(other) => {
                call.args.first().unwrap_or(value)
            }
            _ => value,
        };
        for (span, operand) in self.leaves(value) {
            if counts(&operand) || self.is_numbered(&operand) || self.is_parameter(&operand) {
                self.emit_leaf(span, operand, site, subject.clone());
            }
        }
    }

    /// Whether an operand is a parameter of a function with a name: its calls give the numbers.
    fn is_parameter(&self, operand: &Operand) -> bool {
        let Operand::Path(Expr::Name(name)) = operand else {
            return false;
        };
        let binding = self.find(name);
        let binding = binding.and_then(|id| self.facts.bindings.get(id as usize));
        binding.is_some_and(|binding| {
            matches!(
                binding.value,
                Bound::Parameter {
                    function: Some(_),
                    ..
                }
            )
        })
    }

    /// Whether an operand is a variable that the file binds to numbers.
    fn is_numbered(&self, operand: &Operand) -> bool {
        let Operand::Path(Expr::Name(name)) = operand else {
            return false;
        };
        let binding = self
            .find(name)
            .and_then(|id| self.facts.bindings.get(id as usize));
        match binding.map(|binding| &binding.value) {
            Some(Bound::Value(Expr::Number(_))) => true,
            Some(Bound::Value(Expr::Either(options))) => options
                .iter()
                .any(|option| matches!(option, Expr::Number(_))),
            _ => false,
        }
    }

    pub(super) fn note_call(&mut self, callee: &Expr, constructs: bool, span: Span) {
        self.facts.calls.push(Call {
            callee: callee.clone(),
            constructs,
            span,
            scope: self.scope,
        });
    }

    /// `f(n)`, `Type::new(n, "..")`, `Enum::Variant(n, "..")`; gives the callee.
    pub(super) fn call(&mut self, node: &syn::ExprCall) -> Expr {
        let callee = self.expr(&node.func);
        let constructs = callee.last_name().is_some_and(is_constant_name);
        let span = self.between(
            super::place::first(&node.func),
            node.paren_token.span.close(),
        );
        self.note_call(&callee, constructs, span);
        let makes = constructs || callee.last_name() == Some("new");
        let site = if makes {
            Site::Constructor
        } else {
            Site::Argument
        };
        if wrapped(node).is_none() || self.converts_here(&callee) {
            self.arguments(&callee, &node.args, (constructs, site), MAX_ARGUMENTS, span);
        }
        callee
    }

    /// `Failure::from(n)` of a type of the file.
    fn converts_here(&self, callee: &Expr) -> bool {
        let Expr::Member(owner, _) = callee else {
            return false;
        };
        let Expr::Name(owner) = owner.as_ref() else {
            return false;
        };
        let binding = self.find(owner);
        let binding = binding.and_then(|id| self.facts.bindings.get(id as usize));
        binding.is_some_and(|binding| matches!(binding.value, Bound::Class { .. }))
    }

    /// `x.f(n)`, and the methods that compare or look up; gives the callee.
    pub(super) fn method(&mut self, node: &syn::ExprMethodCall) -> Expr {
        let method = name(&node.method);
        let receiver = self.expr(&node.receiver);
        let of_this = receiver == Expr::This;
        let callee = receiver.clone().member(method.as_str());
        let start = super::place::first(&node.receiver);
        let span = self.between(start, node.paren_token.span.close());
        self.note_call(&callee, false, span);
        match (method.as_str(), node.args.first()) {
            ("contains", Some(asked)) if node.args.len() == 1 => {
                self.membership(&node.receiver, asked);
            }
            ("eq" | "ne" | "lt" | "le" | "gt" | "ge", Some(other)) if node.args.len() == 1 => {
                self.compared(&node.receiver, other, Site::Comparison);
            }
            (known, _) if hands_on(known) => {}
            _ => {
                self.looked_up(&method, node);
                let most = if of_this { MAX_ARGUMENTS } else { 1 };
                self.arguments(&callee, &node.args, (false, Site::Argument), most, span);
            }
        }
        callee
    }

    /// `map.get(&code)`, `map.insert(101, ..)`
    fn looked_up(&mut self, method: &str, node: &syn::ExprMethodCall) {
        match (method, node.args.first(), node.args.len()) {
            ("get" | "get_mut" | "contains_key" | "remove" | "binary_search", Some(key), 1) => {
                let other = self.expr(key);
                if !meets_nothing(&other) {
                    self.note_asked(&node.receiver, other, Cell::Key);
                }
            }
            ("insert", Some(key), 2) => self.note_inserted(&node.receiver, key),
            _ => {}
        }
    }

    fn arguments<'a>(
        &mut self,
        callee: &Expr,
        arguments: impl IntoIterator<Item = &'a Tree, IntoIter: ExactSizeIterator + Clone>,
        (constructs, site): (bool, Site),
        most: usize,
        span: Span,
    ) {
        let arguments = arguments.into_iter();
        let count = arguments.len();
        let message = arguments.clone().find_map(|argument| self.words(argument));
        for (index, argument) in arguments.enumerate().take(most) {
            for (place, operand) in self.argument_leaves(argument) {
                if matches!(&operand, Operand::Text(text) if !is_integer(text)) {
                    continue;
                }
                let subject = Subject::Argument {
                    callee: callee.clone(),
                    index,
                    arguments: count,
                    constructs,
                };
                let beside = Beside {
                    message: message.clone(),
                    context: Some(span),
                };
                self.emit(place, operand, site, subject, beside);
            }
        }
    }

    /// `[101, 209].contains(&x)`, `(100..=199).contains(&x)`, `CODES.contains(&x)`
    fn membership(&mut self, list: &Tree, asked: &Tree) {
        let other = self.expr(asked);
        if let Tree::Range(range) = unwrapped(list) {
            let known = self.facts.uses.len();
            for bound in range.start.iter().chain(&range.end) {
                self.against(bound, &other, Site::Membership);
            }
            self.relate(known, Relation::Range);
        } else if let Some(elements) = self.elements(list) {
            for element in elements {
                self.against(&element, &other, Site::Membership);
            }
        } else if !meets_nothing(&other) {
            for (span, operand) in self.leaves(list) {
                if self.is_parameter(&operand) {
                    let other = other.clone();
                    self.emit_leaf(span, operand, Site::Membership, Subject::Against { other });
                }
            }
            self.note_asked(list, other, Cell::Whole);
        }
    }

    /// The literals and names that an argument may be; of a list that is written out, those of its elements.
    fn argument_leaves(&mut self, argument: &Tree) -> Vec<(Span, Operand)> {
        match unwrapped(argument) {
            Tree::Array(list) if list.elems.len() <= MAX_LISTED => {
                let elements = list.elems.iter();
                elements.flat_map(|element| self.leaves(element)).collect()
            }
            argument => self.leaves(argument),
        }
    }

    /// `Type { code: n, message: m }`
    pub(super) fn structure(&mut self, node: &syn::ExprStruct) {
        let class = self.qualified(node.qself.as_ref(), &node.path);
        let span = Span {
            start: self.span_of_path(&node.path).start,
            end: self.at(node.brace_token.span.close()).end,
        };
        self.note_call(&class, true, span);
        let keys = || node.fields.iter().map(|field| member(&field.member));
        let siblings: Vec<String> = keys()
            .filter(|key| !is_code_key(key))
            .take(MAX_SIBLINGS)
            .collect();
        let message = node.fields.iter().find_map(|field| {
            let speaks = is_message_key(&member(&field.member));
            speaks.then(|| self.words(&field.expr)).flatten()
        });
        for field in node
            .fields
            .iter()
            .filter(|field| is_code_key(&member(&field.member)))
        {
            let subject = Subject::Field(Field {
                key: member(&field.member),
                siblings: siblings.clone(),
                parents: Vec::new(),
                fate: Fate::Built {
                    class: class.clone(),
                },
            });
            self.field(&field.expr, &subject, message.clone(), span);
        }
    }

    /// A field's value: the numbers and names that it may be, and strings that are numbers.
    pub(super) fn field(
        &mut self,
        value: &Tree,
        subject: &Subject,
        message: Option<String>,
        span: Span,
    ) {
        self.note_cell(value, Site::Field, subject);
        for (place, operand) in self.leaves_and_calls(value) {
            if !matches!(&operand, Operand::Text(text) if !is_integer(text)) {
                let beside = Beside {
                    message: message.clone(),
                    context: Some(span),
                };
                self.emit(place, operand, Site::Field, subject.clone(), beside);
            }
        }
    }

    /// `x.code = n`; a variable is everything that it is given.
    pub(super) fn assignment(&mut self, left: &Tree, right: &Tree) {
        let target = self.expr(left);
        match &target {
            Expr::Member(_, key) if is_code_key(key) => {
                let subject = Subject::Assigned { target };
                for (place, operand) in self.leaves(right) {
                    if !matches!(&operand, Operand::Text(text) if !is_integer(text)) {
                        self.emit_leaf(place, operand, Site::Field, subject.clone());
                    }
                }
            }
            Expr::Name(name) if matches!(left, Tree::Path(_)) => {
                let value = self.expr(right);
                self.assigned(name, value);
                self.named_literals(name, right);
            }
            _ => {}
        }
    }

    fn assigned(&mut self, name: &str, value: Expr) {
        let Some(id) = self.find(name) else {
            return;
        };
        // A value that is made of the variable itself tells nothing new.
        if value.root_name() == Some(name) {
            return;
        }
        let Some(binding) = self.facts.bindings.get_mut(id as usize) else {
            return;
        };
        let known = std::mem::replace(&mut binding.value, Bound::Opaque);
        binding.value = known.or(value, MAX_VALUES);
    }

    /// `ErrorCode::ObjectNotFound`, wherever it stands.
    pub(super) fn mention(&mut self, qself: Option<&syn::QSelf>, path: &syn::Path) {
        let constant = path.segments.len() > 1
            && path
                .segments
                .last()
                .is_some_and(|last| is_constant_name(&name(&last.ident)));
        if constant {
            let operand = Operand::Path(self.qualified(qself, path));
            let span = self.span_of_path(path);
            self.emit_leaf(span, operand, Site::Argument, Subject::Mentioned);
        }
    }

    /// The words of a message as the file writes them: a string, or that of a `format!`.
    pub(super) fn words(&self, tree: &Tree) -> Option<String> {
        let mut tree = tree;
        loop {
            tree = match unwrapped(tree) {
                Tree::MethodCall(node) if hands_on(&name(&node.method)) => &node.receiver,
                Tree::Lit(syn::ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => {
                    return Some(self.file.slice(self.at(text.span())).to_owned());
                }
                Tree::Macro(node) => {
                    let format = macros::format_string(&node.mac)?;
                    return Some(self.file.slice(self.at(format)).to_owned());
                }
                _ => return None,
            }
        }
    }

    /// Keeps the name of an HTTP extension header.
    pub(super) fn header(&mut self, text: &str) {
        let named = text
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("x-"));
        if named && text.len() < 64 && !self.facts.headers.iter().any(|known| known == text) {
            self.facts.headers.push(text.to_owned());
        }
    }

    /// `key` of an argument's list: the first string, where the argument at hand is another one.
    pub(super) fn label(&self, first: Option<&Tree>, index: usize) -> Option<String> {
        first.filter(|_| index > 0).and_then(string)
    }
}

/// The other side of an order comparison.
fn ordered(code_use: &CodeUse) -> Option<&Expr> {
    match &code_use.subject {
        Subject::Against { other } if code_use.relation == Relation::Order => Some(other),
        _ => None,
    }
}
