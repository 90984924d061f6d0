/**
 * The server that load generators are measured on, as a process of its own: raw sockets and one fixed answer, so that it
 * is quicker than any of them. With delays it waits before each answer and keeps how long it really waited, from when the
 * request was read to when the answer was written: what a generator should have seen.
 *
 * A message { delays } begins a round; { end } is answered with the percentiles of that round.
 */
import { createServer, type Socket } from "node:net";
import { Histogram } from "../src/judge/probe/load/histogram.ts";

/** In milliseconds, drawn in turn; empty: no waiting. */
let delays: number[] = [];
let turn = 0;
let waited = new Histogram();

const body = JSON.stringify({ id: 1, description: "x".repeat(150) });
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
);
const endOfHead = Buffer.from("\r\n\r\n");

const server = createServer({ noDelay: true }, (socket) => {
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    for (let at = chunk.indexOf(endOfHead); at !== -1; at = chunk.indexOf(endOfHead, at + 4)) reply(socket);
  });
});

function reply(socket: Socket): void {
  const delayMs = delays[turn++ % Math.max(1, delays.length)];
  if (delayMs === undefined) {
    socket.write(answer);
    return;
  }
  const readAt = performance.now();
  setTimeout(() => {
    waited.record(performance.now() - readAt);
    socket.write(answer);
  }, delayMs);
}

process.on("message", (message: { delays?: number[]; end?: true }) => {
  if (message.delays) {
    delays = message.delays;
    turn = 0;
    waited = new Histogram();
    process.send?.({ begun: true });
  }
  if (message.end) {
    process.send?.({
      count: waited.total,
      p50Ms: waited.percentileMs(0.5),
      p99Ms: waited.percentileMs(0.99),
      p999Ms: waited.percentileMs(0.999),
    });
  }
});
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as { port: number }).port }));
