/**
 * A client that keeps to one connection for as long as the program lets it, as those behind a load balancer do. All its requests
 * go on that one, also those that change something; what ends it is for the caller to judge, with what `kept` says.
 */
import { Agent } from "node:http";
import type { Exchange } from "../../../contract/recording.ts";
import type { Operation } from "../../../contract/surface.ts";
import type { Track } from "../../recorder.ts";
import { answerLimitMs, type CallOptions } from "../../scenario.ts";
import { attemptExchange } from "./attempt.ts";
import { recordExchange } from "./http.ts";
import { requestOfOperation } from "./request-of-operation.ts";

export interface OneConnection {
  /** Whether the next request goes on a connection on which something was answered before. */
  readonly kept: boolean;
  call(operation: Operation, options: CallOptions): Promise<Exchange>;
  close(): void;
}

export function openOneConnection(target: {
  url: string;
  track: Track;
  signal: AbortSignal;
  /** Of whoever asks, for operations that are secured. */
  credentials: Record<string, string>;
}): OneConnection {
  const { track, signal, credentials } = target;
  const base = new URL(target.url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    get kept() {
      const sockets = [...Object.values(agent.freeSockets), ...Object.values(agent.sockets)].flat();
      return sockets.some((socket) => socket?.writable);
    },
    async call(operation, options) {
      signal.throwIfAborted();
      const spec = requestOfOperation(operation, options);
      const body = spec.body === undefined ? undefined : Buffer.from(spec.body);
      const length = body || operation.method !== "GET" ? { "content-length": String(body?.length ?? 0) } : {};
      const headers = Object.entries({
        ...{ host: base.host, "user-agent": "seaworthy", accept: "*/*", connection: "keep-alive", ...length },
        ...(operation.secured ? credentials : {}),
        ...spec.headers,
      });
      const limitMs = spec.limitMs ?? answerLimitMs;
      const at = track.now();
      const { method, url } = spec;
      const attempt = await attemptExchange({
        ...{ base, method, target: url, headers, agent, limitMs, signal },
        ...(body ? { body } : {}),
      });
      signal.throwIfAborted();
      return recordExchange(track, { ...spec, headers, body, limitMs, at, attempt });
    },
    close: () => agent.destroy(),
  };
}
