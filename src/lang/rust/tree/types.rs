//! The integer types that declarations of a file give to values: of variables, parameters, fields, functions, constants.
//!
//! A type is told where it is certain, and of `Option` and `Result` the one inside. There is no inference.

use syn::{Expr as Tree, Fields, FnArg, GenericArgument, Item, Pat, PathArguments, Type};

use super::paths::{last_name, name};
use crate::model::facts::Wanted;
use crate::model::hashed::{HashMap, HashSet};

const INTEGERS: [&str; 12] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];

/// What the file declares, and the variables in sight.
pub(super) struct Types {
    /// Of fields, by type (or variant) and field; of positional ones by their index.
    fields: HashMap<(String, String), Wanted>,
    /// Of parameters, by function; a name that two functions have tells nothing.
    functions: HashMap<String, Option<Vec<Wanted>>>,
    methods: HashMap<String, Option<Vec<Wanted>>>,
    returns: HashMap<String, Wanted>,
    enums: HashSet<String>,
    constants: HashMap<String, Wanted>,
    /// The type that `Self` is.
    pub(super) this: Option<String>,
    /// Variables with the names of their types, the innermost scope last.
    scopes: Vec<HashMap<String, Value>>,
}

/// What is known of a variable.
#[derive(Clone)]
enum Value {
    Integer(Wanted),
    /// Of a type of this name.
    Of(String),
    Unknown,
}

impl Types {
    pub(super) fn of(tree: &syn::File) -> Self {
        let mut types = Self {
            fields: HashMap::default(),
            functions: HashMap::default(),
            methods: HashMap::default(),
            returns: HashMap::default(),
            enums: HashSet::default(),
            constants: HashMap::default(),
            this: None,
            scopes: vec![HashMap::default()],
        };
        types.declare(&tree.items);
        types
    }

    fn declare(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Struct(node) => self.declare_fields(&name(&node.ident), &node.fields),
                Item::Enum(node) => {
                    self.enums.insert(name(&node.ident));
                    for variant in &node.variants {
                        self.declare_fields(&name(&variant.ident), &variant.fields);
                    }
                }
                Item::Const(node) => self.declare_constant(&node.ident, &node.ty),
                Item::Static(node) => self.declare_constant(&node.ident, &node.ty),
                Item::Fn(node) => {
                    let own = name(&node.sig.ident);
                    if let syn::ReturnType::Type(_, ty) = &node.sig.output {
                        once(&mut self.returns, own.clone(), integer_type(ty));
                    }
                    let parameters = parameters(&node.sig);
                    let entry = self.functions.entry(own);
                    entry
                        .and_modify(|known| *known = None)
                        .or_insert(Some(parameters));
                }
                Item::Impl(node) => {
                    for item in &node.items {
                        if let syn::ImplItem::Fn(method) = item {
                            let entry = self.methods.entry(name(&method.sig.ident));
                            let parameters = parameters(&method.sig);
                            entry
                                .and_modify(|known| *known = None)
                                .or_insert(Some(parameters));
                        }
                    }
                }
                Item::Mod(node) => {
                    if let Some((_, items)) = &node.content {
                        self.declare(items);
                    }
                }
                _ => {}
            }
        }
    }

    fn declare_constant(&mut self, ident: &syn::Ident, ty: &Type) {
        once(&mut self.constants, name(ident), integer_type(ty));
    }

    fn declare_fields(&mut self, owner: &str, fields: &Fields) {
        for (at, field) in fields.iter().enumerate() {
            let key = field.ident.as_ref().map_or_else(|| at.to_string(), name);
            let key = (owner.to_owned(), key);
            once(&mut self.fields, key, integer_type(&field.ty));
        }
    }

    /// The type of a field of the struct or variant that a path names.
    pub(super) fn field(&self, path: &syn::Path, key: &str) -> Wanted {
        let owner = match last_name(path) {
            Some(own) if own == "Self" => self.this.clone(),
            own => own,
        };
        // A path with several names may lead to another crate's type of this name.
        let near = path.segments.len() == 1
            || path
                .segments
                .first()
                .is_some_and(|first| first.ident == "Self");
        let known = owner.filter(|_| near || self.is_own(path));
        let known = known.and_then(|owner| self.fields.get(&(owner, key.to_owned())));
        known.cloned().unwrap_or_default()
    }

    /// Whether a path is one to a variant of an enum that the file declares: `Failure::Api`.
    fn is_own(&self, path: &syn::Path) -> bool {
        let first = path.segments.first().map(|first| name(&first.ident));
        path.segments.len() == 2 && first.is_some_and(|first| self.enums.contains(&first))
    }

    /// The type of a parameter (0-based) of the function, or of a positional field of the variant, that a path names.
    pub(super) fn parameter(&self, path: &syn::Path, at: usize) -> Wanted {
        if path.segments.len() != 1 {
            return Wanted::Unknown;
        }
        let own = last_name(path).unwrap_or_default();
        if let Some(Some(parameters)) = self.functions.get(&own) {
            return parameters.get(at).cloned().unwrap_or_default();
        }
        let field = self.fields.get(&(own, at.to_string()));
        field.cloned().unwrap_or_default()
    }

    /// The type of a parameter (0-based, without `self`) of the only method of a name.
    pub(super) fn method(&self, method: &str, at: usize) -> Wanted {
        let known = self.methods.get(method).and_then(Option::as_ref);
        let known = known.and_then(|parameters| parameters.get(at));
        // Another type's method of this name may be meant: the receiver is not looked at.
        match known {
            Some(Wanted::Type(ty)) => Wanted::Probably(ty.clone()),
            _ => Wanted::Unknown,
        }
    }

    /// The type of a value, of `Option` and its like the one inside.
    pub(super) fn of_value(&self, tree: &Tree) -> Wanted {
        match tree {
            Tree::Paren(node) => self.of_value(&node.expr),
            Tree::Group(node) => self.of_value(&node.expr),
            Tree::Reference(node) => self.of_value(&node.expr),
            Tree::Try(node) => self.of_value(&node.expr),
            Tree::Unary(node) => self.of_value(&node.expr),
            Tree::Cast(node) => integer_type(&node.ty),
            Tree::Path(node) => self.of_path(&node.path),
            Tree::Index(node) => self.of_index(node),
            Tree::Field(node) => self.of_field(node),
            Tree::MethodCall(node) => self.of_method(node),
            Tree::Call(node) => match node.func.as_ref() {
                Tree::Path(path) if path.path.segments.len() == 1 => {
                    let own = last_name(&path.path).unwrap_or_default();
                    match (own.as_str(), node.args.first()) {
                        ("Some" | "Ok" | "Err", Some(inner)) => self.of_value(inner),
                        _ => self.returns.get(&own).cloned().unwrap_or_default(),
                    }
                }
                _ => Wanted::Unknown,
            },
            _ => Wanted::Unknown,
        }
    }

    fn of_path(&self, path: &syn::Path) -> Wanted {
        let Some(own) = path.get_ident().map(name) else {
            return Wanted::Unknown;
        };
        match self.variable(&own) {
            Some(Value::Integer(wanted)) => wanted.clone(),
            Some(_) => Wanted::Unknown,
            None => self.constants.get(&own).cloned().unwrap_or_default(),
        }
    }

    /// `body["code"]` of a JSON value, which any integer can be compared with.
    fn of_index(&self, node: &syn::ExprIndex) -> Wanted {
        let mut base = node.expr.as_ref();
        while let Tree::Index(inner) = base {
            base = inner.expr.as_ref();
        }
        let Tree::Path(path) = base else {
            return Wanted::Unknown;
        };
        let own = path.path.get_ident().map(name).unwrap_or_default();
        match self.variable(&own) {
            Some(Value::Of(ty)) if ty == "Value" => Wanted::Any,
            _ => Wanted::Unknown,
        }
    }

    fn of_field(&self, node: &syn::ExprField) -> Wanted {
        let Tree::Path(path) = node.base.as_ref() else {
            return Wanted::Unknown;
        };
        let own = path.path.get_ident().map(name).unwrap_or_default();
        let owner = match self.variable(&own) {
            Some(Value::Of(ty)) => Some(ty.clone()),
            None if own == "self" => self.this.clone(),
            _ => None,
        };
        let key = super::patterns::member(&node.member);
        let known = owner.and_then(|owner| self.fields.get(&(owner, key)));
        known.cloned().unwrap_or_default()
    }

    fn of_method(&self, node: &syn::ExprMethodCall) -> Wanted {
        let method = name(&node.method);
        let ty = method
            .strip_prefix("as_")
            .filter(|ty| INTEGERS.contains(ty));
        if let Some(ty) = ty {
            return Wanted::Type(ty.to_owned());
        }
        let keeps = [
            "unwrap",
            "expect",
            "unwrap_or",
            "unwrap_or_default",
            "copied",
            "cloned",
            "clone",
            "ok",
            "as_ref",
        ];
        match keeps.contains(&method.as_str()) {
            true => self.of_value(&node.receiver),
            false => Wanted::Unknown,
        }
    }

    pub(super) fn enter(&mut self, signature: &syn::Signature) {
        self.open();
        for input in &signature.inputs {
            if let FnArg::Typed(typed) = input {
                self.bind_typed(&typed.pat, &typed.ty);
            }
        }
    }

    pub(super) fn leave(&mut self) {
        self.close();
    }

    pub(super) fn open(&mut self) {
        self.scopes.push(HashMap::default());
    }

    pub(super) fn close(&mut self) {
        self.scopes.pop();
    }

    /// Binds the names of a pattern; those without a type hide others of their name.
    pub(super) fn bind(&mut self, pat: &Pat) {
        match pat {
            Pat::Type(typed) => self.bind_typed(&typed.pat, &typed.ty),
            Pat::Ident(ident) => self.insert(name(&ident.ident), Value::Unknown),
            Pat::Tuple(node) => node.elems.iter().for_each(|pat| self.bind(pat)),
            Pat::TupleStruct(node) => node.elems.iter().for_each(|pat| self.bind(pat)),
            Pat::Struct(node) => node.fields.iter().for_each(|field| self.bind(&field.pat)),
            Pat::Reference(node) => self.bind(&node.pat),
            Pat::Paren(node) => self.bind(&node.pat),
            _ => {}
        }
    }

    /// Binds a name to what a value gives it, where a type is known of that.
    pub(super) fn bind_value(&mut self, pat: &Pat, wanted: Wanted) {
        match (pat, wanted) {
            (Pat::Ident(ident), wanted @ (Wanted::Type(_) | Wanted::Probably(_))) => {
                self.insert(name(&ident.ident), Value::Integer(wanted));
            }
            _ => self.bind(pat),
        }
    }

    fn bind_typed(&mut self, pat: &Pat, ty: &Type) {
        let Pat::Ident(ident) = pat else {
            return self.bind(pat);
        };
        let value = match (integer_type(ty), named(ty)) {
            (Wanted::Unknown, Some(ty)) => Value::Of(ty),
            (Wanted::Unknown, None) => Value::Unknown,
            (known, _) => Value::Integer(known),
        };
        self.insert(name(&ident.ident), value);
    }

    fn insert(&mut self, variable: String, value: Value) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(variable, value);
        }
    }

    fn variable(&self, own: &str) -> Option<&Value> {
        self.scopes.iter().rev().find_map(|scope| scope.get(own))
    }
}

/// Keeps what is declared once; two declarations that differ tell nothing.
fn once<K: std::hash::Hash + Eq>(known: &mut HashMap<K, Wanted>, key: K, wanted: Wanted) {
    let entry = known.entry(key);
    entry
        .and_modify(|known| {
            if *known != wanted {
                *known = Wanted::Unknown;
            }
        })
        .or_insert(wanted);
}

fn parameters(signature: &syn::Signature) -> Vec<Wanted> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(integer_type(&typed.ty)),
        FnArg::Receiver(_) => None,
    });
    typed.collect()
}

/// The integer that a type is, or holds (`Option<i64>`, `&i32`).
pub(super) fn integer_type(ty: &Type) -> Wanted {
    match ty {
        Type::Reference(node) => integer_type(&node.elem),
        Type::Paren(node) => integer_type(&node.elem),
        Type::Array(node) => integer_type(&node.elem),
        Type::Slice(node) => integer_type(&node.elem),
        Type::Path(node) => {
            let Some(last) = node.path.segments.last() else {
                return Wanted::Unknown;
            };
            let own = name(&last.ident);
            match (own.as_str(), &last.arguments) {
                (own, PathArguments::None) if INTEGERS.contains(&own) => {
                    Wanted::Type(own.to_owned())
                }
                ("Option" | "Result", PathArguments::AngleBracketed(arguments)) => {
                    match arguments.args.first() {
                        Some(GenericArgument::Type(inner)) => integer_type(inner),
                        _ => Wanted::Unknown,
                    }
                }
                _ => Wanted::Unknown,
            }
        }
        _ => Wanted::Unknown,
    }
}

/// The last name of a type's path.
pub(super) fn named(ty: &Type) -> Option<String> {
    match ty {
        Type::Reference(node) => named(&node.elem),
        Type::Path(node) => last_name(&node.path),
        _ => None,
    }
}

/// The type of an enum's discriminants: its `#[repr(..)]`, else `isize`.
pub(super) fn representation(attributes: &[syn::Attribute]) -> String {
    let mut repr = None;
    for attribute in attributes.iter().filter(|one| one.path().is_ident("repr")) {
        let read = attribute.parse_nested_meta(|meta| {
            let own = meta.path.get_ident().map(name).unwrap_or_default();
            repr = INTEGERS.contains(&own.as_str()).then_some(own);
            Ok(())
        });
        if read.is_err() {
            repr = None;
        }
    }
    repr.unwrap_or_else(|| "isize".into())
}
