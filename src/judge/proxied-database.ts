/**
 * A database of a running copy of the subject, with the wire proxy that the program reaches it by.
 */
import type { Cluster, ClusterDatabase } from "./probe/postgres/cluster.ts";
import { startProxy, type WireProxy } from "./probe/postgres/proxy.ts";
import type { Track } from "./recorder.ts";
import type { Database, Fault } from "./scenario.ts";

export async function createProxiedDatabase(cluster: Cluster, track: Track): Promise<ProxiedDatabase> {
  const database = await cluster.createDatabase();
  try {
    const proxy = await startProxy({
      upstream: cluster.address,
      database: database.name,
      track,
      query: (sql) => database.query(sql),
    });
    return new ProxiedDatabase(cluster, database, proxy);
  } catch (error) {
    await database.drop();
    throw error;
  }
}

export class ProxiedDatabase implements Database {
  readonly name: string;
  readonly url: string;
  /** Past the proxy: seen by nobody, met by no fault. */
  readonly directUrl: string;
  readonly #database: ClusterDatabase;
  readonly #proxy: WireProxy;

  constructor(cluster: Cluster, database: ClusterDatabase, proxy: WireProxy) {
    this.#database = database;
    this.#proxy = proxy;
    this.name = database.name;
    this.url = database.urlVia(proxy.port);
    this.directUrl = database.urlVia(cluster.port);
  }

  get openConnections(): number {
    return this.#proxy.openConnections;
  }

  fault(fault: Fault): Promise<() => Promise<void>> {
    return this.#proxy.fault(fault);
  }

  endFault(): Promise<void> {
    return this.#proxy.endFault();
  }

  query(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return this.#database.query(sql, parameters);
  }

  async remove(): Promise<void> {
    await this.#proxy.close();
    await this.#database.drop();
  }
}
