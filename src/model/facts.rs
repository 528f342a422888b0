//! What a front end reports of one source: pure syntax, in one vocabulary for all languages.
//!
//! A fact never says what something means: that `Parse` is the SDK, that `e` is a Parse error, that 101 is a code, is
//! for `resolve`. An expression is kept as far as names, members and calls go; the rest is `Expr::Opaque`.

use super::limits::Shortfall;
use super::source::Span;

/// What the marks of suppression comments have in common, in the letter cases that people write: a text without one of
/// them suppresses nothing.
pub const SUPPRESSION_MARKS: [&str; 3] = ["arselint-", "arseLint-", "ARSELINT-"];

/// Everything that one source has to say.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub uses: Vec<CodeUse>,
    pub bindings: Vec<Binding>,
    /// The first is the whole file's; a parent stands before its children.
    pub scopes: Vec<Scope>,
    pub groups: Vec<Group>,
    /// Calls and constructions, for the question what happens inside a `try` or a promise chain.
    pub calls: Vec<Call>,
    pub comments: Vec<Comment>,
    pub failures: Vec<ParseFailure>,
    /// Statements that hold a use and span several lines, for suppression comments above them.
    pub statements: Vec<Span>,
    /// What holds the uses and has a name (functions, classes, modules), an outer one before what it holds.
    pub items: Vec<Item>,
    /// Modules that the file imports, in the order of the text.
    pub modules: Vec<String>,
    /// Names of HTTP extension headers (`X-..`) in strings, as written, each once.
    pub headers: Vec<String>,
    /// Names that are read and that no scope of the file binds (globals), each once.
    pub globals: Vec<String>,
    /// Fields of the types that the file declares, with their types.
    pub fields: Vec<FieldType>,
    /// Types of the file, and variants of its enums, with the names of their fields.
    pub shapes: Vec<Shape>,
    /// Numbers of the constants at the top of a file that holds nothing but constants, with their types as written.
    pub table: Vec<(Span, String)>,
    /// What functions of the file give, value by value.
    pub returns: Vec<Returned>,
    /// Object literals that hold other ones, with their keys.
    pub envelopes: Vec<Envelope>,
    /// Addresses that calls name in full as their first argument, in the order of the text.
    pub addresses: Vec<Address>,
    /// Numbers at places that do not take any expression, in the order of the text.
    pub spots: Vec<Spot>,
    /// The types that numbers have to have where they stand, as far as the file tells, in the order of the text.
    pub types: Vec<(Span, Wanted)>,
    /// What is imported, statement by statement, and where more can be.
    pub imports: Imports,
    /// What the arms of a `match` give, where that is an expression that names lead from.
    pub arms: Vec<Arm>,
    /// Places at which the class of a value is known, since it was asked for.
    pub guards: Vec<Guard>,
    /// Names of modules that compiled code reaches through `.default` only.
    pub wrapped: Vec<String>,
    /// What other files may use, by name.
    pub exports: Vec<Export>,
    /// Modules all of whose names the file hands on as its own.
    pub forwards: Vec<Forward>,
    /// Modules all of whose names are bound in a scope, without being told.
    pub globs: Vec<(ScopeId, Expr)>,
    /// Where the SDK of the source's language keeps its constants.
    pub constants_at: ConstantsAt,
    /// The source was only read as tokens (too large, too deep, too broken): no scopes, hence no certainty.
    pub from_tokens: bool,
    /// Why that is, where it is no syntax error.
    pub shortfall: Option<Shortfall>,
    /// A library has made its tree, or tried to: that takes ten times as long as parselint's own parser does.
    pub by_library: bool,
}

/// A part of a source that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    pub span: Span,
    /// Of its name; of a call that is given a function, of the first argument: `Parse.Cloud.define('pay', ..)`.
    pub name: Span,
}

/// Where an SDK keeps the constants of its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ConstantsAt {
    /// On the class of its errors: `Parse.Error.OBJECT_NOT_FOUND`.
    #[default]
    ErrorClass,
    /// In an enum of their own, beside the types of its errors: `ErrorCode::ObjectNotFound`.
    CodeEnum,
}

impl Facts {
    /// Puts the items in order, each once.
    pub fn settle_items(&mut self) {
        let outer_first = |item: &Item| (item.span.start, std::cmp::Reverse(item.span.end));
        self.items.sort_by_key(outer_first);
        self.items.dedup();
    }

    /// Whether names lead to something that the file itself gives to others, and not to a module that it hands on.
    pub fn gives(&self, items: &[String]) -> bool {
        let leads = |export: &Export| !export.items.is_empty() && items.starts_with(&export.items);
        items.is_empty() || self.exports.iter().any(leads)
    }

    /// The type that a number has to have at its place.
    pub fn wanted(&self, span: Span) -> Wanted {
        let at = self.types.binary_search_by_key(&span, |(span, _)| *span);
        let found = at.ok().and_then(|at| self.types.get(at));
        found.map_or(Wanted::Unknown, |(_, wanted)| wanted.clone())
    }

    /// Whether a name that a path begins with is one of the file's, a global that it uses, or known everywhere in its
    /// language.
    pub fn binds(&self, root: &str) -> bool {
        matches!(root, "crate" | "self" | "super")
            || self.bindings.iter().any(|binding| binding.name == root)
            || self.globals.iter().any(|global| global == root)
    }

    /// The field of that name, where those that the types of the file have agree on its type.
    pub fn field(&self, name: &str) -> Option<&FieldType> {
        let mut fields = self.fields.iter().filter(|field| field.name == name);
        let first = fields.next()?;
        fields.all(|other| other.ty == first.ty).then_some(first)
    }

    /// Of a source of so many bytes: nothing but the scope of the whole file.
    pub fn of_file(len: usize) -> Self {
        let file = Scope {
            parent: None,
            span: Span::new(0, len),
        };
        Self {
            scopes: vec![file],
            ..Self::default()
        }
    }
}

/// A place at which an operand (a number, a string, a name) meets something that may be an error code.
#[derive(Clone, Debug)]
pub struct CodeUse {
    /// Of the operand, its minus sign included.
    pub span: Span,
    pub operand: Operand,
    pub site: Site,
    pub subject: Subject,
    pub scope: ScopeId,
    /// How the operand is compared.
    pub relation: Relation,
    /// The text beside the code that tells people what happened, if there is one.
    pub message: Option<String>,
    /// The statement, switch or expression that gives the use its meaning, for a second label.
    pub context: Option<Span>,
    /// The outermost chain that holds the comparison: `a == 1 || a == 2` of equalities, `a != 1 && a != 2` of
    /// inequalities, nothing between them but the operator. Equal numbers are one chain.
    pub chain: Option<u32>,
    /// Inside code that is only built for tests (`#[test]`, `#[cfg(test)]`).
    pub in_test: bool,
}

/// The operator between an operand and what it meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Relation {
    /// No operator: a case, an argument, an element; or one that asks for equality without conversion.
    #[default]
    Plain,
    /// `==`, `!=` of JavaScript: equal after conversion.
    Loose,
    /// `<`, `<=`, `>`, `>=`
    Order,
    /// The same, beside another order comparison of the same value: `a >= 100 && a < 200`.
    Range,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Number(i64),
    /// A whole string.
    Text(String),
    /// A constant, or a name that leads to one.
    Path(Expr),
}

/// Where a use stands, syntactically; the names are those of the JSON format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Site {
    Constructor,
    Comparison,
    Case,
    Lookup,
    Membership,
    Assertion,
    Field,
    Argument,
    Constant,
    EnumMember,
}

impl Site {
    pub const ALL: [Site; 10] = [
        Site::Constructor,
        Site::Comparison,
        Site::Case,
        Site::Lookup,
        Site::Membership,
        Site::Assertion,
        Site::Field,
        Site::Argument,
        Site::Constant,
        Site::EnumMember,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Site::Constructor => "constructor",
            Site::Comparison => "comparison",
            Site::Case => "case",
            Site::Lookup => "lookup",
            Site::Membership => "membership",
            Site::Assertion => "assertion",
            Site::Field => "field",
            Site::Argument => "argument",
            Site::Constant => "constant",
            Site::EnumMember => "enum-member",
        }
    }
}

/// What the operand meets.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// `callee(.., operand, ..)`; `index` is 0-based, `arguments` the number of arguments.
    Argument {
        callee: Expr,
        index: usize,
        arguments: usize,
        constructs: bool,
    },
    /// `other == operand`, `switch (other) { case operand: }`, `expect(other).toBe(operand)`, `TABLE[other]`.
    Against { other: Expr },
    /// `{ key: operand, .. }`
    Field(Field),
    /// `target = operand`, for a member as target.
    Assigned { target: Expr },
    /// `const name = operand`, or a member of a group of constants.
    Named {
        name: String,
        group: Option<GroupId>,
    },
    /// The member expression itself is the fact (`Parse.Error.X` anywhere): a reference.
    Mentioned,
}

/// A field of an object literal.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub key: String,
    /// The other keys of the same literal.
    pub siblings: Vec<String>,
    /// The keys that lead to this literal from the outermost one, outermost first.
    pub parents: Vec<String>,
    pub fate: Fate,
}

/// What becomes of an object literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    Thrown,
    Returned,
    /// Handed to a call as an argument (0-based); `label` is the first argument, where that is another one and a string.
    Argument {
        callee: Expr,
        index: usize,
        label: Option<String>,
    },
    /// Compared with this in an assertion.
    Expected {
        other: Expr,
    },
    /// Bound to a name or assigned to a member.
    Bound {
        target: Expr,
    },
    /// The literal builds a value of this type: `ParseError::ApiError { code: n, .. }`.
    Built {
        class: Expr,
    },
    Other,
}

/// An expression, as far as names go. Parentheses, `await`, casts and non-null marks are transparent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    Name(String),
    /// `this`, `self`.
    This,
    Super,
    /// `a.b`, `a?.b`, `a['b']`; also a `b` that destructuring takes from `a`. `ANY_KEY` for `a[b]`.
    Member(Box<Expr>, String),
    /// `f(..)`, `new F(..)`; the first argument where it is an expression of this kind, of a template its beginning.
    Call {
        callee: Box<Expr>,
        constructs: bool,
        first: Option<Box<Expr>>,
    },
    /// A module as a value: `require('m')`, `import('m')`; the crate that a path begins with.
    Module(String),
    /// `a || b`, `a ?? b`, `c ? a : b`: one of these.
    Either(Vec<Expr>),
    /// What a promise is rejected with.
    Rejection(Box<Expr>),
    /// An unnamed binding, as a destructured parameter.
    Slot(BindingId),
    Number(i64),
    Text(String),
    Opaque,
}

/// The name of a member whose key is not written: `b[i]`. No source can write it.
pub const ANY_KEY: &str = "[]";

impl Expr {
    pub fn member(self, name: impl Into<String>) -> Self {
        Expr::Member(Box::new(self), name.into())
    }

    /// The last name: `c` of `a.b.c`, `f` of `f`.
    pub fn last_name(&self) -> Option<&str> {
        match self {
            Expr::Name(name) | Expr::Member(_, name) => Some(name),
            _ => None,
        }
    }

    /// The first name: `a` of `a.b.c` and of `a.b().c`.
    pub fn root_name(&self) -> Option<&str> {
        let mut path = self;
        loop {
            match path {
                Expr::Name(name) => return Some(name),
                Expr::Member(base, _) => path = base,
                Expr::Call { callee, .. } => path = callee,
                Expr::Rejection(promise) => path = promise,
                _ => return None,
            }
        }
    }

    /// A module and the names below it; `None` for what is no such path.
    pub fn module_path(&self) -> Option<Vec<String>> {
        match self {
            Expr::Module(module) => Some(vec![module.clone()]),
            Expr::Member(base, name) => {
                let mut names = base.module_path()?;
                names.push(name.clone());
                Some(names)
            }
            _ => None,
        }
    }

    /// `a.b.c` as written with dots; `None` where something else than names is in the way.
    pub fn dotted(&self) -> Option<String> {
        match self {
            Expr::Name(name) => Some(name.clone()),
            Expr::This => Some("this".into()),
            Expr::Super => Some("super".into()),
            Expr::Member(base, name) if name == ANY_KEY => Some(format!("{}[..]", base.dotted()?)),
            Expr::Member(base, name) => Some(format!("{}.{name}", base.dotted()?)),
            _ => None,
        }
    }
}

pub type ScopeId = u32;
pub type BindingId = u32;
pub type GroupId = u32;

#[derive(Clone, Debug)]
pub struct Scope {
    pub parent: Option<ScopeId>,
    pub span: Span,
}

/// An address that a call names.
#[derive(Clone, Debug)]
pub struct Address {
    /// Of the call.
    pub call: Span,
    /// As written, up to the first hole of a template.
    pub url: String,
}

/// A number, or a string that is one, at a place that does not take any expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Of the number.
    pub span: Span,
    pub takes: Takes,
}

/// What can stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing but a literal.
    Literal(FixedBy),
    /// The key of an object: a name, a literal, or an expression in brackets.
    Key,
    /// A pattern: literals and paths to constants.
    Pattern,
    /// An expression that the compiler evaluates: no calls.
    Constant,
}

/// The type that a number has to have at a place.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Wanted {
    /// By its name.
    Type(String),
    /// As far as names tell.
    Probably(String),
    /// Any integer goes.
    Any,
    /// That of the list or the row that it stands in, which is not known.
    Shared,
    #[default]
    Unknown,
}

/// Why a place takes nothing but a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixedBy {
    /// A member of a `const enum`.
    ConstEnum,
    /// The next member of the enum has no number of its own and counts on from this one.
    NextMember,
    /// An enum with members that are strings.
    TextEnum,
    /// `as const`
    AsConst,
    /// A declaration without a value at run time.
    Ambient,
    /// A macro that is not known to hand on expressions as they are.
    Macro,
    /// It was read as tokens only: what can stand there is not known.
    Unread,
}

/// What is imported where, and where more can be.
#[derive(Clone, Debug, Default)]
pub struct Imports {
    /// In the order of the text.
    pub statements: Vec<Import>,
    /// Places for imports, by scope; those of the file first.
    pub heads: Vec<Head>,
    /// Names of types only: no values at run time.
    pub types: Vec<BindingId>,
    /// By its syntax the file is a module that imports by declarations.
    pub module: bool,
}

/// A statement that imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Of the whole statement.
    pub span: Span,
    /// In which the names are bound.
    pub scope: ScopeId,
    /// The module, as it is named.
    pub module: String,
    pub form: ImportForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportForm {
    /// A declaration, in effect from the beginning: `import`, `use`.
    Declared,
    /// A statement that runs where it stands: `const name = require(..)`.
    Run,
}

/// Where an import of one's own can stand in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub scope: ScopeId,
    /// Byte offset of the first statement or item that is neither an import nor has to stand above all (directives,
    /// inner attributes); the end of the scope where there is none.
    pub at: u32,
}

/// A name and what it is bound to.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Empty for an unnamed slot.
    pub name: String,
    pub scope: ScopeId,
    /// Of the name.
    pub span: Span,
    pub value: Bound,
    /// A type annotation, as far as it is a path; of a function, the type of the error that it returns.
    pub annotation: Option<Expr>,
}

/// A field that a type of the file declares.
#[derive(Clone, Debug)]
pub struct FieldType {
    pub name: String,
    pub ty: Expr,
    pub scope: ScopeId,
}

/// A type of the file, or a variant of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// `["Failure"]`, `["ApiError", "Parse"]`
    pub path: Vec<String>,
    /// As they are called in JSON, where that is told.
    pub fields: Vec<String>,
}

/// A value that a function gives.
#[derive(Clone, Debug)]
pub struct Returned {
    pub function: BindingId,
    pub value: Expr,
    pub scope: ScopeId,
}

/// An object literal that holds other ones.
#[derive(Clone, Debug)]
pub struct Envelope {
    pub span: Span,
    pub keys: Vec<String>,
}

/// What can be reached by name from outside of the place where it is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The names that lead to it from the top of the file: `["ErrorCode", "ObjectNotFound"]`, `["default"]`; none for
    /// the module as a whole.
    pub items: Vec<String>,
    /// What it is, in the file's own scope.
    pub value: Expr,
    /// Of the number, where it is one; the same as its use's.
    pub operand: Option<Span>,
    pub reach: Reach,
    /// It is a member of an enum: its number takes a cast.
    pub variant: bool,
    /// The type of the number by its name, where it is declared.
    pub ty: Option<String>,
    /// What is exported holds the number, and is none: `Some(119)`.
    pub wraps: bool,
}

/// All names of a module, handed on: `export * from 'm'`, `pub use m::*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forward {
    /// The names under which they are reached from the top of the file; mostly none.
    pub items: Vec<String>,
    pub module: Expr,
}

/// From where a constant can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Its file only.
    File,
    /// Its package.
    Package,
    /// Every package that depends on its own.
    World,
}

/// An arm of a `match`.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Of the operand in the arm's pattern; the same as its use's.
    pub operand: Span,
    pub gives: Expr,
}

/// `value instanceof class`, and where it holds.
#[derive(Clone, Debug)]
pub struct Guard {
    pub value: Expr,
    pub class: Expr,
    pub scope: ScopeId,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Bound {
    /// `const a = value`, imports (members of a module), destructuring (members of a value).
    Value(Expr),
    /// A parameter of a `catch`, for what happens inside `body`.
    Caught {
        body: Span,
    },
    /// The rejection that a promise's handler receives: `promise.catch(name => ..)`.
    Rejection {
        promise: Expr,
        span: Span,
    },
    /// The value that a promise's handler receives: `promise.then(name => ..)`.
    Resolution {
        promise: Expr,
    },
    /// A parameter of a function; `callee` is the call that the function is an argument of, `argument` which (0-based),
    /// `index` which parameter, `function` the function's own name.
    Parameter {
        callee: Option<Expr>,
        argument: usize,
        index: usize,
        function: Option<String>,
    },
    Class {
        extends: Option<Expr>,
    },
    Function,
    Group(GroupId),
    /// The variable of a loop: an element of something.
    Element,
    /// Bound to something that names say nothing about; also a name that is assigned again.
    Opaque,
}

impl Bound {
    /// Adds a value that the same name is given, too, up to `most` of them; what is no value stays what it is.
    #[must_use]
    pub fn or(self, value: Expr, most: usize) -> Self {
        match self {
            Bound::Opaque => Bound::Value(value),
            Bound::Value(Expr::Either(mut values)) => {
                if values.len() < most {
                    values.push(value);
                }
                Bound::Value(Expr::Either(values))
            }
            Bound::Value(known) => Bound::Value(Expr::Either(vec![known, value])),
            other => other,
        }
    }
}

/// Named constants that stand together: an enum, an object, the statics of a class, a module of constants.
#[derive(Clone, Debug)]
pub struct Group {
    pub name: Option<String>,
    pub span: Span,
    pub kind: GroupKind,
    pub members: Vec<Constant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    Enum,
    Object,
    ClassStatics,
    /// Constants in one scope, side by side.
    Module,
    /// What a CommonJS module gives, name by name: one of them tells nothing of the others.
    Exports,
}

#[derive(Clone, Debug)]
pub struct Constant {
    pub name: String,
    /// Of the name.
    pub name_span: Span,
    /// Of the number.
    pub span: Span,
    pub value: i64,
}

#[derive(Clone, Debug)]
pub struct Call {
    pub callee: Expr,
    pub constructs: bool,
    pub span: Span,
    pub scope: ScopeId,
}

/// A comment, its marks included.
#[derive(Clone, Copy, Debug)]
pub struct Comment {
    pub span: Span,
}

/// Something that the front end could not read.
#[derive(Clone, Debug)]
pub struct ParseFailure {
    pub span: Span,
    pub message: String,
}
