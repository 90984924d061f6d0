/**
 * The report over an account's adverts: counted once, and again when an advert came or went, the day changed or the line did.
 */
import type pg from "pg";
import { countAdverts } from "../../career/adverts/count-adverts.ts";
import { readAdvert } from "../../career/adverts/read-advert.ts";
import type { Advert, AdvertReport } from "../../contract/advert.ts";
import type { Context } from "../ground/app.ts";
import { readAdvertStamp, readAdvertTexts } from "./sql.ts";

export interface CountedAdverts {
  report: AdvertReport;
  titles: Record<string, string>;
}

export async function countedAdverts(
  { pool, account, catalog, today }: Context,
  { line }: { line: number | undefined },
): Promise<CountedAdverts> {
  const day = today();
  const stamp = JSON.stringify([day, line, await readAdvertStamp(pool, account)]);
  const memory = memoryOf(pool, account);
  if (memory.counted?.stamp === stamp) return memory.counted;
  const kept = await readAdvertTexts(pool, account);
  const read = new Map<string, Advert>();
  // Reading is most of the work, and depends on the text alone.
  for (const advert of kept) read.set(advert.text, memory.read.get(advert.text) ?? readAdvert(advert));
  memory.read = read;
  const adverts = kept.map((one) => ({ ...(read.get(one.text) as Advert), addedOn: one.addedOn }));
  const report = countAdverts(adverts, catalog, { today: day, line });
  const titles = Object.fromEntries(adverts.map(({ id, title }) => [id, title]));
  memory.counted = { stamp, report, titles };
  return memory.counted;
}

interface Memory {
  read: Map<string, Advert>;
  counted?: CountedAdverts & { stamp: string };
}

const memories = new WeakMap<pg.Pool, Map<string, Memory>>();

/** A person's adverts are a megabyte or so; a local app has one account, a shared server many. */
const mostAccounts = 20;

function memoryOf(pool: pg.Pool, account: string): Memory {
  const ofPool = memories.get(pool) ?? new Map<string, Memory>();
  memories.set(pool, ofPool);
  const memory = ofPool.get(account) ?? { read: new Map() };
  ofPool.delete(account);
  ofPool.set(account, memory);
  const [oldest] = ofPool.keys();
  if (ofPool.size > mostAccounts && oldest !== undefined) ofPool.delete(oldest);
  return memory;
}
