// What the upload action gives for these texts, line by line.
const VECTORS: &[(&str, &[&str])] = &[
    (
        "",
        &["c129715d7a2bc9a3:1"],
    ),
    (
        "a",
        &["53b5d4aabe50d64:1"],
    ),
    (
        "a\nb\nc\n",
        &["52668e89249e7477:1", "9ed7939040abc6c0:1", "3791504be0bd17cc:1", "c129715d7a2bc9a3:1"],
    ),
    (
        "\t\ta b\r\n  ab\r\nab",
        &["db7334d84dfb7250:1", "a67181c4874b4373:1", "952bb1cc6d22bdaa:1"],
    ),
    (
        "a\rb\r\rc",
        &["4850bf53658d4e53:1", "b0367d257df6d03c:1", "1c206f60a702cfe8:1", "188ff2f224477a1e:1"],
    ),
    (
        "a\r \nb\n",
        &["818c3a85b988abe4:1", "bf4c4d48992e2ca5:1", "ade70578248be16f:1", "c129715d7a2bc9a3:1"],
    ),
    (
        "\u{feff}é𐐀 101\n\té𐐀101\n",
        &["f9b2ee90651e227e:1", "63a2640478a3d5b9:1", "c129715d7a2bc9a3:1"],
    ),
    (
        "if (e.code === 101) {\n  a();\n}\nif (e.code === 101) {\n  a();\n}\n",
        &["b69c7c1731587a4f:1", "9122fa85b8de9cb7:1", "699c6b53c69534c8:1", "87451b25886e2a9d:1", "36ed5ec412189255:1", "32dce9ccfdbc9d3e:1", "c129715d7a2bc9a3:1"],
    ),
    (
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\ny\n",
        &["52b56201ffb58620:1", "52b56201ffb58620:2", "c33be7e0cf7c3ca:1", "c129715d7a2bc9a3:1"],
    ),
    (
        "\u{2028}a\n\u{0}\nb",
        &["d716b2ab97dfb732:1", "9dbcdf3d2cc49323:1", "8ee5a81e681643c1:1"],
    ),
];
