import { describe, expect, test } from "vitest";
import type { Exchange } from "../../../contract/recording.ts";
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
