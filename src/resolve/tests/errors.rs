//! Which values are Parse errors, and which of their uses are codes.

use super::{check, check_dependent};
use crate::lang::{Language, javascript::JavaScript};
use crate::model::resolved::Evidence;
use crate::model::source::SourceFile;
use crate::resolve::resolve;
use crate::resolve::tests::alone;

const CAUGHT: &[(&str, &str)] = &[
    (
        "try { await new Parse.Query('A').get(1) } catch (e) { if (e.code === 101) {} }",
        "101 certain",
    ),
    (
        "try { await q.get(1) } catch (e) { if (e.code === 101) {} } new Parse.Query('A')",
        "101 likely",
    ),
    (
        "import fs from 'fs'; try { fs.read() } catch (e) { if (e.code === 101) {} } new Parse.Query('A')",
        "",
    ),
    (
        "import fs from 'fs'; try { await Parse.User.logIn(); fs.read() } catch (e) { e.code === 101 }",
        "101 likely",
    ),
    (
        "try { await Parse.User.logIn() } catch ({ code }) { code === 101 }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch ({ code: c }) { c === 101 }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { const code = e.code; if (code === 101) {} }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { const { code } = e; switch (code) { case 101: case 209: } }",
        "101 certain, 209 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { const err = e as any; err?.code == 101 }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e: unknown) { if (e instanceof Parse.Error && e.code === 101) {} }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (e['code'] === 101) {} }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (+e.code === 101) {} if (Number(e.code) === 209) {} }",
        "101 certain, 209 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (e.code === '101') {} }",
        "'101' certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (101 === e.code) {} }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if ([101, 209].includes(e.code)) {} }",
        "101 certain, 209 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { const m = { 101: 'a', 209: 'b' }[e.code] }",
        "101 certain, 209 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { const code = e.code || 141; res.status(code === 101 ? 404 : 500) }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { throw new Parse.Error(e.code || 141, e.message) }",
        "141 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { throw new Parse.Error(x ? 101 : 209, e.message) }",
        "101 certain, 209 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { let err; err = e; if (err.code === 101) {} }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (e.message.length === 101) {} }",
        "",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (e.code === Parse.Error.OBJECT_NOT_FOUND || e.code === 101) {} }",
        "101 certain redundant",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (e.code < 100 || e.code >= 9000) {} }",
        "100 certain, 9000 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if ((e.code === Parse.Error.OBJECT_NOT_FOUND && retry) || e.code === 101) {} }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (e.code !== Parse.Error.OBJECT_NOT_FOUND || e.code === 101) {} }",
        "101 certain",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (x && (e.code !== Parse.Error.OBJECT_NOT_FOUND && e.code !== 101)) {} }",
        "101 certain redundant",
    ),
    (
        "try { await Parse.User.logIn() } catch (e) { if (e.code !== Parse.Error.OBJECT_NOT_FOUND && x || e.code === 101) {} }",
        "101 certain",
    ),
];

#[test]
fn what_a_catch_receives() {
    check(CAUGHT);
}

#[test]
fn handlers_of_promises() {
    check(&[
        (
            "new Parse.Query('A').first().catch(e => e.code === 101)",
            "101 certain",
        ),
        (
            "new Parse.Query('A').first().then(x => x, e => e.code === 101)",
            "101 certain",
        ),
        (
            "new Parse.Query('A').first().then(x => f(x)).catch(({ code }) => code === 101)",
            "101 certain",
        ),
        (
            "const q = new Parse.Query('A'); q.first({ error: function (e) { if (e.code === 101) {} } })",
            "101 certain",
        ),
        (
            "Parse.User.logIn('a', 'b', { success: u => u, error: function (user, error) { if (error.code === 101) {} } })",
            "101 certain",
        ),
        (
            "Parse.User.logIn('a', 'b', { error(user, error) { if (error.code === 101) {} } })",
            "101 certain",
        ),
        (
            "function load() { return new Parse.Query('A').first() } load().catch(e => e.code === 101)",
            "101 likely",
        ),
        (
            "import axios from 'axios'; axios.get('/').catch(e => e.code === 101); new Parse.Query('A')",
            "",
        ),
        (
            "Promise.all([new Parse.Query('A').find()]).catch(e => e.code === 101)",
            "101 likely",
        ),
    ]);
}

#[test]
fn typed_values() {
    check(&[
        (
            "function f(e: Parse.Error) { return e.code === 101 }",
            "101 certain",
        ),
        (
            "function f(x: Error | Parse.Error) { return x.code === 101 }",
            "101 certain",
        ),
        (
            "const f = (x?: Parse.Error | null) => x?.code === 101",
            "101 certain",
        ),
        (
            "if (x instanceof Parse.Error && x.code === 101) {}",
            "101 certain",
        ),
        (
            "import type { MongoServerError } from 'mongodb'; function f(e: MongoServerError) { return e.code === 101 } new Parse.Query('A')",
            "",
        ),
        (
            "function f(e: NodeJS.ErrnoException) { return e.code === 101 } new Parse.Query('A')",
            "",
        ),
    ]);
}

#[test]
fn calls_that_reject_with_a_code() {
    check(&[
        (
            "Parse.Cloud.define('a', pay); function pay(request, response) { response.error(141) }",
            "141 likely",
        ),
        (
            "Parse.Cloud.define('a', function (request, response) { response.success(101); request.error(101) })",
            "",
        ),
        ("new Parse.Query('A'); Promise.reject(101)", "101 likely"),
        (
            "new Parse.Query('A'); Promise.resolve(101); queue.reject(101)",
            "",
        ),
        (
            "import { Promise } from 'rsvp'; new Parse.Query('A'); Promise.reject(101)",
            "",
        ),
    ]);
}

#[test]
fn codes_that_are_made_without_the_class() {
    check(&[
        (
            "Parse.Cloud.define('a', function (request, response) { response.error(101, 'x') })",
            "101 likely",
        ),
        (
            "Parse.Cloud.define('a', (req, res) => { res.error(141) })",
            "141 likely",
        ),
        ("new Parse.Query('A'); new Promise.reject(101)", ""),
        ("new Parse.Query('A'); Promise.reject(101, 'x')", ""),
        (
            "new Parse.Query('A'); throw { code: 101, message: 'x' }",
            "101 likely",
        ),
        (
            "new Parse.Query('A'); Promise.reject({ code: 101, message: 'x' })",
            "101 likely",
        ),
        (
            "new Parse.Query('A'); res.status(404).json({ code: 101, error: 'x' })",
            "101 likely",
        ),
        (
            "new Parse.Query('A'); res.send({ code: 200, message: 'fine', data })",
            "",
        ),
        (
            "Parse.Cloud.define('a', () => { return { code: 200, message: 'fine' } })",
            "",
        ),
        (
            "Parse.Cloud.define('a', () => { return { code: 404, error: 'x' } })",
            "",
        ),
        ("Parse.Promise.error(101)", "101 certain"),
        ("Parse.Promise.error(new Parse.Error(101))", "101 certain"),
        (
            "Parse.Cloud.define('a', () => { const e = new Parse.Error(1, 'x'); e.code = 101; throw e })",
            "1 certain, 101 certain",
        ),
        (
            "try { await Parse.User.logIn() } catch (e) { e.code = 1002; throw e }",
            "1002 weak",
        ),
        (
            "try { await Parse.User.logIn() } catch (e) { e.code = 1002; throw new Parse.Error(e.code, e.message) }",
            "1002 certain",
        ),
        (
            "try { f() } catch (e) { e.code = 1002 } try { f() } catch (e) { throw new Parse.Error(e.code, e.message) }",
            "",
        ),
        (
            "new Parse.Query('A'); const e = new Error('x'); e.code = 101; throw e",
            "",
        ),
    ]);
}

#[test]
fn values_on_the_way_to_a_comparison() {
    check(&[
        (
            "new Parse.Query('A'); const c = x ? err.code : 0; if (c === 101) {}",
            "101 likely",
        ),
        ("new Parse.Query('A'); if (err.code['0'] === 101) {}", ""),
        ("new Parse.Query('A'); if (err.code[0] === 101) {}", ""),
    ]);
}

#[test]
fn assertions() {
    check(&[
        (
            "try { await Parse.User.logIn() } catch (e) { expect(e.code).toBe(101) }",
            "101 certain",
        ),
        (
            "try { await Parse.User.logIn() } catch (e) { expect(e.code).to.equal(101); e.code.should.equal(209); assert.equal(e.code, 141) }",
            "101 certain, 209 certain, 141 certain",
        ),
        (
            "try { await Parse.User.logIn() } catch (e) { assert.strictEqual(e.code, 101); expect(e).to.have.property('code', 209) }",
            "101 certain, 209 certain",
        ),
        (
            "await expect(new Parse.Query('A').get(1)).rejects.toMatchObject({ code: 101 })",
            "101 likely",
        ),
        (
            "await expect(new Parse.Query('A').get(1)).rejects.toEqual(new Parse.Error(101, 'x'))",
            "101 certain",
        ),
        (
            "expect(Parse.Error.OBJECT_NOT_FOUND).toBe(101)",
            "101 certain pinned",
        ),
        (
            "assert.equal(Parse.Error.OBJECT_NOT_FOUND, 101)",
            "101 certain pinned",
        ),
        (
            "if (Parse.Error.OBJECT_NOT_FOUND === 101) {}",
            "101 certain pinned",
        ),
    ]);
}

#[test]
fn words_on_the_same_receiver_are_told_by_its_binding() {
    check(&[
        (
            "new Parse.Query('A'); try { f() } catch (e) { e.code === 'ENOENT' } try { Parse.User.logIn() } catch (e) { e.code === 101 }",
            "101 certain",
        ),
        (
            "try { Parse.User.logIn() } catch (e) { e.code === 'ENOENT' || e.code === 101 }",
            "101 weak",
        ),
    ]);
}

#[test]
fn a_manifest_alone_is_weak() {
    check_dependent(&[
        ("x.total.code === 101", "101 weak"),
        ("res.data.length === 101", ""),
        (
            "function pay(request, response) { response.error(101) }",
            "",
        ),
        ("if (body.code === 101) {}", "101 weak"),
        (
            "try { await users.create() } catch (err) { if (err.code === 9001) {} }",
            "9001 weak",
        ),
        (
            "try { await users.create() } catch (err) { if (err.code === 202) {} }",
            "202 weak",
        ),
        (
            "try { await users.create() } catch (err) { if (err.code === 112 || err.code === 1) {} }",
            "112 weak, 1 weak",
        ),
        (
            "try { await users.create() } catch (err) { if (err.code === 'ENOENT' || err.code === 101) {} }",
            "",
        ),
        (
            "import fs from 'fs'; try { fs.f() } catch (err) { if (err.code === 101) {} }",
            "",
        ),
    ]);
}

#[test]
fn a_manifest_and_a_number_of_parse_on_an_error_are_enough() {
    check_dependent(&[
        (
            "try { await users.create() } catch (err) { if (err.code === 101) {} }",
            "101 likely",
        ),
        (
            "users.create().catch(e => { switch (e.code) { case 202: case 125: } })",
            "202 likely, 125 likely",
        ),
        (
            "it('x', () => users.create().catch(e => { expect(e.code).toBe(141) }))",
            "141 likely",
        ),
    ]);
    check(&[(
        "try { await users.create() } catch (err) { if (err.code === 101) {} }",
        "",
    )]);
}

#[test]
fn modules_below_a_projects_folders_are_the_projects_own() {
    let of = |module: &str| {
        format!(
            "import {{ Users }} from '{module}'; Users.get('a').catch(error => {{ if (error.code === 101) {{}} }})"
        )
    };
    for module in [
        "./users",
        "lib/users",
        "src/app/users",
        "@services/users",
        "~/users",
        "#users",
    ] {
        check_dependent(&[(&of(module), "101 likely")]);
    }
    for module in ["users", "lib", "@acme/users", "lodash/users"] {
        check_dependent(&[(&of(module), "")]);
    }
}

#[test]
fn a_table_is_as_likely_as_most_of_it() {
    let text = |numbers: &str| {
        format!(
            "new Parse.Query('A'); const T = {{ {numbers} }}; try {{ f() }} catch (e) {{ T[e.code] }}"
        )
    };
    check(&[
        (
            &text("1: 'a', 101: 'b', 112: 'c', 141: 'd', 209: 'e', 11000: 'f'"),
            "1 likely, 101 likely, 112 likely, 141 likely, 209 likely, 11000 weak",
        ),
        (
            &text("1: 'a', 101: 'b', 141: 'd'"),
            "1 weak, 101 likely, 141 likely",
        ),
        (
            "new Parse.Query('A'); f().catch(e => { switch (e.code) { case -1: case 101: case 141: case 209: case 251: } })",
            "-1 likely, 101 likely, 141 likely, 209 likely, 251 likely",
        ),
        (
            "new Parse.Query('A'); f().catch(e => { switch (e.code) { case 101: case 141: case 209: } switch (e.code) { case 251: } })",
            "101 likely, 141 likely, 209 likely, 251 weak",
        ),
    ]);
}

#[test]
fn tokens_are_never_certain() {
    let file = SourceFile::new(
        "a.js",
        "import Parse from 'parse'; throw new Parse.Error(101)",
    );
    let facts = JavaScript.token_facts(&file);
    assert!(facts.from_tokens);
    let found = resolve(&file, &facts, alone(None)).uses;
    let grades: Vec<_> = found.iter().map(|found| found.evidence).collect();
    assert_eq!(grades, [Evidence::Likely]);
}

#[test]
fn reasons_name_what_there_is_a_name_for() {
    let reasons = |text: &str| {
        let file = SourceFile::new("a.js", text);
        let facts = JavaScript.facts(&file);
        let found = resolve(&file, &facts, alone(None)).uses;
        let reasons = found.iter().flat_map(|found| found.reasons.clone());
        reasons.collect::<Vec<_>>().join("; ")
    };
    let slot = reasons("new Parse.Query('A'); try { f() } catch ({ code }) { code === 101 }");
    assert!(slot.contains("taken out of what was caught"), "{slot}");
    let named = reasons("new Parse.Query('A'); try { f() } catch (e) { e.code === 101 }");
    assert!(named.contains("`e` looks like an error"), "{named}");
}
