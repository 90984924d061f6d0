import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { Histogram } from "./histogram.ts";
import { startLoad } from "./load.ts";
import type { Counts, LoadPlan, LoadResult } from "./load-plan.ts";

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function loadOn(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  plan: Partial<LoadPlan>,
): Promise<LoadResult> {
  const server = createServer(handle).listen(0, "127.0.0.1");
  ends.push(() => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()));
  await new Promise((resolve) => server.once("listening", resolve));
  const load = await startLoad(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    new AbortController().signal,
  );
  ends.push(load.close);
  return load.run({
    requests: [{ bytes: Buffer.from("GET /things HTTP/1.1\r\nhost: x\r\n\r\n"), kind: 7, wanted: false }],
    ...{ perSecond: 200, durationMs: 500, mostConnections: 50, patienceMs: 2_000, drainMs: 1_000, mostKept: 0 },
    ...plan,
  });
}

const percentile = ({ counts, maxMs }: Counts, share: number) => Histogram.from(counts, maxMs).percentileMs(share);

it("sends as many requests as are due, and no more", async () => {
  let served = 0;
  const result = await loadOn((_, response) => {
    served++;
    response.end("ok");
  }, {});
  expect(result).toMatchObject({ planned: 100, sent: 100, byOutcome: { ok: 100 }, byStatus: { "200": 100 } });
  expect(served).toBe(100);
});

it("charges a stall to everybody who came meanwhile", async () => {
  let stalled = false;
  const result = await loadOn(
    (_, response) => {
      if (!stalled) {
        stalled = true;
        // The whole server stands still, as in a long collection of garbage.
        const until = performance.now() + 300;
        while (performance.now() < until);
      }
      response.end();
    },
    { perSecond: 100, durationMs: 600, mostConnections: 1 },
  );
  // Thirty of sixty were due within the stall, and waited for 150 ms on average; one closed client would have seen one slow answer.
  expect(percentile(result.latencyOfOk, 0.6)).toBeGreaterThan(20);
  expect(percentile(result.latencyOfOk, 0.9)).toBeGreaterThan(150);
  // That was not the generator's doing.
  expect(result.planned).toBe(60);
});

it("tells refusals, errors, wrong answers and closed connections apart, and shows the first of each", async () => {
  let turn = 0;
  const result = await loadOn((_, response) => {
    const kind = turn++ % 5;
    if (kind === 4) response.destroy();
    else response.writeHead([200, 503, 500, 404][kind] as number, { connection: "close" }).end(`number ${kind}`);
  }, {});
  expect(result.byOutcome).toMatchObject({ ok: 20, refused: 20, failed: 20, wrong: 20, closed: 20 });
  const failed = result.firsts.find(({ outcome }) => outcome === "failed");
  expect(failed).toMatchObject({ kind: 7, status: 500 });
  expect(failed?.text).toContain("number 2");
});

it("gives up when its patience is over, and hangs up", async () => {
  let gone = 0;
  const result = await loadOn((request) => request.on("close", () => gone++), {
    ...{ perSecond: 50, durationMs: 200, patienceMs: 300 },
  });
  expect(result.byOutcome.timeout).toBe(10);
  await expect.poll(() => gone).toBe(10);
});

it("opens no more connections than it may, and lets the clock of the others run", async () => {
  const result = await loadOn((_, response) => setTimeout(() => response.end(), 50), {
    ...{ perSecond: 100, durationMs: 500, mostConnections: 2, patienceMs: 20_000, drainMs: 20_000 },
  });
  expect(result.connections.most).toBe(2);
  expect(result.byOutcome.ok).toBe(50);
  // Forty a second are served, a hundred come.
  expect(percentile(result.latencyOfOk, 0.9)).toBeGreaterThan(400);
});

it("hands back the answers that are wanted, as many as there is room for", async () => {
  const result = await loadOn((_, response) => response.end('{"id":1}'), {
    requests: [{ bytes: Buffer.from("GET / HTTP/1.1\r\nhost: x\r\n\r\n"), kind: 3, wanted: true }],
    mostKept: 5,
  });
  expect(result.kept).toHaveLength(5);
  expect(result.kept[0]?.text).toContain('{"id":1}');
});

it("brings load to no other machine", async () => {
  await expect(startLoad("http://example.com", new AbortController().signal)).rejects.toThrow("only for this machine");
});

it("ends with the signal", async () => {
  const stop = new AbortController();
  const load = await startLoad("http://127.0.0.1:9", stop.signal);
  ends.push(load.close);
  const running = load.run({
    requests: [{ bytes: Buffer.from("x"), kind: 0, wanted: false }],
    ...{ perSecond: 10, durationMs: 60_000, mostConnections: 2, patienceMs: 1_000, drainMs: 0, mostKept: 0 },
  });
  setTimeout(() => stop.abort(new Error("enough")), 50);
  await expect(running).rejects.toThrow("enough");
});
