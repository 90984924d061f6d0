/**
 * A judge that starts and stops copies of hostile programs until it is killed. Started by left-behind.test.ts.
 */
import { join } from "node:path";
import { startCluster } from "../../src/judge/probe/postgres/cluster.ts";
import { startSweeper } from "../../src/judge/subject/sweeper.ts";
import { copiesOf, hostileFolder } from "./copies.ts";

const sweeper = startSweeper();
process.stdout.write(`${sweeper.run.id} ${sweeper.pid}\n`);
const stop = new AbortController();

async function startAndStopForEver(programs: string[]): Promise<void> {
  const cluster = await startCluster({ sweeper, signal: stop.signal });
  try {
    for (let i = 0; !stop.signal.aborted; i++) {
      const folder = join(hostileFolder, programs[i % programs.length] as string);
      const copies = copiesOf(folder, { cluster, sweeper }, {}, stop.signal);
      try {
        const both = await Promise.all([
          copies.start("a", { readyWithinMs: 200 }),
          copies.start("b", { readyWithinMs: 400 }),
        ]);
        await both[0].process.kill();
      } finally {
        await copies.stopAll();
      }
    }
  } finally {
    await cluster.stop();
  }
}

// As the command line does it: the first Ctrl-C ends everything in good order.
process.on("SIGINT", () => stop.abort(new Error("interrupted")));
try {
  await startAndStopForEver(process.argv.slice(2));
} catch (error) {
  if (!stop.signal.aborted) throw error;
} finally {
  await sweeper.close();
}
