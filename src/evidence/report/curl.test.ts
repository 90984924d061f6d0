import { execFile } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Exchange } from "../../contract/recording.ts";
import { curlLine } from "./curl.ts";

/** What arrived, byte for byte. */
const arrived: { method: string; url: string; type: string | undefined; body: Buffer }[] = [];
const server = createServer(async (request: IncomingMessage, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = "", url = "" } = request;
  arrived.push({ method, url, type: request.headers["content-type"], body: Buffer.concat(chunks) });
  response.end();
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

function exchange(method: string, url: string, body?: string | Buffer, headers: [string, string][] = []): Exchange {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const isText = typeof body === "string";
  return {
    ...{
      id: 0,
      at: 0,
      scenario: "",
      instance: "i1",
      kind: "exchange",
      label: "",
      outcome: "answered",
      limitMs: 1,
      durationMs: 1,
    },
    request: {
      method,
      url,
      headers: [["host", "example"], ...headers],
      ...(bytes
        ? { body: { bytes: bytes.length, ...(isText ? { text: body } : { base64: bytes.toString("base64") }) } }
        : {}),
    },
  };
}

const json: [string, string][] = [["content-type", "application/json"]];

describe("a line of curl, run by a shell, sends the same request again", () => {
  it.each([
    ["a plain GET", exchange("GET", "/notes?limit=2&cursor=a%20b")],
    ["a DELETE", exchange("DELETE", "/notes/41")],
    ["JSON", exchange("POST", "/notes", '{"title":"x"}', json)],
    ["quotes of every kind", exchange("PATCH", "/notes/1", `{"title":"it's $HOME \\" \`id\` %s !!"}`, json)],
    ["any Unicode", exchange("POST", "/notes", '{"title":"Überraschung 🎉 שלום"}', json)],
    ["line ends and control characters", exchange("POST", "/notes", '{\n\t"title": "\u0001\u001b[2J"}\r\n', json)],
    ["a direction override", exchange("POST", "/notes", '{"title":"\u202egnp"}', json)],
    ["NUL", exchange("POST", "/notes", "a\u0000b%s\\n", json)],
    ["bytes that are no UTF-8", exchange("POST", "/notes", Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x27, 0x25]), json)],
    ["no content type", exchange("POST", "/notes", '{"title":"x"}')],
    ["dots and brackets in the path", exchange("GET", "/notes/../x[1]{2}")],
    ["a body that begins with @", exchange("POST", "/notes", "@/etc/passwd", json)],
  ])("%s", async (_, given) => {
    const { line, caveat } = curlLine(given, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(caveat).toBeUndefined();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no line to paste may hold them
    expect(line).not.toMatch(/[\x00-\x1f\x7f\u202a-\u202e]/);
    await promisify(execFile)("sh", ["-c", `${line} -s -o /dev/null`]);
    const { method, url, headers, body } = given.request;
    expect(arrived.at(-1)).toMatchObject({ method, url, type: headers.find(([name]) => name === "content-type")?.[1] });
    const sent = body?.text === undefined ? Buffer.from(body?.base64 ?? "", "base64") : Buffer.from(body.text);
    expect(arrived.pop()?.body).toEqual(sent);
  });

  it("says why where a body is too large for a line", () => {
    const { caveat } = curlLine(exchange("POST", "/notes", "x".repeat(5000), json), "http://x");
    expect(caveat).toMatch(/too large/);
  });
});
