/**
 * What the server is made from, and what each of its resources is given.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type pg from "pg";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Hint } from "../../contract/api/home.ts";
import type { RunJudge } from "../runs/run-judge.ts";
import type { Log } from "./request-log.ts";

export interface ServerOptions {
  pool: pg.Pool;
  catalog: Catalog;
  /** What a client must know: `Authorization: Bearer <key>`. */
  key: string;
  /** Whose rows these are. */
  account: string;
  /** Host names by which it may be called. */
  hosts: readonly string[];
  /** "2026-11-20", where the person is. */
  today: () => string;
  /** Has programs judged; absent on a hosted server, which starts none. */
  judge?: RunJudge;
  /** What keeps a part of the app from working on this machine, now. */
  hints?: () => readonly Hint[];
  /** Where everything that is kept lies on this machine, for its owner to see. */
  keptIn?: string;
  /** Where the built web app lies. Absent: an API alone. */
  webFolder?: string;
  /** Told after each request that changed something. */
  changed?: () => void;
  /** Takes one line of JSON for each request. */
  log?: Log;
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What a resource's routes are given. */
export type Context = Pick<ServerOptions, "pool" | "catalog" | "account" | "today">;
