//! Paths and types, as far as names go.

use syn::ext::IdentExt;
use syn::{GenericArgument, Path, PathArguments, QSelf, ReturnType, Type, TypeParamBound};

use super::Walker;
use crate::model::facts::{BindingId, Expr, ScopeId};

/// How deep a type is looked into.
const DEPTH: u8 = 12;

/// Types that say nothing of the value in them; the first type argument does.
const WRAPPERS: [&str; 11] = [
    "Option", "Vec", "Box", "Arc", "Rc", "Result", "Cow", "Pin", "Mutex", "RwLock", "RefCell",
];

const PRIMITIVES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

/// A name without the mark of a raw identifier.
pub(super) fn name(ident: &syn::Ident) -> String {
    ident.unraw().to_string()
}

pub(super) fn is_constant_name(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// The last name of a path.
pub(super) fn last_name(path: &Path) -> Option<String> {
    path.segments.last().map(|last| name(&last.ident))
}

impl Walker<'_> {
    pub(super) fn path(&mut self, path: &Path) -> Expr {
        let names: Vec<String> = path.segments.iter().map(|s| name(&s.ident)).collect();
        self.names_path(&names, path.leading_colon.is_some())
    }

    /// The path of an expression or a pattern; of `<T as Trait>::NAME`, that of `T::NAME`.
    pub(super) fn qualified(&mut self, qself: Option<&QSelf>, path: &Path) -> Expr {
        let Some(qself) = qself else {
            return self.path(path);
        };
        let of = self.ty(&qself.ty).unwrap_or(Expr::Opaque);
        let members = path.segments.iter().skip(qself.position);
        members.fold(of, |base, segment| base.member(name(&segment.ident)))
    }

    /// `rooted`: behind a leading `::`, where every path begins with a crate.
    pub(super) fn names_path(&mut self, names: &[String], rooted: bool) -> Expr {
        let Some((head, rest)) = names.split_first() else {
            return Expr::Opaque;
        };
        let (root, rest) = match head.as_str() {
            _ if rooted => (self.crate_root(head), rest),
            "self" if rest.is_empty() => (Expr::This, rest),
            "self" | "super" => self.module_path(head, rest),
            "crate" => (Expr::Module("crate".into()), rest),
            _ if rest.is_empty() && self.double(head).is_some() => {
                (self.double(head).unwrap_or(Expr::Opaque), rest)
            }
            "Self" => (self.this.clone().unwrap_or(Expr::Name("Self".into())), rest),
            _ if rest.is_empty() || self.find(head).is_some() || !is_crate_name(head) => {
                (Expr::Name(head.clone()), rest)
            }
            _ => (self.crate_root(head), rest),
        };
        rest.iter()
            .fold(root, |base, name| base.member(name.as_str()))
    }

    /// What was imported under the name of a module.
    fn double(&self, name: &str) -> Option<Expr> {
        if self.doubles.is_empty() {
            return None;
        }
        self.doubles.get(&self.find(name)?).cloned()
    }

    /// `self::a`, `super::a`: the name itself, where it is the one that is meant here; else a path of another file.
    fn module_path<'n>(&self, head: &str, rest: &'n [String]) -> (Expr, &'n [String]) {
        let mut module = Some(self.module);
        let mut rest_of = rest;
        if head == "super" {
            module = module.and_then(|module| self.module_around(module));
        }
        while let [next, after @ ..] = rest_of
            && next == "super"
        {
            module = module.and_then(|module| self.module_around(module));
            rest_of = after;
        }
        if let (Some(module), Some(wanted)) = (module, rest_of.first())
            && let Some(meant) = self.names.get(&(module, wanted.clone()))
            && self.find(wanted) == Some(*meant)
        {
            return (Expr::Name(wanted.clone()), &rest_of[1..]);
        }
        (Expr::Module(head.into()), rest)
    }

    /// The scope of the module around a module of this file.
    fn module_around(&self, module: ScopeId) -> Option<ScopeId> {
        self.facts.scopes.get(module as usize)?.parent
    }

    fn crate_root(&mut self, name: &str) -> Expr {
        self.note_module(name);
        Expr::Module(name.into())
    }

    pub(super) fn note_module(&mut self, name: &str) {
        if !self.facts.modules.iter().any(|known| known == name) {
            self.facts.modules.push(name.into());
        }
    }

    /// The binding that a name means at the place at hand.
    pub(super) fn find(&self, name: &str) -> Option<BindingId> {
        let mut open = Some(self.scope);
        let mut key = (self.scope, name.to_owned());
        while let Some(scope) = open {
            key.0 = scope;
            if let Some(id) = self.names.get(&key) {
                return Some(*id);
            }
            open = self.facts.scopes.get(scope as usize)?.parent;
        }
        None
    }

    /// The path of a type, through references and what only wraps it; `None` for primitive types.
    pub(super) fn ty(&mut self, ty: &Type) -> Option<Expr> {
        self.ty_within(ty, DEPTH)
    }

    fn ty_within(&mut self, ty: &Type, depth: u8) -> Option<Expr> {
        let depth = depth.checked_sub(1)?;
        match ty {
            Type::Path(ty) => match wrapped(&ty.path) {
                Some(inner) => self.ty_within(inner, depth),
                None if ty.path.is_ident("Self") => self.this.clone(),
                None if is_primitive(&ty.path) => None,
                None => Some(self.qualified(ty.qself.as_ref(), &ty.path)),
            },
            Type::Reference(ty) => self.ty_within(&ty.elem, depth),
            Type::Ptr(ty) => self.ty_within(&ty.elem, depth),
            Type::Slice(ty) => self.ty_within(&ty.elem, depth),
            Type::Array(ty) => self.ty_within(&ty.elem, depth),
            Type::Paren(ty) => self.ty_within(&ty.elem, depth),
            Type::Group(ty) => self.ty_within(&ty.elem, depth),
            Type::TraitObject(ty) => self.bounds(ty.bounds.iter()),
            Type::ImplTrait(ty) => self.bounds(ty.bounds.iter()),
            _ => None,
        }
    }

    fn bounds<'b>(&mut self, mut bounds: impl Iterator<Item = &'b TypeParamBound>) -> Option<Expr> {
        bounds.find_map(|bound| match bound {
            TypeParamBound::Trait(bound) => Some(self.path(&bound.path)),
            _ => None,
        })
    }

    /// The type of the error that a function returns: `E` of `-> Result<T, E>`.
    pub(super) fn error_type(&mut self, output: &ReturnType) -> Option<Expr> {
        let ReturnType::Type(_, ty) = output else {
            return None;
        };
        let Type::Path(ty) = ty.as_ref() else {
            return None;
        };
        let last = ty
            .path
            .segments
            .last()
            .filter(|last| last.ident == "Result")?;
        let error = types(&last.arguments).nth(1)?;
        self.ty(error)
    }
}

/// The type argument of the method or function that a value comes from: `T` of `r.json::<T>().await?`.
pub(super) fn read_type(tree: &syn::Expr) -> Option<&Type> {
    use syn::Expr as Tree;
    let mut tree = tree;
    loop {
        tree = match super::expr::unwrapped(tree) {
            Tree::MethodCall(node) => match &node.turbofish {
                Some(turbofish) => {
                    return turbofish.args.iter().find_map(|argument| match argument {
                        GenericArgument::Type(ty) => Some(ty),
                        _ => None,
                    });
                }
                None => &node.receiver,
            },
            Tree::Call(node) => match node.func.as_ref() {
                Tree::Path(func) => return types(&func.path.segments.last()?.arguments).next(),
                _ => return None,
            },
            _ => return None,
        }
    }
}

/// What a path that nothing in the file binds may begin with.
fn is_crate_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_lowercase() || first == '_')
        && !PRIMITIVES.contains(&name)
}

fn is_primitive(path: &Path) -> bool {
    path.get_ident()
        .is_some_and(|ident| PRIMITIVES.iter().any(|known| ident == known))
}

/// The type that a wrapper of the standard library is about.
fn wrapped(path: &Path) -> Option<&Type> {
    let last = path.segments.last()?;
    let wraps = WRAPPERS.iter().any(|known| last.ident == known);
    types(&last.arguments).next().filter(|_| wraps)
}

fn types(arguments: &PathArguments) -> impl Iterator<Item = &Type> {
    let arguments = match arguments {
        PathArguments::AngleBracketed(arguments) => Some(arguments.args.iter()),
        _ => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}
