//! Numbers that are somebody else's, in files that speak Parse.

use super::check;

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
