import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { Exchange } from "../../../contract/recording.ts";
import { curl } from "./curl.ts";
import { keptBody } from "./kept-body.ts";
import { header, idOf, idsOfPage, jsonBody, mediaType } from "./messages.ts";

const resource = { name: "thing", collection: "/things", idMember: "id" };

function answered(text: string | Uint8Array, headers: [string, string][] = []): Exchange {
  return {
    ...{ kind: "exchange", id: 0, at: 0, scenario: "s", instance: "i1", label: "l", limitMs: 1, durationMs: 1 },
    request: { method: "GET", url: "/things", headers: [] },
    response: { status: 200, headers, body: keptBody(Buffer.from(text)) },
    outcome: "answered",
  } as Exchange;
}

describe("what checks read", () => {
  test("headers and media types are found in any case, without parameters", () => {
    const exchange = answered("", [
      ["CONTENT-Type", " Application/JSON ; charset=utf-8"],
      ["X", "1"],
      ["x", "2"],
    ]);
    expect(header(exchange, "x")).toBe("1");
    expect(mediaType(exchange)).toBe("application/json");
    expect(header(exchange, "y")).toBeUndefined();
  });

  test("a body is JSON, or it is said why it is not", () => {
    expect(jsonBody(answered('\ufeff{"a":"\\u00fc"}'))).toEqual({ ok: true, value: { a: "ü" } });
    expect(jsonBody(answered(""))).toEqual({ ok: false, why: "is empty" });
    expect(jsonBody(answered(Buffer.from([0xff])))).toEqual({ ok: false, why: "is not UTF-8" });
    expect(jsonBody(answered("<html>"))).toMatchObject({ ok: false, why: expect.stringContaining("is not JSON") });
  });

  test("ids keep all their digits", () => {
    expect(idOf(answered('{"id": 9223372036854775807}'), resource)).toBe("9223372036854775807");
    expect(idOf(answered('{"id": 7}'), resource)).toBe("7");
    expect(idOf(answered('{"id": "7a"}'), resource)).toBe("7a");
    expect(idOf(answered('{"id": null}'), resource)).toBeUndefined();
    expect(idsOfPage(answered('{"items":[{"id":1152921504606846977},{"id":2}]}'), resource)).toEqual([
      "1152921504606846977",
      "2",
    ]);
  });
});

test("a curl line repeats the request exactly", async () => {
  const seen: { method?: string; url?: string; type?: string; odd?: string; body: Buffer }[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    seen.push({
      method: request.method ?? "",
      url: request.url ?? "",
      type: request.headers["content-type"] ?? "none",
      odd: String(request.headers["x-odd"] ?? "none"),
      body,
    });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cases: [string, string, [string, string][], Buffer | undefined][] = [
    ["GET", "/things/..%2f?a=[1]&b='x'", [["X-Odd", 'it\'s $HOME `id` \\ "q"']], undefined],
    ["DELETE", "/things/../a", [], undefined],
    ["POST", "/things", [["content-type", "application/json"]], Buffer.from(`{"a":"it's 100% \\u0000 ü 😀\\n"}`)],
    ["POST", "/things", [["content-type", "application/json"]], Buffer.from("@/etc/passwd")],
    [
      "PATCH",
      "/things/1",
      [["Content-Type", "application/json"]],
      Buffer.from([0x7b, 0xff, 0x00, 0x25, 0x5c, 0x27, 0x0d, 0x0a]),
    ],
    ["POST", "/things", [], Buffer.from("no type")],
    ["POST", "/things", [["content-type", "text/plain"]], Buffer.alloc(20_000, "[")],
    ["PUT", "/things", [], Buffer.alloc(0)],
  ];
  for (const [method, url, headers, body] of cases) {
    const exchange = { ...answered(""), request: { method, url, headers, ...(body ? { body: keptBody(body) } : {}) } };
    const line = curl(exchange, `${base}/`);
    await promisify(execFile)("sh", ["-c", `${line} -s`]);
    const got = seen.pop();
    expect(got, line).toMatchObject({ method, url, body: body ?? Buffer.alloc(0) });
    const value = (name: string) => headers.find(([known]) => known.toLowerCase() === name)?.[1] ?? "none";
    expect([got?.type, got?.odd], line).toEqual([value("content-type"), value("x-odd")]);
  }
  await new Promise((resolve) => server.close(resolve));
});
