//! Numbers that are somebody else's, in files that speak Parse.

use super::{check, uses};

const OTHERS: &[(&str, &str)] = &[
    (
        "new Parse.Query('A'); process.on('exit', code => { if (code === 101) {} })",
        "",
    ),
    (
        "new Parse.Query('A'); ws.on('close', code => { if (code === 1006) {} })",
        "",
    ),
    (
        "new Parse.Query('A'); ws.onclose = e => { if (e.code === 1006) {} }",
        "",
    ),
    (
        "new Parse.Query('A'); socket.addEventListener('close', e => e.code === 1000)",
        "",
    ),
    (
        "new Parse.Query('A'); window.onkeydown = e => e.keyCode === 101 || e.which === 101",
        "",
    ),
    (
        "new Parse.Query('A'); el.addEventListener('keydown', e => { if (e.code === 101) {} })",
        "",
    ),
    (
        "new Parse.Query('A'); try { f() } catch (e) { if (e.code === 'ENOENT' || e.code === 101) {} }",
        "",
    ),
    (
        "new Parse.Query('A'); try { f() } catch (e) { if (e.code === 11000) {} }",
        "11000 weak",
    ),
    (
        "new Parse.Query('A'); try { f() } catch (e) { if (e.code === 112 || e.code === 251) {} }",
        "112 weak, 251 weak",
    ),
    (
        "new Parse.Query('A'); try { f() } catch (e) { if (e.code === 26 || e.code === 1) {} }",
        "26 weak, 1 weak",
    ),
    (
        "new Parse.Query('A'); try { f() } catch (e) { if (e.code === -32601) {} }",
        "-32601 weak",
    ),
    (
        "new Parse.Query('A'); res.status(404).json({ error: 'x' })",
        "",
    ),
    (
        "new Parse.Query('A'); throw { status: 404, code: 404, message: 'x' }",
        "",
    ),
    (
        "new Parse.Query('A'); navigator.geolocation.getCurrentPosition(f, e => e.code === 1)",
        "1 weak",
    ),
    (
        "new Parse.Query('A'); zip.code === 90210; country.code === 49",
        "90210 weak, 49 weak",
    ),
    (
        "import { MongoClient } from 'mongodb'; new Parse.Query('A'); MongoClient.connect(u).catch(e => e.code === 101)",
        "",
    ),
    (
        "new Parse.Query('A'); fetch('/x').then(r => r.status === 404)",
        "",
    ),
];

#[test]
fn other_systems() {
    check(OTHERS);
}

#[test]
fn a_try_of_two_worlds_is_doubted() {
    let mixed = |module: &str, code: i64| {
        format!(
            "import {{ db }} from '{module}'; try {{ await db.insert(a); await Parse.User.logIn() }} catch (e) {{ e.code === {code} }}"
        )
    };
    check(&[
        (&mixed("mongodb", 11000), "11000 weak"),
        (&mixed("mongodb", 112), "112 weak"),
        (&mixed("mongodb", 251), "251 weak"),
        (&mixed("mongodb", 26), "26 weak"),
        (&mixed("mongodb", 101), "101 likely"),
        (&mixed("./db", 11000), "11000 certain"),
    ]);
}

const ELSEWHERE: &[(&str, &str)] = &[
    (
        "new Parse.Query('A'); try { await fetch('https://x.example/a') } catch (e) { e.code === 404 }",
        "",
    ),
    (
        "new Parse.Query('A'); try { await fetch(`https://x.example/${a}`) } catch (e) { e.code === 404 }",
        "",
    ),
    (
        "new Parse.Query('A'); try { await fetch('/parse/login') } catch (e) { e.code === 101 }",
        "101 likely",
    ),
    (
        "new Parse.Query('A'); const r = await fetch('https://x.example/a'); const body = await r.json(); body.code === 404",
        "",
    ),
    (
        "new Parse.Query('A'); const data = await fetch('https://x.example/a').then(r => r.json()); data.code === 209",
        "",
    ),
    (
        "new Parse.Query('A'); try { await Stripe.charges.create(a) } catch (e) { e.code === 404 }",
        "",
    ),
    (
        "new Parse.Query('A'); const data = await fetch(url).then(r => r.json()); data.code === 209",
        "209 weak",
    ),
    (
        "const h = { 'X-Parse-Application-Id': a }; const data = await fetch(url, h).then(r => r.json()); data.code === 209",
        "209 likely",
    ),
    (
        "import axios from 'axios'; new Parse.Query('A'); axios.get('https://x.example').catch(e => e.response.data.code === 404)",
        "",
    ),
    (
        "import axios from 'axios'; new Parse.Query('A'); try { await axios.get(url) } catch (e) { e.response.data.code === 101 }",
        "101 likely",
    ),
];

#[test]
fn answers_of_other_services() {
    check(ELSEWHERE);
}

#[test]
fn handlers_of_events() {
    check(&[
        (
            "import Parse from 'parse'; useWebSocket(u, { onClose: e => e.code === 1006 })",
            "",
        ),
        (
            "import Parse from 'parse'; const handlers = { onClose(e) { return e.code === 1006 } }",
            "",
        ),
        (
            "import Parse from 'parse'; class A { onClose = error => error.code === 1006 }",
            "",
        ),
        (
            "import Parse from 'parse'; el.onKeyDown = e => e.code === 119",
            "",
        ),
        (
            "import Parse from 'parse'; useMutation(f, { onError: error => error.code === 209 })",
            "209 likely",
        ),
    ]);
    let jsx = "import Parse from 'parse'; const a = <Socket onClose={e => e.code === 1006} onError={error => error.code === 209} />";
    assert_eq!(uses("a.tsx", jsx, None), "209 likely");
}

#[test]
fn elements_and_results_are_no_errors() {
    check(&[
        (
            "new Parse.Query('A'); countries.find(x => x.code === 101)",
            "101 weak",
        ),
        (
            "new Parse.Query('A'); a.filter(b => b.code === 209); a.forEach(error => error.code === 209)",
            "209 weak, 209 weak",
        ),
        (
            "new Parse.Query('A'); for (const b of items) { b.code === 101 } for (const error of items) { error.code === 101 }",
            "101 weak, 101 weak",
        ),
        (
            "new Parse.Query('A'); f().then(async (e) => e.code === 101)",
            "101 weak",
        ),
        (
            "new Parse.Query('A'); function f(e) { return e.code === 101 }",
            "101 weak",
        ),
        (
            "new Parse.Query('A'); function f(err) { return err.code === 101 }",
            "101 likely",
        ),
    ]);
}
