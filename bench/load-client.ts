/**
 * Our generator as a process of its own, as the other generators are: `node load-client.ts <url> <rate> <seconds> <connections>`
 * prints what it measured as JSON.
 */
import { Histogram } from "../src/judge/probe/load/histogram.ts";
import { startLoad } from "../src/judge/probe/load/load.ts";

const [url = "", rate, seconds, connections] = process.argv.slice(2);
const load = await startLoad(url, new AbortController().signal);
const request = Buffer.from(`GET / HTTP/1.1\r\nhost: ${new URL(url).host}\r\n\r\n`);
const durationMs = Number(seconds) * 1_000;
const plan = {
  requests: [{ bytes: request, kind: 0, wanted: false }],
  mostConnections: Number(connections),
  patienceMs: 60_000,
  mostKept: 0,
};
await load.run({ ...plan, perSecond: 500, durationMs: 500, drainMs: 1_000 });
const result = await load.run({ ...plan, perSecond: Number(rate), durationMs, drainMs: 0 });
await load.close();
const latency = Histogram.from(result.latencyOfOk.counts, result.latencyOfOk.maxMs);
const lateness = Histogram.from(result.lateness.counts, result.lateness.maxMs);
process.stdout.write(
  JSON.stringify({
    perSecond: (result.byOutcome.ok / result.drainedMs) * 1_000,
    ...{ p50Ms: latency.percentileMs(0.5), p99Ms: latency.percentileMs(0.99), p999Ms: latency.percentileMs(0.999) },
    latenessP50Ms: lateness.percentileMs(0.5),
    latenessP99Ms: lateness.percentileMs(0.99),
  }),
);
