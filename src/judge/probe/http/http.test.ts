import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createRecorder } from "../../recorder.ts";
import { createHttp, type HttpProbe } from "./http.ts";
import { sendRaw } from "./raw.ts";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A server made of bytes: `serve` gets each connection and the text received so far on it, whenever some came. */
async function byteServer(
  serve: (socket: Socket, received: string, connection: number) => void,
  host = "127.0.0.1",
): Promise<{ url: string; port: number; connections: () => number }> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    const connection = ++count;
    sockets.add(socket);
    let received = "";
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      serve(socket, received, connection);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, connections: () => count };
}

function probe(url: string, controller = new AbortController()): HttpProbe & { target: Parameters<typeof sendRaw>[0] } {
  const target = { url, track: createRecorder().track("a-scenario", "i1"), signal: controller.signal };
  const http = createHttp(target);
  cleanUps.push(() => http.close());
  return { ...http, target };
}

const get = (label = "read") => ({ label, method: "GET", url: "/things" });
const post = (body: string | Uint8Array, label = "create") => ({ label, method: "POST", url: "/things", body });

/** Answers each request that ends with an empty line, as `answer` says. */
const answering = (answer: string) =>
  byteServer((socket, received) => received.endsWith("\r\n\r\n") && socket.write(answer));

describe("what is sent", () => {
  test("headers go out as given, and are recorded as they went", async () => {
    let seen: string[] = [];
    const server = createHttpServer((request, response) => {
      seen = request.rawHeaders;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
    const http = probe(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const exchange = await http.send({
      ...post('{"a":1}'),
      headers: { "Content-TYPE": "application/json", "X-Odd": "a, b" },
    });
    expect(exchange.request.headers.flat()).toEqual(seen);
    expect(seen).toContain("Content-TYPE");
    expect(exchange.request.body).toEqual({ bytes: 7, text: '{"a":1}' });
    http.close();
  });

  test("an operation's template is filled, encoded, and asks for the media types of its answers", async () => {
    let head = "";
    const { url } = await byteServer((socket, received) => {
      head = received;
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    const exchange = await probe(url).call(
      {
        id: "getThing",
        method: "GET",
        path: "/things/{id}",
        parameters: [],
        secured: false,
        responses: {
          "200": { headers: [], contentType: "application/json" },
          "4XX": { headers: [], contentType: "application/problem+json" },
        },
      },
      { label: "read", path: { id: "a/b ü" }, query: { q: "1&2" } },
    );
    expect(head).toContain("GET /things/a%2Fb%20%C3%BC?q=1%262 HTTP/1.1\r\n");
    expect(head).toContain("accept: application/json, application/problem+json\r\n");
    expect(exchange).toMatchObject({
      operation: "getThing",
      outcome: "answered",
      scenario: "a-scenario",
      instance: "i1",
    });
  });

  test("raw bytes in the target and a wrong length arrive as they are", async () => {
    let head = "";
    const { url } = await byteServer((socket, received) => {
      head = received;
      socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno");
    });
    const { target } = probe(url);
    const exchange = await sendRaw(target, {
      label: "odd",
      method: "POST",
      url: "/things/\xff",
      headers: [["Content-Length", "-1"]],
      body: [{ bytes: Buffer.from("ab") }],
    });
    expect(head).toMatch(
      /^POST \/things\/\xff HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\nContent-Length: -1\r\n\r\n(ab)?$/,
    );
    expect(exchange).toMatchObject({ outcome: "answered", response: { status: 400, body: { text: "no" } } });
    expect(exchange.request.headers.at(-1)).toEqual(["Content-Length", "-1"]);
  });

  test("a slow body comes in its pieces", async () => {
    const arrivals: number[] = [];
    const { url } = await byteServer((socket, received) => {
      arrivals.push(performance.now());
      if (received.endsWith("{}")) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    const { target } = probe(url);
    const pieces = [{ bytes: Buffer.from("{") }, { bytes: Buffer.from("}"), afterMs: 120 }];
    const exchange = await sendRaw(target, { ...get(), headers: [["content-length", "2"]], body: pieces });
    expect(exchange.outcome).toBe("answered");
    expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(90);
  });
});

describe("an answer is read whole, however it is framed", () => {
  test.each([
    ["with a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"],
    ["chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"],
    [
      "after 100 and 103",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    ],
  ])("%s", async (_, answer) => {
    const { url } = await answering(answer);
    const exchange = await probe(url).send(get());
    expect(exchange).toMatchObject({
      outcome: "answered",
      response: { status: 200, body: { bytes: 5, text: "hello" } },
    });
    expect(exchange.firstByteMs).toBeLessThanOrEqual(exchange.durationMs);
  });

  test.each(["HTTP/1.0 200 OK\r\n\r\nhello", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello"])(
    "up to the end of the connection: %j",
    async (answer) => {
      const { url } = await byteServer((socket) => socket.end(answer));
      expect(await probe(url).send(get())).toMatchObject({
        outcome: "answered",
        response: { body: { text: "hello" } },
      });
    },
  );

  test("HEAD has no body, whatever its length says", async () => {
    const { url } = await answering("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
    expect(await probe(url).send({ ...get(), method: "HEAD" })).toMatchObject({
      outcome: "answered",
      response: { body: { bytes: 0 } },
    });
  });

  test("a 204 with a body is an answer, and spoils no later one", async () => {
    const { url, connections } = await byteServer((socket, received) => {
      if (received.startsWith("GET /gone")) {
        socket.write("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n");
        setTimeout(() => socket.writable && socket.write("{}"), 20);
      } else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    const http = probe(url);
    expect(await http.send({ ...get(), url: "/gone" })).toMatchObject({
      outcome: "answered",
      response: { status: 204 },
    });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(await http.send(get())).toMatchObject({ outcome: "answered", response: { status: 200 } });
    expect(connections()).toBe(2);
  });

  test("repeated headers keep their order and letters", async () => {
    const { url } = await answering(
      "HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 0\r\n\r\n",
    );
    const { response } = await probe(url).send(get());
    expect(response?.headers.slice(0, 4)).toEqual([
      ["X-A", "1"],
      ["x-a", "2"],
      ["Set-Cookie", "a"],
      ["Set-Cookie", "b"],
    ]);
  });

  test("bytes that are not UTF-8 are kept as base64, long ones are cut", async () => {
    const odd = Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Buffer.from([0xff, 0xfe])]);
    const a = await byteServer((socket) => socket.write(odd));
    expect((await probe(a.url).send(get())).response?.body).toEqual({ bytes: 2, base64: "//4=" });
    const b = await byteServer((socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\na${"ü".repeat(200_000)}`));
    const body = (await probe(b.url).send(get())).response?.body;
    expect(body).toMatchObject({ bytes: 400_001, cut: true });
    expect(body?.text).toMatch(/^aü+$/);
  });
});

describe("when there is no answer", () => {
  test("nobody listens: refused", async () => {
    const { url } = await byteServer(() => {});
    await cleanUps.pop()?.();
    expect(await probe(url).send(get())).toMatchObject({ outcome: "refused" });
  });

  test("the connection ends before, or in, the answer: closed", async () => {
    const silent = await byteServer((socket) => socket.destroy());
    expect(await probe(silent.url).send(get())).toMatchObject({ outcome: "closed" });
    const short = await byteServer((socket) => socket.end("HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\nhello"));
    const exchange = await probe(short.url).send(get());
    expect(exchange).toMatchObject({
      outcome: "closed",
      error: expect.stringContaining("status 201, then 5 bytes of body"),
    });
    expect(exchange.response).toBeUndefined();
  });

  test("too slow, or dripping for ever: timeout", async () => {
    const never = await byteServer(() => {});
    expect(await probe(never.url).send({ ...get(), limitMs: 100 })).toMatchObject({ outcome: "timeout", limitMs: 100 });
    const drips = await byteServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const timer = setInterval(() => socket.write("x"), 10);
      socket.on("close", () => clearInterval(timer));
    });
    expect(await probe(drips.url).send({ ...get(), limitMs: 150 })).toMatchObject({ outcome: "timeout" });
  });

  test("bytes that are not HTTP, or never end: unreadable", async () => {
    const ssh = await byteServer((socket) => socket.write("SSH-2.0-OpenSSH_9.9\r\n"));
    expect(await probe(ssh.url).send(get())).toMatchObject({ outcome: "unreadable" });
    const endless = await byteServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const piece = Buffer.alloc(1024 * 1024, "x");
      const pour = () => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.on("drain", pour);
      pour();
    });
    expect(await probe(endless.url).send(get())).toMatchObject({
      outcome: "unreadable",
      error: expect.stringContaining("more than"),
    });
  });

  test("interrupted: recorded as aborted, and the scenario is told", async () => {
    const controller = new AbortController();
    const { url } = await byteServer(() => controller.abort(new Error("enough")));
    const recorder = createRecorder();
    const http = createHttp({ url, track: recorder.track("s", "i"), signal: controller.signal });
    await expect(http.send(get())).rejects.toThrow("enough");
    expect(recorder.entries).toMatchObject([{ kind: "exchange", outcome: "aborted" }]);
    await expect(http.send(get())).rejects.toThrow("enough");
    expect(recorder.entries).toHaveLength(1);
  });
});

describe("connections that are kept", () => {
  test("reads share one, and a write never goes on a used one", async () => {
    const server = await byteServer((socket, received) => {
      if (received.endsWith("\r\n\r\n") || received.endsWith("{}"))
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    const http = probe(server.url);
    for (let i = 0; i < 3; i++) await http.send(get());
    expect(server.connections()).toBe(1);
    for (let i = 0; i < 3; i++) expect(await http.send(post("{}"))).toMatchObject({ outcome: "answered" });
    expect(server.connections()).toBe(4);
  });

  test("a server that closes each without saying so is never accused", async () => {
    const { url } = await byteServer((socket, received) => {
      if (!received.endsWith("\r\n\r\n") && !received.endsWith("{}")) return;
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      setImmediate(() => socket.destroy());
    });
    const http = probe(url);
    for (let i = 0; i < 200; i++) {
      expect(await http.send(i % 2 ? get() : post("{}"))).toMatchObject({ outcome: "answered" });
    }
  });

  test("a server that falls over a request is seen to, also on a used connection", async () => {
    const { url } = await byteServer((socket, received) => {
      if (received.includes("/bad")) socket.destroy();
      else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    const http = probe(url);
    await http.send(get());
    expect(await http.send({ ...get(), url: "/bad" })).toMatchObject({ outcome: "closed" });
  });

  test("idle ones are given up after a second", async () => {
    let closed = 0;
    const { url } = await byteServer((socket) => {
      socket.on("close", () => closed++);
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    await probe(url).send(get());
    await new Promise((resolve) => setTimeout(resolve, 1300));
    expect(closed).toBe(1);
  });

  test("at most 64 requests are under way, and waiting for a turn is not the program's time", async () => {
    let open = 0;
    let most = 0;
    const { url } = await byteServer((socket) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      }, 100);
    });
    const http = probe(url);
    const exchanges = await Promise.all(Array.from({ length: 200 }, () => http.send({ ...get(), limitMs: 3000 })));
    expect(most).toBe(64);
    // Four rounds of 100 ms: the clock of the last begins after three of them.
    expect(Math.max(...exchanges.map((exchange) => exchange.at))).toBeGreaterThan(290);
    expect(exchanges.every((exchange) => exchange.outcome === "answered")).toBe(true);
  });

  test("a program that listens on IPv6 loopback only is found", async () => {
    const server = await byteServer((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), "::1");
    expect(await probe(server.url).send(get())).toMatchObject({ outcome: "answered" });
    const exchange = await sendRaw(probe(server.url).target, get());
    expect(exchange).toMatchObject({ outcome: "answered" });
  });
});

describe("a large upload", () => {
  const tenMegabytes = Buffer.alloc(10 * 1024 * 1024, "a");

  test("an early refusal is read, though the server closes on us", async () => {
    const { url } = await byteServer((socket, received) => {
      if (received.length > 100_000 || !received.includes("\r\n\r\n")) return;
      socket.end("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig", () =>
        socket.destroy(),
      );
    });
    const http = probe(url);
    for (let i = 0; i < 20; i++) {
      const exchange = await http.send(post(tenMegabytes));
      expect(["answered", "closed"]).toContain(exchange.outcome);
      if (exchange.outcome === "answered")
        expect(exchange.response).toMatchObject({ status: 413, body: { text: "big" } });
    }
  });

  test("one that is read to its end is answered", async () => {
    const { url } = await byteServer((socket, received) => {
      if (received.length > tenMegabytes.length) socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    });
    const exchange = await probe(url).send(post(tenMegabytes));
    expect(exchange).toMatchObject({ outcome: "answered", response: { status: 400 } });
    expect(exchange.request.body).toMatchObject({ bytes: tenMegabytes.length, cut: true });
  });

  test("a connection cut meanwhile is closed, not refused", async () => {
    const { url } = await byteServer((socket) => socket.resetAndDestroy());
    expect(await probe(url).send(post(tenMegabytes))).toMatchObject({ outcome: "closed" });
  });
});
