/**
 * Evidence: taken in, listed, read, handed out as it was kept; and what all of it proves. Never changed, never removed.
 */
import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { once } from "../../base/once.ts";
import {
  type CheckTitles,
  evidenceDetailSchema,
  evidenceHashSchema,
  evidenceKeptSchema,
  evidencePageSchema,
  evidenceQuerySchema,
  proofReportSchema,
} from "../../contract/api/evidence.ts";
import { type Evidence, evidenceSchema } from "../../contract/evidence.ts";
import { loadChecks } from "../../judge/registries.ts";
import type { App, Context } from "../ground/app.ts";
import { asTyped } from "../ground/as-typed.ts";
import { HttpProblem, notFound } from "../ground/problems.ts";
import { readProofReport } from "./read-proofs.ts";
import { keepEvidenceRow, listEvidence, readEvidenceRow, readEvidenceText, readNeighbours } from "./sql.ts";

const path = z.strictObject({ hash: evidenceHashSchema });

/** A production run of a hundred checks of which all fail, each twenty times, has two megabytes. */
const mostBytes = 8 * 1024 * 1024;

export function evidenceRoutes(app: App, { pool, account, catalog }: Context): void {
  const provenBy = new Map<string, string[]>();
  for (const { id, provenBy: checks } of catalog.skills.values())
    for (const check of checks) provenBy.set(check, [...(provenBy.get(check) ?? []), id]);

  app.get(
    "/api/evidence",
    {
      serializerCompiler: asTyped,
      schema: { querystring: evidenceQuerySchema, response: { 200: evidencePageSchema } },
    },
    ({ query }) => listEvidence(pool, account, query),
  );

  app.post(
    "/api/evidence",
    {
      bodyLimit: mostBytes,
      // A program may have answered NUL or half a character, and a failure quotes it.
      config: { anyText: true },
      preValidation: refuseOthers,
      schema: { body: evidenceSchema, response: { 200: evidenceKeptSchema, 201: evidenceKeptSchema } },
    },
    async ({ body }, reply) => {
      const { isNew, hash, drafted } = await keepEvidenceRow(pool, account, body, (check) => provenBy.get(check) ?? []);
      return reply
        .code(isNew ? 201 : 200)
        .header("location", `/api/evidence/${hash}`)
        .send({ hash, drafted });
    },
  );

  app.get(
    "/api/evidence/:hash",
    { schema: { params: path, response: { 200: evidenceDetailSchema } } },
    async ({ params }) => {
      const row = await readEvidenceRow(pool, account, params.hash);
      if (!row) throw notFound("evidence document");
      const { summary, body: document } = row;
      const [neighbours, titles] = await Promise.all([readNeighbours(pool, account, summary), checkTitles()]);
      const checks = new Set(document.verdicts.map(({ check }) => check));
      const skills = [...catalog.skills.values()]
        .map(({ id, title, provenBy: all }) => ({ skill: id, title, checks: all.filter((check) => checks.has(check)) }))
        .filter((skill) => skill.checks.length > 0);
      const named = Object.fromEntries(Object.entries(titles).filter(([id]) => checks.has(id)));
      return { summary, document, checks: named, skills, ...neighbours, verify: verifiable(document) };
    },
  );

  app.get("/api/evidence/:hash/document", { schema: { params: path } }, async ({ params: { hash } }, reply) => {
    const text = await readEvidenceText(pool, account, hash);
    if (text === undefined) throw notFound("evidence document");
    return reply
      .header("content-type", "application/json; charset=utf-8")
      .header("content-disposition", `attachment; filename="seaworthy-evidence-${hash.slice(0, 12)}.json"`)
      .serializer((whole: unknown) => whole as string)
      .send(text as never);
  });

  app.get("/api/proofs", { serializerCompiler: asTyped, schema: { response: { 200: proofReportSchema } } }, async () =>
    readProofReport(pool, account, { catalog, titles: await checkTitles() }),
  );
}

/** One line for what is no evidence at all, or of another version, rather than a list of every member that is missing. */
async function refuseOthers({ body }: FastifyRequest): Promise<void> {
  const isDocument = typeof body === "object" && body !== null;
  const format = isDocument && "format" in body ? body.format : undefined;
  if (format === "seaworthy-evidence/1") return;
  if (typeof format === "string" && /^seaworthy-evidence\/\d+$/.test(format)) {
    throw new HttpProblem(400, `This evidence has the format ${format}, and this version reads seaworthy-evidence/1`, {
      fix: "use the version of Seaworthy that wrote it, or a newer one",
    });
  }
  throw new HttpProblem(400, "This is not an evidence document of Seaworthy", {
    fix: "send a file of .seaworthy/evidence/, which `seaworthy check` wrote",
  });
}

/** A hundred modules; read when the first page asks, and kept. */
const checkTitles = once(async (): Promise<Record<string, CheckTitles>> => {
  const checks = await loadChecks();
  return Object.fromEntries([...checks].map(([id, { title, severity }]) => [id, { ...title, severity }]));
});

function verifiable({ subject }: Evidence): { possible: boolean; why: string } {
  if (subject.url !== null && subject.start === null)
    return { possible: false, why: "It speaks of a program that ran at an address, and nobody can start that again." };
  if (subject.commit === null)
    return {
      possible: false,
      why: "The program was in no git repository, so that this state of it cannot be fetched.",
    };
  if (subject.dirty)
    return {
      possible: false,
      why: "The program had changes that were not committed, so that this state of it is lost.",
    };
  return {
    possible: true,
    why: "It names a commit. Anybody with the repository can run it again with new random data.",
  };
}
