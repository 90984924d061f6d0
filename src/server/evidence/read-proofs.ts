/**
 * What is proven, by which run, when, and how fresh that is: read from the notes beside the evidence, never from history.
 */
import type pg from "pg";
import { version } from "../../base/version.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import {
  type CheckTitles,
  type JudgedSubject,
  type Proof,
  type ProofReport,
  type ProofState,
  type ProvenSkill,
  proofStates,
} from "../../contract/api/evidence.ts";
import { demonstrationProject } from "../../contract/evidence.ts";
import { freshnessOf } from "../../evidence/freshness.ts";
import { listEvidence } from "./sql.ts";

interface ProofRow {
  subject: string;
  check_id: string;
  moment: "first-passed" | "last-passed" | "last-failed";
  began_at: Date;
  hash: string;
  tree: string | null;
  contract: string;
  judge: string;
  guided: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: what was measured or how it failed, as keep-proofs.ts wrote it
  detail: any;
}

interface SubjectRow {
  name: string;
  project: string | null;
  title: string;
  documents: number;
  began_at: Date;
  hash: string;
  tree: string | null;
  contract: string;
  whole_at: Date | null;
  whole_hash: string | null;
}

/** How many of the newest documents the page shows before it is asked for more. */
const recentDocuments = 10;

export async function readProofReport(
  pool: pg.Pool,
  account: string,
  { catalog, titles }: { catalog: Pick<Catalog, "skills">; titles: Readonly<Record<string, CheckTitles>> },
): Promise<ProofReport> {
  const [subjects, moments, recent] = await Promise.all([
    pool.query<SubjectRow>(
      `select name, project, title, documents, began_at, hash, tree, contract, whole_at, whole_hash
       from subject
       where account = $1
       order by began_at desc, name`,
      [account],
    ),
    pool.query<ProofRow>(
      `select subject, check_id, moment, began_at, hash, tree, contract, judge, guided, detail
       from proof
       where account = $1
       order by subject, check_id`,
      [account],
    ),
    listEvidence(pool, account, { limit: recentDocuments }),
  ]);
  const proofs = proofsOf(moments.rows, subjects.rows);
  // The program and what mends it were supplied: shown, but nobody's skill.
  const skills = skillsOf(
    catalog,
    proofs.filter(({ subject }) => subject !== demonstrationProject),
  );
  const named = new Set([...proofs.map(({ check }) => check), ...skills.flatMap(({ checks }) => checks)]);
  return {
    judge: version,
    documents: subjects.rows.reduce((sum, { documents }) => sum + documents, 0),
    skills,
    proofs,
    checks: Object.fromEntries([...named].flatMap((id) => (titles[id] ? [[id, titles[id]]] : []))),
    subjects: subjects.rows.map(judgedSubjectOf),
    recent,
  };
}

function proofsOf(rows: readonly ProofRow[], subjects: readonly SubjectRow[]): Proof[] {
  const bySubject = new Map(subjects.map((subject) => [subject.name, subject]));
  const grouped = new Map<string, ProofRow[]>();
  for (const row of rows) {
    const key = `${row.subject} ${row.check_id}`;
    grouped.set(key, [...(grouped.get(key) ?? []), row]);
  }
  return [...grouped.values()].map((group) => {
    const [{ subject, check_id }] = group as [ProofRow];
    const at = (moment: ProofRow["moment"]) => group.find((row) => row.moment === moment);
    const [first, passed, failed] = [at("first-passed"), at("last-passed"), at("last-failed")];
    const { tree = null, contract = "" } = bySubject.get(subject) ?? {};
    const seen = { lastPassed: passed && seenOn(passed), lastFailed: failed && seenOn(failed) };
    return {
      check: check_id,
      subject,
      ...freshnessOf(seen, { tree, contract, judge: version }),
      firstPassed: first ? momentOf(first) : null,
      lastPassed: passed ? { ...momentOf(passed), guided: passed.guided, measured: passed.detail ?? {} } : null,
      lastFailed: failed ? { ...momentOf(failed), headline: failed.detail?.headline ?? "" } : null,
    };
  });
}

const momentOf = ({ began_at, hash }: Pick<ProofRow, "began_at" | "hash">) => ({
  beganAt: began_at.toISOString(),
  hash,
});

const seenOn = ({ began_at, tree, contract, judge }: ProofRow) => ({
  beganAt: began_at.toISOString(),
  ...{ tree, contract, judge },
});

/** Of every skill that checks can prove and of which at least one check was asked. */
function skillsOf({ skills }: Pick<Catalog, "skills">, proofs: readonly Proof[]): ProvenSkill[] {
  const byCheck = new Map<string, Proof[]>();
  for (const proof of proofs) byCheck.set(proof.check, [...(byCheck.get(proof.check) ?? []), proof]);
  const asked = [...skills.values()].filter(({ provenBy }) => provenBy.some((check) => byCheck.has(check)));
  return asked.map(({ id, title, provenBy }) => {
    const passes = provenBy.map((check) => (byCheck.get(check) ?? []).filter(({ firstPassed }) => firstPassed));
    const passed = passes.filter((list) => list.length > 0).length;
    const days = passes.map((list) => list.map(({ firstPassed }) => firstPassed?.beganAt ?? "").sort()[0] ?? "");
    const proven = passed === provenBy.length;
    // A check may be asked of several programs: the one where it stands best counts.
    const states = provenBy.map((check) => best((byCheck.get(check) ?? []).map(({ state }) => state)));
    return {
      skill: id,
      title,
      proven,
      state: worst(states.filter((state) => state !== null)),
      checks: provenBy,
      passed,
      since: proven ? (days.sort().at(-1) ?? null) : null,
    };
  });
}

const rank = (state: ProofState) => proofStates.indexOf(state);
const best = (states: readonly ProofState[]) => states.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
const worst = (states: readonly ProofState[]) => states.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;

function judgedSubjectOf(row: SubjectRow): JudgedSubject {
  const { name, project, title, documents, whole_at, whole_hash } = row;
  const whole = whole_at && whole_hash ? momentOf({ began_at: whole_at, hash: whole_hash }) : null;
  return { name, project, title, documents, last: momentOf(row), whole };
}
