//! Nests that are never closed, closed without being opened, or closed by something else.
//!
//! What stands before the tear is found in any case; what stands behind it, unless the tear swallows it, as a comment or a
//! quote does: then the file is told to be torn, or the swallowed part is text by the rules of the language.

use super::nest::{Nest, found_lines, nest};
use super::{Case, Expected, Theme, write};

pub(crate) struct Torn {
    pub(crate) nest: Nest,
    /// How many of its two findings are found.
    finds: usize,
}

const fn torn(path: &'static str, head: &'static str, open: &'static str, finds: usize) -> Torn {
    Torn {
        nest: nest(path, head, open, "", "", ""),
        finds,
    }
}

pub(crate) const TORN: [Torn; 57] = [
    torn("torn-mixed.js", "", "({[(\n", 2),
    torn("torn-parentheses.js", "", "(\n", 2),
    torn("torn-brackets.js", "", "[\n", 2),
    torn("torn-braces.js", "", "{\n", 2),
    torn("torn-closing.js", "", ")]}\n", 2),
    torn("torn-crossed.js", "", "( ]\n", 2),
    torn("torn-calls.js", "", "f(\n", 2),
    torn("torn-chains.js", "a", ".b(\n", 2),
    torn("torn-sum.js", "", "a +\n", 2),
    torn("torn-negation.js", "", "!\n", 2),
    torn("torn-new.js", "", "new\n", 2),
    torn("torn-templates.js", "", "`${\n", 2),
    torn("torn-backticks.js", "", "`\n", 2),
    torn("torn-functions.js", "", "function f() {\n", 2),
    torn("torn-parameters.js", "", "function f(\n", 2),
    torn("torn-classes.js", "", "class A {\n", 2),
    torn("torn-arrows.js", "", "a =>\n", 2),
    torn("torn-arrow-blocks.js", "", "(a) => {\n", 2),
    torn("torn-else-if.js", "", "if (a) {} else\n", 2),
    torn("torn-if.js", "", "if (\n", 2),
    torn("torn-ternary.js", "", "a ?\n", 2),
    torn("torn-switch.js", "", "switch (a) { case\n", 2),
    torn("torn-try.js", "", "try {\n", 2),
    torn("torn-comments.js", "", "/*\n", 1),
    torn("torn-quotes.js", "", "'\n", 2),
    torn("torn-double-quotes.js", "", "\"\n", 2),
    torn("torn-regex.js", "x = ", "/(", 2),
    torn("torn-patterns.js", "let ", "{ a: [\n", 2),
    torn("torn-decorators.js", "", "@\n", 2),
    torn("torn-html-comments.js", "", "<!--\n", 2),
    torn("torn-generics.ts", "type X = ", "A<\n", 2),
    torn("torn-less.ts", "", "a<\n", 2),
    torn("torn-types.ts", "type X = ", "{ a:\n", 2),
    torn("torn-unions.ts", "type X = ", "A |\n", 2),
    torn("torn-conditional.ts", "type X = ", "A extends\n", 2),
    torn("torn-casts.ts", "", "<T>(\n", 2),
    torn("torn-namespaces.ts", "", "namespace N {\n", 2),
    torn("torn-elements.tsx", "", "<a>\n", 2),
    torn("torn-attributes.tsx", "", "<a b={\n", 2),
    torn("torn-mixed.rs", "", "({[(\n", 2),
    torn("torn-parentheses.rs", "", "(\n", 2),
    torn("torn-braces.rs", "", "{\n", 2),
    torn("torn-closing.rs", "", ")]}\n", 2),
    torn("torn-crossed.rs", "", "( ]\n", 2),
    torn("torn-modules.rs", "", "mod m {\n", 2),
    torn("torn-functions.rs", "", "fn f() {\n", 2),
    torn("torn-matches.rs", "", "match a {\n", 2),
    torn("torn-closures.rs", "", "|a\n", 2),
    torn("torn-generics.rs", "type X = ", "A<\n", 2),
    torn("torn-references.rs", "", "&\n", 2),
    torn("torn-macros.rs", "", "m![\n", 2),
    torn("torn-attributes.rs", "", "#[a(\n", 2),
    torn("torn-lifetimes.rs", "", "'a\n", 2),
    torn("torn-comments.rs", "", "/*\n", 1),
    torn("torn-quotes.rs", "", "\"\n", 2),
    torn("torn-characters.rs", "", "'\n", 2),
    torn("torn-raw-strings.rs", "", "r#\"\n", 1),
];

impl Torn {
    pub(crate) fn case(&'static self) -> Case {
        let nest = &self.nest;
        let mut lines = found_lines(nest.path, &nest.text(nest.times));
        lines.truncate(self.finds);
        let mut expected = Expected::status(1);
        expected.says.push(lines);
        let make = |folder: &std::path::Path| write(folder, nest.path, nest.text(nest.times));
        Case::new(Theme::Torn, nest.path, expected, make).naming(nest.path)
    }
}
