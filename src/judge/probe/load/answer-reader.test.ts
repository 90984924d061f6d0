import { describe, expect, it } from "vitest";
import { AnswerReader, type ReadAnswer } from "./answer-reader.ts";

const answers: [what: string, text: string, expected: Partial<ReadAnswer>][] = [
  ["a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", { status: 200, bytes: 5, keepAlive: true }],
  ["no body", "HTTP/1.1 204 No Content\r\n\r\n", { status: 204, bytes: 0, keepAlive: true }],
  ["an empty body", "HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n", { status: 200, bytes: 0 }],
  [
    "chunks and a trailer",
    "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n",
    { status: 201, bytes: 11, keepAlive: true },
  ],
  [
    "an end of the connection",
    "HTTP/1.1 503 Busy\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno",
    { keepAlive: false },
  ],
  ["HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", { status: 200, keepAlive: false }],
  [
    "something before the answer",
    "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    { status: 200, bytes: 2 },
  ],
];

describe.each(answers)("an answer with %s", (_, text, expected) => {
  it("is read whole", () => {
    expect(new AnswerReader().read(Buffer.from(text))).toMatchObject(expected);
  });

  it("is read the same when it comes byte by byte", () => {
    const reader = new AnswerReader();
    const read = [...Buffer.from(text)].map((byte) => reader.read(Buffer.from([byte])));
    expect(read.slice(0, -1).every((answer) => answer === undefined)).toBe(true);
    expect(read.at(-1)).toMatchObject(expected);
  });
});

it("takes the end of the connection for the end of an answer without a length", () => {
  const reader = new AnswerReader();
  expect(reader.read(Buffer.from("HTTP/1.1 200 OK\r\n\r\nhel"))).toBeUndefined();
  expect(reader.read(Buffer.from("lo"))).toBeUndefined();
  expect(reader.ended()).toMatchObject({ status: 200, bytes: 5, keepAlive: false });
});

it("reads one answer after another", () => {
  const reader = new AnswerReader();
  const text = Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  expect([reader.read(text)?.bytes, reader.read(text)?.bytes]).toEqual([2, 2]);
});

it("uses no connection again on which more came than was asked for", () => {
  const text = Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more");
  expect(new AnswerReader().read(text)?.keepAlive).toBe(false);
});

it.each([
  "SSH-2.0-OpenSSH\r\n\r\n",
  "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
  `HTTP/1.1 200 OK\r\n${"x".repeat(70_000)}`,
])("calls what is not HTTP unreadable: %.20s", (text) => {
  const reader = new AnswerReader();
  expect(reader.read(Buffer.from(text))).toBeUndefined();
  expect(reader.broken).toBe(true);
});

it("hands back what it was told to keep, and no more than eight kilobytes of it", () => {
  const reader = new AnswerReader();
  reader.keep = true;
  const answer = reader.read(Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n${"x".repeat(20_000)}`));
  expect(answer?.kept?.length).toBe(8_192);
});
