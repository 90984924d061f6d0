import { describe, expect, it } from "vitest";
import { findInternal, findStatement } from "./internals.ts";

describe("signs of the inside are found", () => {
  it.each([
    ["a stack of Node", `Error: x\n    at handle (/srv/app/server.js:12:7)\n    at node:internal/process:1:2`],
    ["a stack of an ES module", "at file:///app/src/main.ts:10:3"],
    ["a stack in JSON", JSON.stringify({ stack: "TypeError: x\n    at async Server.<anonymous> (/app/a.mjs:1:2)" })],
    ["a traceback of Python", 'Traceback (most recent call last):\n  File "/app/main.py", line 3, in <module>'],
    ["a stack of Java", "at org.example.Notes.create(Notes.java:42)"],
    ["a stack of Go", "goroutine 12 [running]:\nmain.main()\n\t/src/main.go:12 +0x1d"],
    ["a stack of Ruby", "app/notes.rb:12:in `create'"],
    ["a stack of PHP", "#0 /var/www/index.php(12): create()"],
    ["a panic of Rust", "thread 'main' panicked at src/main.rs:12:5"],
    ["a file of the program", "Cannot read /home/ann/api/config.ts"],
    ["PostgreSQL's syntax error", 'syntax error at or near "OR"'],
    ["PostgreSQL's type error", 'invalid input syntax for type integer: "abc"'],
    ["a constraint", 'duplicate key value violates unique constraint "notes_pkey"'],
    ["a range", 'value "99999999999" is out of range for type integer'],
    ["a class of psycopg", "psycopg2.errors.InvalidTextRepresentation"],
  ])("%s", (_, text) => expect(findInternal(text, "")).toBeDefined());
});

describe("honest messages are none", () => {
  it.each([
    ["the path of the request", JSON.stringify({ title: "Not found", instance: "/notes/41" })],
    ["a parser's words", `Unexpected token 'h', "hello" is not valid JSON`],
    ["a parser's words with a place", "Expecting value: line 1 column 1 (char 0)"],
    [
      "a framework's code",
      "FST_ERR_CTP_INVALID_JSON_BODY: Body is not valid JSON but content-type is set to 'application/json'",
    ],
    ["a link to documentation", JSON.stringify({ type: "https://example.com/problems/not-found", title: "Not found" })],
    ["a schema's words", "#/properties/stars/type: must be integer, at /body/stars"],
    ["a name with a version", "nginx/1.27 at your service"],
    ["words about dates", "writtenOn: 2024-02-30 does not exist; expected YYYY-MM-DD"],
    ["an hour", "try again at 10:30:00"],
  ])("%s", (_, text) => expect(findInternal(text, "")).toBeUndefined());

  it("an echo of what was sent", () => {
    const sent = 'syntax error at or near "x"';
    expect(findInternal(JSON.stringify({ detail: `no such id: ${sent}` }), sent)).toBeUndefined();
  });
});

it("a statement of the wire in an answer is found, however it is indented", () => {
  const answer = JSON.stringify({ detail: "failed: SELECT *\n  FROM notes WHERE id = $1" });
  expect(findStatement(answer, ["select * from notes where id = $1"], "")).toBeDefined();
  expect(findStatement(answer, ["select 1"], "")).toBeUndefined();
});
