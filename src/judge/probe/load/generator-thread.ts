/**
 * The generator's thread: takes a plan, answers with its result. Beside it a second thread, which does nothing but wait
 * precisely: an event loop can be woken for whole milliseconds only, and one that polls in between would burn a core
 * that the program under load needs.
 */
import { MessageChannel, parentPort, Worker, workerData } from "node:worker_threads";
import { generate, type Pacer } from "./generator.ts";
import type { LoadPlan } from "./load-plan.ts";

export interface GeneratorData {
  target: { host: string; port: number };
  /** File of the pacer's thread. */
  pacerFile: string;
}

const { target, pacerFile } = workerData as GeneratorData;
const port = parentPort;
if (!port) throw new Error("this is the file of a thread, see load.ts");

const pacer = startPacer(pacerFile);
port.on("message", async (plan: LoadPlan) => {
  port.postMessage(await generate(target, plan, pacer));
});
port.postMessage("ready");

function startPacer(file: string): Pacer {
  const { port1, port2 } = new MessageChannel();
  /** [0] the number of the wait that is on, 0 for none; [1] 1 while a tick is on its way. */
  const state = new Int32Array(new SharedArrayBuffer(8));
  new Worker(file, { workerData: { port: port2, state }, transferList: [port2] }).unref();
  let onTick = () => {};
  port1.on("message", () => {
    Atomics.store(state, 1, 0);
    onTick();
  });
  let number = 0;
  return {
    start(firstAt, everyMs, tick) {
      onTick = tick;
      Atomics.store(state, 0, ++number);
      port1.postMessage({ number, firstAt, everyMs });
    },
    stop() {
      onTick = () => {};
      Atomics.store(state, 0, 0);
      Atomics.notify(state, 0);
    },
  };
}
