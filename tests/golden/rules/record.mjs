// SPDX-License-Identifier: MIT
// Records what the npm package json-logic-js answers: one line {rule, data, expected} or {rule, data, error} per case. A case
// without data has the data of the line {shared}, so that the member is not written a thousand times.
//   (cd /tmp && npm install json-logic-js@2.0.5) && NODE_PATH=/tmp/node_modules node record.mjs > cases.jsonl
import { createRequire } from "node:module";
const jsonLogic = createRequire(import.meta.url)("json-logic-js");
jsonLogic.add_operation("not_in", (a, b) => !jsonLogic.apply({ in: [a, b] })); // Omneo's addition
console.log = () => {}; // what the operation `log` prints

const lines = [];
function record(rule, given) {
  // Read back, so that equal values are not the same value.
  const data = given === member ? member : JSON.parse(JSON.stringify(given));
  const line = data === member ? { rule } : { rule, data };
  try {
    const result = jsonLogic.apply(rule, data);
    line.expected = result === undefined ? null : result;
  } catch (error) {
    line.error = error.message;
  }
  lines.push(JSON.stringify(line));
}

const member = {
  id: "8d6c0d6e-0001-4000-8000-000000000001", first_name: "Ann", email: "ann@example.com", birth_year: 1985, tier_handle: "gold",
  tier: { handle: "gold", name: "Gold" }, flattened_tags: ["vip", "VIP", "melbourne"], reward_balance: 20, point_balance: 0,
  aggregations: { spend_12m: 1250.5, shop_count: 7 }, attributes: { comms: { email_promo: true, email_optout: null } },
  joined_at: "2024-03-01 10:00:00", empty: "", none: null, zero: 0, no: false, "a.b": 1, list: [1, 2, 3, 4], texts: ["a", "b"],
  items: [{ qty: 2, price: 10, tags: ["x"] }, { qty: 1, price: 5.5, tags: [] }, { qty: 0, price: "7" }], nested: [[1, 2], [3]],
  smile: "a😀é", object: { k: { deep: [null, { x: "y" }] } }, big: 9007199254740991, negative: -3.75,
};
const v = (name, ...rest) => ({ var: rest.length ? [name, ...rest] : name });

lines.push(JSON.stringify({ shared: member }));

// var
for (const path of ["", null, "first_name", "tier.handle", "tier.none", "none", "none.x", "no", "zero", "empty", "list.0", "list.4", "list.01",
  "list.length", "texts.1", "first_name.length", "first_name.0", "smile.length", "object.k.deep.1.x", "object.k.deep.0.x", "a.b", ".", "list.",
  "absent", 0, 1, true, [], ["first_name"], ["absent"], ["absent", "standard"], ["none", "standard"], ["absent", 0], ["absent", null], [["first_name"]],
  [null, 1], ["list.0.x", 7], ["absent", { "+": [1, 2] }], { cat: ["first", "_name"] }])
  record({ var: path }, member);
for (const data of [null, 5, "text", [10, 20], [], {}, true, [[1], { a: 2 }]]) {
  for (const path of ["", "0", 1, "length", "1.a", "x"]) record({ var: path }, data);
}

// missing, missing_some
for (const keys of [[], ["first_name"], ["first_name", "absent"], ["empty", "none", "zero", "no"], [["absent", "email"]], "absent", "email", [["a"], "b"],
  [["tier.handle", "tier.nope"]], { merge: ["absent", { if: [true, ["x", "email"], []] }] }, [[]], [0], ["list.2", "list.9"]])
  record({ missing: keys }, member);
for (const args of [[1, ["absent", "email"]], [2, ["absent", "email"]], [2, ["absent", "email", "first_name"]], [1, []], [0, []], ["1", ["absent", "email"]],
  [1, ["a", "b", "c"]], [null, ["a"]], [3, ["email", "first_name", "id"]]])
  record({ missing_some: args }, member);

// if, and, or, !, !!
for (const args of [[], [true], [false], [true, 1], [false, 1], [true, 1, 2], [false, 1, 2], [false, 1, true, 3], [false, 1, false, 3], [false, 1, false, 3, 4],
  [[], "full", "empty"], ["0", 1, 2], ["", 1, 2], [0, 1, 2], [v("tier.handle"), v("first_name"), "x"], [[0], 1, 2], [{}, 1, 2], "single", [null, 1, v("none")],
  [{ ">": [v("reward_balance"), 10] }, { cat: ["rich ", v("first_name")] }, { bogus: [] }]]) {
  record({ if: args }, member);
  record({ "?:": args }, member);
}
for (const args of [[], [true], [true, false], [1, 2, 3], [1, 0, 3], [0, "", null], [null, "", 0], ["a", [], "b"], [[], {}], v("first_name"), [v("no"), v("zero"), v("absent")],
  [false, { bogus: 1 }], [true, { bogus: 1 }]]) {
  record({ and: args }, member);
  record({ or: args }, member);
}
const values = [null, true, false, 0, 1, -1, 1.5, "", "0", "1", " 1 ", "1.0", "abc", "ABC", "true", "null", "0x10", "1e3", "-0", "Infinity", "1,2", [], [0], [1],
  ["1"], [1, 2], ["abc"], [null], [[]], [[1], 2], {}, { a: 1, b: 2 }];
for (const value of values) {
  for (const op of ["!", "!!"]) {
    record({ [op]: [v("x")] }, { x: value });
    record({ [op]: value }, null);
  }
  for (const op of ["+", "-", "*", "min", "max", "cat", "merge", "log", "in", "not_in", "<", "%"]) record({ [op]: [v("x")] }, { x: value });
}

// Every pair of types: == and < wholly, the others by turns.
const others = ["===", "!=", "!==", "<=", ">", ">=", "+", "-", "*", "/", "%", "min", "max", "in", "not_in", "cat", "merge"];
let turn = 0;
for (const a of values) {
  for (const b of values) {
    const data = { a, b };
    for (const op of ["==", turn % 2 ? "<" : "<="]) record({ [op]: [v("a"), v("b")] }, data);
    record({ [others[turn++ % others.length]]: [v("a"), v("b")] }, data);
  }
}
// What something is, not what it holds
for (const op of ["==", "===", "!=", "!=="]) {
  record({ [op]: [v("tier"), v("tier")] }, member);
  record({ [op]: [v("list"), v("list")] }, member);
  record({ [op]: [[1], [1]] }, member);
  record({ [op]: [v("nested.0"), [1, 2]] }, member);
  record({ [op]: [v(""), v("")] }, member);
}
record({ in: [v("items.1"), v("items")] }, member);
record({ in: [{ a: 1, b: 2 }, [{ a: 1, b: 2 }]] }, member);

// Between
for (const op of ["<", "<="]) {
  for (const args of [[1, 2, 3], [1, 1, 3], [1, 3, 3], [3, 2, 1], ["a", "b", "c"], [1, 2, null], [0, v("zero"), 1], [1, v("reward_balance"), 100], ["2024-01-01", v("joined_at"), "2025"]])
    record({ [op]: args }, member);
}
for (const op of [">", ">="]) record({ [op]: [3, 2, 5] }, member);
for (const pair of [["a", "B"], ["é", "z"], ["😀", "\uff5e"], ["10", "9"], ["10", 9], [10, "9"], ["", 0], ["a", "a"], ["a", "aa"]]) {
  for (const op of ["<", "<=", ">", ">="]) record({ [op]: pair }, null);
}

// Arithmetic
for (const args of [[], [1], ["3"], ["3.5abc"], [1, 2, 3], ["1", "2"], [0.1, 0.2], ["  4 ", "x"], [null], [true], [[5], 6], ["1e2", 1], [".5", "5."], ["-1", "+1"], [1e308, 1e308],
  [9007199254740991, 1], ["Infinity", 1], [v("negative"), v("zero")], ["0x10", 1]]) {
  for (const op of ["+", "*", "-", "/", "%", "min", "max"]) record({ [op]: args }, member);
}
for (const pair of [[7, 3], [-7, 3], [7, -3], [5.5, 2], [1, 0], [0, 0], ["9", "4"], [1, 3], [2, 3], [1e21, 1], [123456789012, 1000], [1, 1e7], [5e-7, 1]]) {
  for (const op of ["+", "-", "*", "/", "%"]) {
    record({ [op]: pair }, null);
    record({ cat: [{ [op]: pair }] }, null);
  }
}
for (const number of [1e20, 1e21, 1.5e300, 1e-6, 1e-7, 123.456, -0.00001, 100, 4.35, 0.1 + 0.2, 5e-324, 1.7976931348623157e308]) record({ cat: [number, "|", [number]] }, null);
record({ "-": 5 }, null);
record({ "+": "12px" }, null);
for (const args of [["\u00a01\u2003", "2"], ["1\n", 1], ["1 2", 1], ["0b11", 3], ["0o17", 15], ["1_000", 1000], ["+5", 5], ["--5", 5], ["5.", 5], [".", 0], ["e5", 5]]) {
  record({ "==": args }, null);
  record({ "-": args }, null);
}

// Text
for (const args of [["jsonlogic", 4], ["jsonlogic", -5], ["jsonlogic", 0, 1], ["jsonlogic", -1, 1], ["jsonlogic", 4, 5], ["jsonlogic", -5, 5], ["jsonlogic", -5, -2], ["jsonlogic", 1, -5],
  ["jsonlogic", 20], ["jsonlogic", 0, 0], ["jsonlogic", 0, null], ["jsonlogic", "1", "2"], ["jsonlogic"], [12345, 1, 2], [null, 1], [true, 1, 2], [v("smile"), 3, 1], [["a", "b"], 1], [],
  ["jsonlogic", 1.9, 2.9], ["jsonlogic", "x"], ["abc", -20, 2], ["abc", 0, -9], ["jsonlogic", 0, "-2"]])
  record({ substr: args }, member);
for (const args of [[], ["a"], "b", ["a", 1, true, null, 1.5, [1, [2, null]], {}], [v("absent"), "x"], ["I love ", v("first_name"), " pie"]]) record({ cat: args }, member);
for (const args of [["Spring", "Springfield"], ["i", "team"], ["", ""], ["", "x"], [1, "a1"], [null, "null"], ["vip", v("flattened_tags")], ["Vip", v("flattened_tags")],
  [1, [1, 2]], ["1", [1, 2]], [null, [null]], [v("absent"), ["x", null]], ["a", null], ["a", 5], ["a", {}], [[1], "x1"], [[1], [[1]]], ["é", v("smile")], [], ["a"]]) {
  record({ in: args }, member);
  record({ not_in: args }, member);
}

// Lists
const item = { ">": [v("qty"), 0] };
for (const op of ["filter", "map", "all", "none", "some"]) {
  for (const args of [[v("items"), item], [v("list"), { "%": [v(""), 2] }], [[], item], [v("absent"), item], [v("first_name"), item], [v("items")], [], [v("nested"), v("0")],
    [v("items"), { var: ["price", "free"] }], [[0, "", null, [], {}, "0"], v("")], [[1, 2], true], [v("items"), { some: [v("tags"), { "==": [v(""), "x"] }] }], v("list"), [{ a: 1, b: 1 }, item]])
    record({ [op]: args }, member);
}
for (const args of [[v("list"), { "+": [v("current"), v("accumulator")] }, 0], [v("items"), { "+": [v("accumulator"), { "*": [v("current.qty"), v("current.price")] }] }, 0],
  [v("list"), { "+": [v("current"), v("accumulator")] }], [v("absent"), v("current"), 5], [v("absent"), v("current")], [[], v("current"), { cat: ["a", "b"] }], [v("texts"), { cat: [v("accumulator"), v("current")] }, ""],
  [v("list"), v(""), null], [v("list"), v("accumulator.x"), { x: 1, y: 2 }], [v("nested"), { merge: [v("accumulator"), v("current")] }, []]])
  record({ reduce: args }, member);
for (const args of [[], [1, 2], [[1, 2], [3, 4]], [[1], 2, [[3]]], "x", [null], [v("list"), v("absent")], [{}, []]]) record({ merge: args }, member);

// What is no operator, and what is none of ours
for (const rule of [null, true, 0, "text", [], [1, v("first_name")], {}, { a: 1, b: 2 }, { bogus: [] }, { Var: "x" }, { "a.b": 1 }, { "": 1 }, { "==": [{ nope: 1 }, 1] }, [{ bogus: 1 }]]) record(rule, member);
// As in documented conditions
for (const rule of [
  { and: [{ "===": [v("tier_handle"), "gold"] }, { ">=": [v("reward_balance"), 20] }, { in: ["vip", v("flattened_tags")] }] },
  { "===": [v("birth_year"), "1985"] }, { "==": [v("birth_year"), "1985"] }, { "!": v("attributes.comms.email_optout") }, { "===": [v("attributes.comms.email_promo"), true] },
  { or: [{ "<": [v("aggregations.spend_12m"), 1000] }, { "!==": [v("tier.name"), "Gold"] }] }, { ">": [v("joined_at"), "2024-01-01"] }, { in: [v("tier_handle"), ["silver", "gold"]] },
  { not_in: [v("tier_handle"), ["silver", "gold"]] }, { "!": [v("flattened_tags")] }, { "!!": v("point_balance") }]) record(rule, member);

process.stdout.write(lines.join("\n") + "\n");
