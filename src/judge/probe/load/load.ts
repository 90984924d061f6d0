/**
 * The load generator as scenarios use it: one thread for as many loads as are wanted, one after another.
 */
import { once } from "node:events";
import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { GeneratorData } from "./generator-thread.ts";
import type { LoadPlan, LoadResult } from "./load-plan.ts";

export interface Load {
  /** Rejects with the reason of the signal; then nothing is sent any more. */
  run(plan: LoadPlan): Promise<LoadResult>;
  close(): Promise<void>;
}

/** `url`: of a program on this machine. Everything ends with the signal. */
export async function startLoad(url: string, signal: AbortSignal): Promise<Load> {
  signal.throwIfAborted();
  const { hostname, port } = new URL(url);
  if (!["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    throw new Error(`no load for ${hostname}: only for this machine`);
  // ".ts" in the source, ".js" in what is published.
  const file = (name: string) => join(import.meta.dirname, name + extname(import.meta.filename));
  const workerData: GeneratorData = {
    target: { host: hostname.replace(/[[\]]/g, ""), port: Number(port) },
    pacerFile: file("pacer-thread"),
  };
  const worker = new Worker(file("generator-thread"), { workerData });
  const close = async () => {
    signal.removeEventListener("abort", close);
    await worker.terminate();
  };
  signal.addEventListener("abort", close, { once: true });
  const next = async (): Promise<unknown> => {
    const left = new AbortController();
    const any = AbortSignal.any([signal, left.signal]);
    try {
      const [message] = await Promise.race([
        once(worker, "message", { signal: any }),
        once(worker, "exit", { signal: any }).then(() => {
          throw new Error("the load generator ended");
        }),
      ]);
      return message;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      left.abort();
    }
  };
  try {
    await next();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    run: async (plan) => {
      worker.postMessage(plan);
      return (await next()) as LoadResult;
    },
    close,
  };
}
