/**
 * Evidence as the server keeps it: the list of documents, one document, and what all of them together prove.
 */
import * as z from "zod";
import { evidenceSchema } from "../evidence.ts";
import { pageOf, pageQuerySchema } from "./paging.ts";

/** SHA-256 of the document's canonical JSON (RFC 8785), in lower-case hex. */
export const evidenceHashSchema = z.string().regex(/^[0-9a-f]{64}$/, "is not the hash of a document");

const instant = z.iso.datetime();

/** What a list says of a document. */
export const evidenceSummarySchema = z.object({
  hash: evidenceHashSchema,
  beganAt: instant,
  project: z.string().nullable(),
  /** Which program: the project's id, or `own:` and the title of its API. */
  subject: z.string(),
  title: z.string(),
  contract: z.string(),
  judge: z.string(),
  seed: z.string(),
  /** `part`: only some checks were asked for by name. */
  scope: z.enum(["full", "fast", "production", "part"]),
  durationMs: z.number(),
  commit: z.string().nullable(),
  dirty: z.boolean(),
  language: z.string().nullable(),
  passed: z.int(),
  failed: z.int(),
  unclear: z.int(),
  notApplicable: z.int(),
  /** Passes after the last hint was opened. */
  guided: z.int(),
});
export type EvidenceSummary = z.infer<typeof evidenceSummarySchema>;

export const evidencePageSchema = pageOf(evidenceSummarySchema);

export const evidenceQuerySchema = pageQuerySchema.extend({
  /** Only documents of this program. */
  subject: z.string().max(300).optional(),
});

/** 201: kept now. 200: it was kept before, and nothing changed. */
export const evidenceKeptSchema = z.object({
  hash: evidenceHashSchema,
  /** The draft in the learning log, where this document shows as mended what the one before it showed as broken. */
  drafted: z.uuid().nullable(),
});
export type EvidenceKept = z.infer<typeof evidenceKeptSchema>;

/** For people: what a check is called. Absent for a check that this version does not know. */
export const checkTitlesSchema = z.object({
  passed: z.string(),
  failed: z.string(),
  severity: z.enum(["critical", "major", "minor"]),
});
export type CheckTitles = z.infer<typeof checkTitlesSchema>;

export const evidenceDetailSchema = z.object({
  summary: evidenceSummarySchema,
  document: evidenceSchema,
  checks: z.record(z.string(), checkTitlesSchema),
  /** Skills that each check takes part in proving. */
  skills: z.array(z.object({ skill: z.string(), title: z.string(), checks: z.array(z.string()) })),
  /** The documents of the same program before and after this one. */
  older: evidenceHashSchema.nullable(),
  newer: evidenceHashSchema.nullable(),
  /** Whether a re-run from the commit can bear it out, and if not, why not. */
  verify: z.object({ possible: z.boolean(), why: z.string() }),
});
export type EvidenceDetail = z.infer<typeof evidenceDetailSchema>;

/**
 * fresh: passed, on the program, contract and judge as they were last seen. stale: passed, and one of them is another one
 * now. broken: passed once, and failed when it was last asked. failing: never passed.
 */
export const proofStates = ["fresh", "stale", "broken", "failing"] as const;
export const proofStateSchema = z.enum(proofStates);
export type ProofState = z.infer<typeof proofStateSchema>;

const moment = z.object({ beganAt: instant, hash: evidenceHashSchema });

export const proofSchema = z.object({
  check: z.string(),
  subject: z.string(),
  state: proofStateSchema,
  /** One sentence for every state but fresh. */
  why: z.string().nullable(),
  firstPassed: moment.nullable(),
  lastPassed: moment
    .extend({ guided: z.boolean(), measured: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  lastFailed: moment.extend({ headline: z.string() }).nullable(),
});
export type Proof = z.infer<typeof proofSchema>;

export const provenSkillSchema = z.object({
  skill: z.string(),
  title: z.string(),
  /** proven: every check that proves it has passed. How fresh that is, is the worst of its checks. */
  proven: z.boolean(),
  state: proofStateSchema.nullable(),
  /** The checks that prove it. */
  checks: z.array(z.string()),
  passed: z.int(),
  /** When the last of its checks passed for the first time. */
  since: instant.nullable(),
});
export type ProvenSkill = z.infer<typeof provenSkillSchema>;

export const judgedSubjectSchema = z.object({
  name: z.string(),
  project: z.string().nullable(),
  title: z.string(),
  documents: z.int(),
  last: moment,
  /** The first full run in which nothing failed. */
  whole: moment.nullable(),
});
export type JudgedSubject = z.infer<typeof judgedSubjectSchema>;

/** All that the evidence page shows first. */
export const proofReportSchema = z.object({
  judge: z.string(),
  documents: z.int(),
  skills: z.array(provenSkillSchema),
  proofs: z.array(proofSchema),
  checks: z.record(z.string(), checkTitlesSchema),
  subjects: z.array(judgedSubjectSchema),
  /** The newest documents: the first page of the list. */
  recent: evidencePageSchema,
});
export type ProofReport = z.infer<typeof proofReportSchema>;
