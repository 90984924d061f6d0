/**
 * The plan of an account, made from its rows. Never stored: it is made again when something that it rests on has changed, and
 * kept in memory until then, so that each page can ask for it.
 */
import type pg from "pg";
import { type PlanOfRecords, planFromRecords, type Records } from "../../career/plan-from-records.ts";
import { privateSchema } from "../../contract/person.ts";
import { readAdvertTexts } from "../adverts/sql.ts";
import { readDocument } from "../documents/sql.ts";
import { type KeptOutline, readEvidenceOutlines } from "../evidence/read-outlines.ts";
import type { Context } from "../ground/app.ts";
import { HttpProblem } from "../ground/problems.ts";
import { readProgressRows } from "../sessions/sql.ts";
import { readPlanStamp } from "./sql.ts";

export interface AccountPlan extends PlanOfRecords, Omit<Records, "adverts" | "evidence"> {
  evidence: readonly KeptOutline[];
}

/** 404 before the first run is through. */
export async function planOf(context: Context): Promise<AccountPlan> {
  const { pool, account } = context;
  const today = context.today();
  // The stamp first: what changes while the rows are read makes the next stamp another one.
  const stamp = `${today} ${await readPlanStamp(pool, account)}`;
  const plans = plansOf(pool);
  const kept = plans.get(account);
  if (kept?.stamp === stamp) return kept.plan;
  const plan = makeFromRows(context, today);
  keep(plans, account, { stamp, plan });
  // A plan that could not be made is tried again at the next asking.
  plan.catch(() => {
    if (plans.get(account)?.plan === plan) plans.delete(account);
  });
  return plan;
}

async function makeFromRows({ pool, account, catalog }: Context, today: string): Promise<AccountPlan> {
  const [person, secret, adverts, evidence, progress] = await Promise.all([
    readDocument(pool, account, "person"),
    readDocument(pool, account, "private"),
    readAdvertTexts(pool, account),
    readEvidenceOutlines(pool, account),
    readProgressRows(pool, account, today),
  ]);
  if (!person) {
    throw new HttpProblem(404, "There is no plan yet", { fix: "answer the three questions of the first run" });
  }
  const base = { catalog, person: person.body, private: secret?.body ?? privateSchema.parse({}), progress, today };
  return { ...base, evidence, ...planFromRecords({ ...base, adverts, evidence }) };
}

interface Kept {
  stamp: string;
  plan: Promise<AccountPlan>;
}

const byPool = new WeakMap<pg.Pool, Map<string, Kept>>();

function plansOf(pool: pg.Pool): Map<string, Kept> {
  const plans = byPool.get(pool) ?? new Map<string, Kept>();
  byPool.set(pool, plans);
  return plans;
}

/** A plan and what it was made from are half a megabyte or so; a local app has one account, a shared server many. */
const mostKept = 50;

function keep(plans: Map<string, Kept>, account: string, kept: Kept): void {
  plans.delete(account);
  plans.set(account, kept);
  const [oldest] = plans.keys();
  if (plans.size > mostKept && oldest !== undefined) plans.delete(oldest);
}
