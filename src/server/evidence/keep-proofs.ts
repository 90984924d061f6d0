/**
 * What a document proves, noted beside what was noted before: of each check the first and the last pass and the last
 * failure. The order in which documents come does not matter; the order in which the runs began does.
 */
import type pg from "pg";
import { type Evidence, isWholeRun } from "../../contract/evidence.ts";
import type { Verdict } from "../../contract/verdict.ts";
import { lightText, subjectOf } from "./subject-of.ts";

export interface HashedEvidence {
  hash: string;
  evidence: Evidence;
}

/** Within a transaction that also kept the documents themselves. */
export async function keepProofs(
  client: pg.ClientBase,
  account: string,
  documents: readonly HashedEvidence[],
): Promise<void> {
  for (const document of documents) {
    await keepSubject(client, account, document);
    await keepMoments(client, account, document);
  }
}

async function keepSubject(client: pg.ClientBase, account: string, { hash, evidence }: HashedEvidence): Promise<void> {
  const { name, project } = subjectOf(evidence);
  const { contract, subject, beganAt } = evidence;
  const whole = wholeIn(evidence);
  await client.query(
    `insert into subject as kept (
       account, name, project, title, documents, began_at, hash, tree, contract, whole_at, whole_hash,
       whole_check
     )
     values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11)
     on conflict (account, name) do update
     set documents = kept.documents + 1,
         (whole_at, whole_hash, whole_check) = (
           select first.at, first.hash, first.check_id
           from (values
             (kept.whole_at, kept.whole_hash, kept.whole_check),
             (excluded.whole_at, excluded.whole_hash, excluded.whole_check)
           ) as first (at, hash, check_id)
           order by first.at nulls last, first.hash
           limit 1
         ),
         (title, began_at, hash, tree, contract) = (
           select newest.title, newest.began_at, newest.hash, newest.tree, newest.contract
           from (values
             (kept.title, kept.began_at, kept.hash, kept.tree, kept.contract),
             (excluded.title, excluded.began_at, excluded.hash, excluded.tree, excluded.contract)
           ) as newest (title, began_at, hash, tree, contract)
           order by newest.began_at desc, newest.hash desc
           limit 1
         )`,
    [
      account,
      name,
      project,
      lightText(contract.title),
      new Date(beganAt),
      hash,
      subject.tree && lightText(subject.tree),
      lightText(contract.version),
      whole === undefined ? null : new Date(beganAt),
      whole === undefined ? null : hash,
      whole ?? null,
    ],
  );
}

/** Of a whole run in which nothing failed, one check that passed. */
function wholeIn({ scope, verdicts }: Evidence): string | undefined {
  if (!isWholeRun({ scope }) || verdicts.some(({ verdict }) => verdict === "failed")) return undefined;
  return verdicts.find(({ check, verdict }) => verdict === "passed" && isCheckId(check))?.check;
}

interface Moment {
  check: string;
  moment: "first-passed" | "last-passed" | "last-failed";
  guided: boolean;
  detail: string | null;
}

async function keepMoments(client: pg.ClientBase, account: string, { hash, evidence }: HashedEvidence): Promise<void> {
  const moments = momentsOf(evidence);
  if (moments.length === 0) return;
  // Of equals in time the hash decides, so that every order of arrival comes to the same.
  await client.query(
    `insert into proof as kept (
       account, subject, check_id, moment, began_at, hash, tree, contract, judge, guided, detail
     )
     select $1, $2, said.check_id, said.moment, $3, $4, $5, $6, $7, said.guided, said.detail::json
     from unnest($8::text[], $9::text[], $10::boolean[], $11::text[]) as said (check_id, moment, guided, detail)
     on conflict (account, subject, check_id, moment) do update
     set began_at = excluded.began_at,
         hash = excluded.hash,
         tree = excluded.tree,
         contract = excluded.contract,
         judge = excluded.judge,
         guided = excluded.guided,
         detail = excluded.detail
     where case kept.moment
       when 'first-passed' then (excluded.began_at, excluded.hash) < (kept.began_at, kept.hash)
       else (excluded.began_at, excluded.hash) > (kept.began_at, kept.hash)
     end`,
    [
      account,
      subjectOf(evidence).name,
      new Date(evidence.beganAt),
      hash,
      evidence.subject.tree && lightText(evidence.subject.tree),
      lightText(evidence.contract.version),
      lightText(evidence.judge),
      moments.map(({ check }) => check),
      moments.map(({ moment }) => moment),
      moments.map(({ guided }) => guided),
      moments.map(({ detail }) => detail),
    ],
  );
}

function momentsOf({ verdicts, help }: Evidence): Moment[] {
  // A document that names a check twice is none of ours; the last word counts, and the database is asked once.
  const last = new Map(verdicts.filter(({ check }) => isCheckId(check)).map((verdict) => [verdict.check, verdict]));
  return [...last.values()].flatMap((verdict): Moment[] => {
    const guided = help.includes(`guided: ${verdict.check}`);
    const told = { check: verdict.check, guided, detail: detailOf(verdict) };
    if (verdict.verdict === "passed")
      return [
        { ...told, moment: "first-passed" },
        { ...told, moment: "last-passed" },
      ];
    return verdict.verdict === "failed" ? [{ ...told, guided: false, moment: "last-failed" }] : [];
  });
}

/** The name of a file in src/judge/checks/, now or once. */
const isCheckId = (check: string) => /^[a-z0-9-]{1,100}$/.test(check);

function detailOf(verdict: Verdict): string | null {
  if (verdict.verdict === "passed") return verdict.measured ? JSON.stringify(verdict.measured) : null;
  return verdict.verdict === "failed" ? JSON.stringify(verdict.failure) : null;
}
