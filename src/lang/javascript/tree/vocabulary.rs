//! What is read of the grammars' vocabularies: kinds of nodes and fields, as numbers that all grammars share.
//!
//! A grammar tells its own numbers once; by name, every question would compare strings.

use std::sync::OnceLock;

use tree_sitter::Language;

macro_rules! words {
    ($(#[$doc:meta])* $word:ident, $names:ident: $($variant:ident = $name:literal),* $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(super) enum $word {
            /// None of those that are asked for.
            #[default]
            Other,
            $($variant,)*
        }

        const $names: &[(&str, $word)] = &[$(($name, $word::$variant)),*];
    };
}

words! {
    /// What a node is.
    Kind, KINDS:
    AbstractClass = "abstract_class_declaration",
    Ambient = "ambient_declaration",
    Arguments = "arguments",
    Array = "array",
    ArrayPattern = "array_pattern",
    ArrowFunction = "arrow_function",
    As = "as_expression",
    Assignment = "assignment_expression",
    AssignmentPattern = "assignment_pattern",
    Await = "await_expression",
    Binary = "binary_expression",
    Call = "call_expression",
    Catch = "catch_clause",
    Class = "class",
    ClassBody = "class_body",
    ClassDeclaration = "class_declaration",
    ClassHeritage = "class_heritage",
    Comment = "comment",
    ComputedPropertyName = "computed_property_name",
    Enum = "enum_declaration",
    EnumAssignment = "enum_assignment",
    ExportClause = "export_clause",
    ExportSpecifier = "export_specifier",
    ExportStatement = "export_statement",
    FieldDefinition = "field_definition",
    ExpressionStatement = "expression_statement",
    For = "for_statement",
    ForIn = "for_in_statement",
    FunctionDeclaration = "function_declaration",
    FunctionExpression = "function_expression",
    GenericType = "generic_type",
    GeneratorDeclaration = "generator_function_declaration",
    GeneratorExpression = "generator_function",
    HashBang = "hash_bang_line",
    Identifier = "identifier",
    Import = "import",
    ImportClause = "import_clause",
    ImportRequire = "import_require_clause",
    ImportSpecifier = "import_specifier",
    ImportStatement = "import_statement",
    IntersectionType = "intersection_type",
    JsxAttribute = "jsx_attribute",
    JsxExpression = "jsx_expression",
    LexicalDeclaration = "lexical_declaration",
    Member = "member_expression",
    Method = "method_definition",
    NamedImports = "named_imports",
    NamespaceExport = "namespace_export",
    NamespaceImport = "namespace_import",
    NestedIdentifier = "nested_identifier",
    NestedTypeIdentifier = "nested_type_identifier",
    New = "new_expression",
    NonNull = "non_null_expression",
    Number = "number",
    Object = "object",
    ObjectAssignmentPattern = "object_assignment_pattern",
    ObjectPattern = "object_pattern",
    OptionalParameter = "optional_parameter",
    Pair = "pair",
    PairPattern = "pair_pattern",
    Parenthesized = "parenthesized_expression",
    ParenthesizedType = "parenthesized_type",
    PrivateProperty = "private_property_identifier",
    Property = "property_identifier",
    PublicField = "public_field_definition",
    Regex = "regex",
    RequiredParameter = "required_parameter",
    RestPattern = "rest_pattern",
    Return = "return_statement",
    Satisfies = "satisfies_expression",
    Sequence = "sequence_expression",
    Shorthand = "shorthand_property_identifier",
    ShorthandPattern = "shorthand_property_identifier_pattern",
    Spread = "spread_element",
    StatementBlock = "statement_block",
    String = "string",
    StringFragment = "string_fragment",
    Subscript = "subscript_expression",
    Super = "super",
    SwitchBody = "switch_body",
    SwitchCase = "switch_case",
    TemplateString = "template_string",
    Ternary = "ternary_expression",
    This = "this",
    Throw = "throw_statement",
    TypeAssertion = "type_assertion",
    TypeIdentifier = "type_identifier",
    Unary = "unary_expression",
    UnionType = "union_type",
    VariableDeclaration = "variable_declaration",
    VariableDeclarator = "variable_declarator",
    // No single kind of the grammars.
    Statement = "(any other statement or declaration)",
    Token = "(an operator or a keyword)",
    Punctuation = "(any other token)",
}

words! {
    /// What a node is to its parent.
    Field, FIELDS:
    Alias = "alias",
    Alternative = "alternative",
    Argument = "argument",
    Arguments = "arguments",
    Body = "body",
    Consequence = "consequence",
    Constructor = "constructor",
    Declaration = "declaration",
    Function = "function",
    Index = "index",
    Key = "key",
    Kind = "kind",
    Left = "left",
    Name = "name",
    Object = "object",
    Operator = "operator",
    Parameter = "parameter",
    Parameters = "parameters",
    Pattern = "pattern",
    Property = "property",
    Right = "right",
    Source = "source",
    Type = "type",
    Value = "value",
}

/// The unnamed tokens that mean something here: operators, how a loop declares its variable, `static`, `default`, imports
/// of types.
const TOKENS: [&str; 22] = [
    "||",
    "&&",
    "??",
    "+",
    "-",
    "===",
    "==",
    "!==",
    "!=",
    "<",
    ">",
    "<=",
    ">=",
    "var",
    "let",
    "const",
    "using",
    "static",
    "default",
    "instanceof",
    "type",
    "typeof",
];

impl Kind {
    fn of(name: &str, named: bool) -> Self {
        if !named {
            return if TOKENS.contains(&name) {
                Kind::Token
            } else {
                Kind::Punctuation
            };
        }
        match KINDS.iter().find(|(known, _)| *known == name) {
            Some((_, kind)) => *kind,
            None if name.ends_with("_statement") || name.ends_with("_declaration") => {
                Kind::Statement
            }
            None => Kind::Other,
        }
    }

    pub(super) fn is_function(self) -> bool {
        matches!(
            self,
            Kind::FunctionDeclaration
                | Kind::FunctionExpression
                | Kind::ArrowFunction
                | Kind::Method
                | Kind::GeneratorExpression
                | Kind::GeneratorDeclaration
        )
    }

    pub(super) fn is_class(self) -> bool {
        matches!(
            self,
            Kind::ClassDeclaration | Kind::AbstractClass | Kind::Class
        )
    }

    /// Wrappers that say nothing about the value in them.
    pub(super) fn is_transparent(self) -> bool {
        matches!(
            self,
            Kind::Parenthesized
                | Kind::Await
                | Kind::As
                | Kind::Satisfies
                | Kind::NonNull
                | Kind::TypeAssertion
        )
    }

    pub(super) fn is_statement(self) -> bool {
        matches!(
            self,
            Kind::Statement
                | Kind::AbstractClass
                | Kind::Ambient
                | Kind::ClassDeclaration
                | Kind::Enum
                | Kind::ExportStatement
                | Kind::ExpressionStatement
                | Kind::For
                | Kind::ForIn
                | Kind::FunctionDeclaration
                | Kind::GeneratorDeclaration
                | Kind::ImportStatement
                | Kind::LexicalDeclaration
                | Kind::PublicField
                | Kind::Return
                | Kind::Throw
                | Kind::VariableDeclaration
        )
    }

    /// Whether nothing below is read.
    pub(super) fn is_leaf(self) -> bool {
        matches!(
            self,
            Kind::Identifier
                | Kind::Property
                | Kind::String
                | Kind::Regex
                | Kind::Number
                | Kind::Comment
                | Kind::Token
                | Kind::Punctuation
        )
    }
}

/// One grammar's numbers.
pub(super) struct Vocabulary {
    kinds: Vec<Kind>,
    fields: Vec<Field>,
}

impl Vocabulary {
    /// The vocabulary of a grammar; `grammar` is its number, below 3.
    pub(super) fn of(grammar: usize, language: &Language) -> &'static Self {
        static KNOWN: [OnceLock<Vocabulary>; 3] = [const { OnceLock::new() }; 3];
        KNOWN[grammar].get_or_init(|| Self::read(language))
    }

    fn read(language: &Language) -> Self {
        let kind = |id: u16| {
            let name = language.node_kind_for_id(id).unwrap_or_default();
            Kind::of(name, language.node_kind_is_named(id))
        };
        let field = |id: u16| {
            let name = language.field_name_for_id(id).unwrap_or_default();
            let known = FIELDS.iter().find(|(known, _)| *known == name);
            known.map_or(Field::Other, |(_, field)| *field)
        };
        let kinds = u16::try_from(language.node_kind_count()).unwrap_or(u16::MAX);
        let fields = u16::try_from(language.field_count()).unwrap_or(u16::MAX);
        Self {
            kinds: (0..kinds).map(kind).collect(),
            // Fields are counted from 1.
            fields: (0..=fields).map(field).collect(),
        }
    }

    #[inline]
    pub(super) fn kind(&self, id: u16) -> Kind {
        self.kinds
            .get(usize::from(id))
            .copied()
            .unwrap_or(Kind::Other)
    }

    #[inline]
    pub(super) fn field(&self, id: u16) -> Field {
        self.fields
            .get(usize::from(id))
            .copied()
            .unwrap_or(Field::Other)
    }
}
