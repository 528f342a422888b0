//! Nests of Rust outside of functions: items, types, generics, attributes.

use super::nest::{Nest, RS, nest};

const T: &str = "type X = ";
const F: &str = "fn g() { let x = parse_rs::ParseError::ApiError { code: 101, message: a }; }";

pub(super) const NESTS: [Nest; 37] = [
    nest("modules.rs", "", "mod m {\n", F, "}\n", ""),
    nest("functions.rs", "", "fn f() {\n", F, "}\n", ""),
    nest("impls.rs", "", "impl A { fn f() {\n", F, "}}\n", ""),
    nest("traits.rs", "", "trait A { fn f() {\n", F, "}}\n", ""),
    nest("externs.rs", "", "extern \"C\" {\n", "", "}\n", ""),
    nest("constants.rs", "", "const A: B = {\n", RS, "};\n", ""),
    nest("use-trees.rs", "use ", "a::{\n", "b", "}\n", ";"),
    nest("paths.rs", "use ", "a::\n", "b", "", ";"),
    nest("attributes.rs", "", "#[a]\n", F, "", ""),
    nest(
        "attributes-inside.rs",
        "#[a",
        "(\n",
        "b",
        ")\n",
        "] fn g() {}",
    ),
    nest("doc-comments.rs", "", "/// a\n", F, "", ""),
    nest(
        "macro-rules.rs",
        "macro_rules! m { ",
        "(\n",
        "a",
        ")\n",
        " => {} }",
    ),
    nest("macro-items.rs", "", "m! {\n", F, "}\n", ""),
    nest("cfg.rs", "#[cfg(", "not(\n", "a", ")\n", ")] fn g() {}"),
    nest("variants.rs", "enum A { ", "B,\n", "", "", "}"),
    // Types.
    nest("generics.rs", T, "A<\n", "B", ">\n", ";"),
    nest(
        "turbofish.rs",
        "fn g() { a::<",
        "A<\n",
        "B",
        ">\n",
        ">(); }",
    ),
    nest("type-parentheses.rs", T, "(\n", "B", ")\n", ";"),
    nest("type-tuples.rs", T, "(\n", "B", ",)\n", ";"),
    nest("type-references.rs", T, "&\n", "B", "", ";"),
    nest("type-lifetimes.rs", T, "&'a\n", "B", "", ";"),
    nest("type-pointers.rs", T, "*const\n", "B", "", ";"),
    nest("type-slices.rs", T, "[\n", "B", "]\n", ";"),
    nest("type-arrays.rs", T, "[\n", "B", "; 1]\n", ";"),
    nest("type-functions.rs", T, "fn() ->\n", "B", "", ";"),
    nest("type-closures.rs", T, "Fn(\n", "B", ")\n", ";"),
    nest("type-impl.rs", "fn g(a: ", "impl A<\n", "B", ">\n", ") {}"),
    nest("type-dyn.rs", T, "Box<dyn A<\n", "B", ">>\n", ";"),
    nest("type-qualified.rs", T, "<\n", "B", " as A>::C\n", ";"),
    nest("type-binders.rs", T, "dyn for<'a> A<\n", "B", ">\n", ";"),
    nest("type-macros.rs", T, "m![\n", "B", "]\n", ";"),
    nest("bounds.rs", "fn g<A: ", "B +\n", "C", "", ">() {}"),
    nest("where.rs", "fn g() where ", "A: B,\n", "", "", " {}"),
    nest("parameters.rs", "fn g<", "A,\n", "B", "", ">() {}"),
    nest("const-generics.rs", T, "A<{\n", "1", "}>\n", ";"),
    nest("discriminants.rs", "enum A { B = ", "(\n", "1", ")\n", "}"),
    nest("visibility.rs", "pub(in ", "a::\n", "b", "", ") fn g() {}"),
];
