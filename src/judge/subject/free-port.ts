/**
 * Ports that are free, and that nobody else in this run, nor another run on this machine, is given at the same time.
 */
import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";

/**
 * Below the ephemeral range of Linux (32768–60999) and macOS (49152–65535): an outgoing connection of anybody can then
 * never sit on a port between our asking and the listening, nor on one that a proxy has let go of for a while. The few
 * services that live here are seen by trying.
 */
const lowest = 10_000;
const highest = 32_767;

const handedOut = new Map<number, Server | undefined>();

export async function freePort(): Promise<number> {
  // 200 attempts: even with a hundred instances at once nearly every first attempt succeeds.
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(lowest, highest + 1);
    if (handedOut.has(port)) continue;
    handedOut.set(port, undefined);
    const lock = await lockBetweenRuns(port);
    if (lock !== "taken" && (await canListen(port, "127.0.0.1")) && (await canListen(port, "0.0.0.0"))) {
      handedOut.set(port, lock);
      return port;
    }
    if (lock !== "taken") lock?.close();
    handedOut.delete(port);
  }
  throw new Error(`no free port was found between ${lowest} and ${highest}`);
}

/** May be handed out again. */
export function releasePort(port: number): void {
  handedOut.get(port)?.close();
  handedOut.delete(port);
}

/**
 * A name in Linux' abstract socket namespace, held as long as the port is reserved: two judges side by side never choose
 * the same port, and nothing is left on disk when one of them is killed. Other systems go without.
 */
async function lockBetweenRuns(port: number): Promise<Server | undefined | "taken"> {
  if (process.platform !== "linux") return undefined;
  return (await listen({ path: `\0seaworthy-port-${port}` })) ?? "taken";
}

async function canListen(port: number, host: string): Promise<boolean> {
  const server = await listen({ port, host, exclusive: true });
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  return server !== undefined;
}

function listen(
  options: { path: string } | { port: number; host: string; exclusive: true },
): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(options, () => resolve(server));
    server.unref();
  });
}
