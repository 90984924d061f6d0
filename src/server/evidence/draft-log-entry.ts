/**
 * From red to green: when a check passes that failed when it was asked before, an entry of the learning log is drafted. One
 * for each document, however many checks it turned green; never used as a story until the person has made it their own.
 */
import type pg from "pg";
import type { Failure } from "../../contract/verdict.ts";
import type { HashedEvidence } from "./keep-proofs.ts";
import { lightText, subjectOf } from "./subject-of.ts";

/** From a check to the skills that it takes part in proving. */
export type SkillsOfCheck = (check: string) => readonly string[];

interface Mended {
  check_id: string;
  hash: string;
  detail: Failure;
}

/** Called before the document's own proofs are noted. The id of the draft, or null where nothing was mended. */
export async function draftLogEntry(
  client: pg.ClientBase,
  account: string,
  { hash, evidence, skillsOf }: HashedEvidence & { skillsOf: SkillsOfCheck },
): Promise<string | null> {
  const passed = evidence.verdicts.filter(({ verdict }) => verdict === "passed").map(({ check }) => check);
  const { rows } = await client.query<Mended>(
    `select failed.check_id, failed.hash, failed.detail
     from proof as failed
     left join proof as passed
       on passed.account = failed.account
      and passed.subject = failed.subject
      and passed.check_id = failed.check_id
      and passed.moment = 'last-passed'
     where failed.account = $1
       and failed.subject = $2
       and failed.moment = 'last-failed'
       and failed.check_id = any($3)
       and failed.began_at < $4
       and (passed.began_at is null or passed.began_at < failed.began_at)`,
    [account, subjectOf(evidence).name, passed, new Date(evidence.beganAt)],
  );
  // In the order of the report, where what has to hold first comes first.
  const mended = passed.flatMap((check) => rows.find(({ check_id }) => check_id === check) ?? []);
  const [first, ...others] = mended;
  if (!first) return null;
  const entry = {
    tags: [],
    skills: [...new Set(mended.flatMap(({ check_id }) => skillsOf(check_id)))].slice(0, 30),
    check: first.check_id,
    evidence: [...new Set([...mended.map((one) => one.hash).slice(0, 28), hash])],
    broke: brokeOf(first, others),
    why: "",
    fixed: "",
    draft: true,
  };
  const { rows: drafted } = await client.query<{ id: string }>(
    `insert into log_entry (account, date, title, body)
     values ($1, ($2::timestamptz at time zone 'UTC')::date, $3, $4)
     returning id`,
    [account, new Date(evidence.beganAt), lightText(first.detail.headline) || first.check_id, JSON.stringify(entry)],
  );
  return drafted[0]?.id ?? null;
}

function brokeOf({ detail }: Mended, others: readonly Mended[]): string {
  const { headline, expected, seen } = detail;
  const parts = [headline, expected && `Expected: ${expected}`, seen && `Seen: ${seen}`];
  if (others.length > 0) parts.push(`Green since the same run: ${others.map(({ check_id }) => check_id).join(", ")}.`);
  return parts
    .filter(Boolean)
    .map((part) => part.slice(0, 4_000).toWellFormed().replaceAll("\0", "\u2400"))
    .join("\n\n");
}
