//! What a use means, once names are followed: the code, the evidence, the role, the names at hand.

use std::sync::Arc;

use super::catalogue;
use super::facts::{CodeUse, Facts, Reach, Relation, Site, Takes};
use super::finding::Edit;
use super::neighbours::Neighbours;
use super::settings::AppCode;
use super::source::{SourceFile, Span};

/// How sure it is that a use is a Parse error code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// Shown with `--pedantic` only.
    Weak,
    Likely,
    Certain,
}

impl Evidence {
    pub fn name(self) -> &'static str {
        match self {
            Evidence::Weak => "weak",
            Evidence::Likely => "likely",
            Evidence::Certain => "certain",
        }
    }
}

/// Whose code it is: the page's policy gives each its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    App,
    ThirdParty,
    Server,
}

impl Role {
    pub const ALL: [Role; 3] = [Role::App, Role::ThirdParty, Role::Server];

    pub fn name(self) -> &'static str {
        match self {
            Role::App => "app",
            Role::ThirdParty => "third-party",
            Role::Server => "server",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What the program does with the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Intent {
    /// Brings it into the world: throws, rejects, answers.
    Makes,
    Compares,
    /// Gives it a name.
    Names,
}

impl Intent {
    pub fn name(self) -> &'static str {
        match self {
            Intent::Makes => "makes",
            Intent::Compares => "compares",
            Intent::Names => "names",
        }
    }
}

/// What stands at the place of the code.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A number literal.
    Number(i64),
    /// A string that is an integer as a whole.
    NumericText(i64),
    /// A string where a code belongs.
    Message,
    /// A constant that is known by name, with its value.
    Constant(i64),
    /// A member of the SDK's error class that does not exist.
    UnknownMember(String),
}

/// A use with its meaning: what every rule sees, one at a time.
#[derive(Clone, Debug)]
pub struct ResolvedUse<'a> {
    pub code_use: &'a CodeUse,
    pub file: &'a SourceFile,
    pub target: Target,
    pub intent: Intent,
    pub evidence: Evidence,
    /// Why, strongest first, each a clause without full stop.
    pub reasons: Vec<String>,
    pub role: Role,
    pub in_test: bool,
    /// The name that the source itself gives to the number (`SESSION_MISSING` of `SESSION_MISSING = 306`).
    pub name: Option<Named>,
    /// The constant is a member of an enum of HTTP statuses.
    pub from_http_status: bool,
    /// The number stands against its own constant: a use without a finding.
    pub pinned: bool,
    /// Another operand of the same condition already names this code: the literal is to go.
    pub redundant: Option<Span>,
    /// The codes that the same value is compared with at the same place.
    pub beside: Arc<[i64]>,
    /// What can stand here, where that is not any expression.
    pub takes: Option<Takes>,
    /// How the file spells the SDK's error class here, and how far that can be relied on.
    pub class: ErrorClass,
}

impl ResolvedUse<'_> {
    /// The number, where one is known.
    pub fn code(&self) -> Option<i64> {
        match self.target {
            Target::Number(code) | Target::NumericText(code) | Target::Constant(code) => Some(code),
            Target::Message | Target::UnknownMember(_) => None,
        }
    }

    pub fn literal(&self) -> &str {
        self.file.slice(self.code_use.span)
    }

    /// Whether it bounds a range of codes, as 9000 and 10000 do in `code >= 9000 && code < 10000`: no code is meant.
    pub fn is_bound(&self) -> bool {
        match self.code_use.relation {
            Relation::Range => true,
            Relation::Order => self
                .code()
                .is_some_and(|code| code % 100 == 0 || code % 100 == 99 || code == -1),
            Relation::Plain | Relation::Loose => false,
        }
    }

    pub fn site(&self) -> Site {
        self.code_use.site
    }
}

/// A constant's own name, and where it stands.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub span: Span,
    /// The name is a Parse name of exactly this number.
    pub right: bool,
    /// The codes whose Parse name it bears, empty for a name of the app's own.
    pub claims: Vec<i64>,
}

/// How a file can write a constant of the SDK.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorClass {
    /// `Parse.Error`, `P.Error`, `ParseError`, `_node.default.Error`.
    pub path: String,
    pub known: ClassKnown,
}

/// How far the path to the SDK's error class can be relied on at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassKnown {
    /// It is bound to the SDK, or Cloud Code's global.
    Certainly,
    /// As far as names tell.
    Likely,
    /// Its name is bound to the SDK as a type only.
    AsType,
    /// Its name is not bound: an import is missing.
    Missing,
    /// Its name means something else.
    Shadowed,
}

/// What a judge may ask for beside the use.
pub struct Context<'a> {
    /// Spells a code's constant as the file can write it.
    pub spell: &'a dyn Fn(&ResolvedUse<'_>, i64) -> Spelling,
    /// The same, whatever the configuration says of spelling.
    pub spell_plainly: &'a dyn Fn(&ResolvedUse<'_>, i64) -> Spelling,
    /// Spells the registry's name of a code, where it has one.
    pub spell_registered: &'a dyn Fn(i64) -> Option<Spelling>,
    /// The project's own constants of a number, in the language of the file and in a fixed order.
    pub own: &'a dyn Fn(i64) -> Vec<OwnConstant>,
    /// The app's own codes, as the configuration names them.
    pub registry: &'a [AppCode],
    /// Whether a rule is on for the file, by its id.
    pub runs: &'a dyn Fn(&str) -> bool,
}

/// How a code is written as a constant in the language of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Spelling {
    /// A constant, by the path that the file can use.
    Constant {
        path: String,
        /// What is written for it where the use stands, if that is not the path itself.
        written: Option<String>,
        goes: Goes,
        /// Why the version that the package asks for may not have it: a clause without full stop.
        lacking: Option<String>,
        /// Why the constant may mean something else than the author.
        trap: Option<&'static str>,
    },
    /// There is no constant to be had for it.
    None {
        /// Who has none: the beginning of a clause that ends with the code's name.
        why: &'static str,
        /// The name under which projects declare one of their own; `None` where the SDK is expected to have it.
        own: Option<&'static str>,
    },
}

/// Whether a constant can stand where the literal does.
#[derive(Clone, Debug, PartialEq)]
pub enum Goes {
    /// As it is written, with the same value for certain.
    Certainly,
    /// As it is written, as far as names and types tell.
    Likely,
    /// Once its name is imported, by this edit of the same file.
    Importing(Edit),
    /// Not: why, a clause without full stop.
    Not(String),
}

/// A constant that the project itself has for a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnConstant {
    /// Of the file that declares it, as shown to the user.
    pub path: String,
    /// Of that file's package.
    pub package: Option<Home>,
    /// The names that lead to it from the top of the file.
    pub items: Vec<String>,
    pub reach: Reach,
    /// A member of an enum.
    pub variant: bool,
    /// The type of its number by name, where that is declared.
    pub ty: Option<String>,
}

/// A package, as far as paths into it need it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    pub name: String,
    /// Path of the manifest, as shown to the user.
    pub manifest: String,
}

/// What a language may ask for to spell a code.
pub struct SpellContext<'a> {
    pub facts: &'a Facts,
    pub package: Option<&'a Package>,
    /// The project's own constants of a number, in a fixed order.
    pub own: &'a dyn Fn(i64) -> Vec<OwnConstant>,
    /// The type that all of them have whose type is declared; `None` where they differ.
    pub own_type: &'a dyn Fn() -> Option<String>,
    /// What the file imports can be asked about.
    pub neighbours: &'a dyn Neighbours,
    /// Every code of the file.
    pub uses: &'a [ResolvedUse<'a>],
}

impl Spelling {
    /// The same constant as the project's own, written as its configuration says. `bound` tells whether a file binds
    /// the name that a path begins with.
    #[must_use]
    pub fn by_template(self, template: &str, bound: &dyn Fn(&str) -> bool) -> Self {
        let (path, trap) = match &self {
            Spelling::Constant { path, trap, .. } => (path.as_str(), *trap),
            Spelling::None {
                own: Some(name), ..
            } => (*name, None),
            Spelling::None { own: None, .. } => return self,
        };
        let name = path.rsplit(['.', ':']).next().unwrap_or(path);
        let own = template
            .replace("{SCREAMING_SNAKE}", &catalogue::screaming_snake(name))
            .replace("{PascalCase}", &catalogue::pascal_case(name));
        if own == path {
            return self;
        }
        let root = own.split(['.', ':']).next().unwrap_or(&own);
        let goes = match bound(root) {
            true => Goes::Likely,
            false => Goes::Not(format!("`{root}` is not imported here")),
        };
        Spelling::Constant {
            path: own,
            written: None,
            goes,
            lacking: None,
            trap,
        }
    }
}

/// What the manifest above a file says of Parse.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Package {
    pub name: String,
    /// Path of the manifest, as shown to the user.
    pub manifest: String,
    /// Its `.js` files are ES modules.
    pub modules: bool,
    /// It depends on the Parse SDK or server, or is one of them.
    pub parse: bool,
    /// Names of the packages that it depends on.
    pub dependencies: Vec<String>,
    /// Those of them that come from beside it, not from a registry.
    pub siblings: Vec<String>,
    /// A header of Parse's REST interface in one of its files. Not looked for where `parse` is true.
    pub header: Option<HeaderTrace>,
    /// Names under which its sources reach a package that is called otherwise, with the package's own name.
    pub aliases: Vec<(String, String)>,
    /// Those that come from a folder: the name in sources, and the folder as the manifest is shown, not yet normal.
    pub beside: Vec<(String, String)>,
    /// The versions of `parse` that it asks for, as written.
    pub parse_range: Option<String>,
    /// The versions of `parse-server`, which brings `parse` along, that it asks for, as written.
    pub server_range: Option<String>,
}

impl Package {
    pub fn depends_on(&self, name: &str) -> bool {
        self.dependencies
            .iter()
            .any(|dependency| dependency == name)
    }

    /// By its manifest or by a header.
    pub fn uses_parse(&self) -> bool {
        self.parse || self.header.is_some()
    }

    pub fn home(&self) -> Home {
        Home {
            name: self.name.clone(),
            manifest: self.manifest.clone(),
        }
    }

    /// The package behind a module's name, as sources write it.
    pub fn behind<'m>(&'m self, module: &'m str) -> &'m str {
        let alias = self.aliases.iter().find(|(name, _)| name == module);
        alias.map_or(module, |(_, package)| package.as_str())
    }

    /// Whether a module begins with a bundler's name for a folder of the package: a scope of which it depends on nothing.
    pub fn is_alias(&self, module: &str) -> bool {
        let Some((scope, _)) = module.split_once('/').filter(|_| module.starts_with('@')) else {
            return false;
        };
        let of_scope = |name: &String| name.split('/').next() == Some(scope);
        !self.dependencies.is_empty() && !self.dependencies.iter().any(of_scope)
    }

    /// Whether a module is the package itself or one of its siblings; sources may write `_` for `-`.
    pub fn is_near(&self, module: &str) -> bool {
        let same = |(one, other): (u8, u8)| one == other || (one == b'-' && other == b'_');
        let is_called = |name: &String| {
            name.len() == module.len() && name.bytes().zip(module.bytes()).all(same)
        };
        is_called(&self.name) || self.siblings.iter().any(is_called)
    }
}

/// A header of Parse's REST interface, and the file that speaks of it; ordered by the file's path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeaderTrace {
    /// As shown to the user.
    pub path: String,
    /// As written: `X-Parse-Application-Id`.
    pub header: String,
}

/// Whether a string names a header of Parse's REST interface.
pub fn is_parse_header(text: &str) -> bool {
    let start = text.get(..PARSE_HEADER.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(PARSE_HEADER))
}

/// How the names of the REST interface's headers begin, in any letter case.
pub const PARSE_HEADER: &str = "x-parse-";
