import { beforeAll, describe, expect, test } from "vitest";
import type { Catalog } from "../../catalog/catalog.ts";
import { readCatalog } from "../../catalog/read-catalog.ts";
import { type Evidence, evidenceSchema } from "../../contract/evidence.ts";
import { personSchema, privateSchema } from "../../contract/person.ts";
import { progressSchema } from "../../contract/progress.ts";
import { makePlan } from "../make-plan.ts";
import { guideMarkdown } from "./guide-markdown.ts";
import { writeGuide } from "./write-guide.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await readCatalog();
});

const today = "2025-11-20";
const person = personSchema.parse({
  occupation: "nurse",
  market: "uk",
  start: "2025-11-24",
  hoursByWeekday: { tuesday: 2, thursday: 2, saturday: 5 },
});

function proofOf(skill: string): Evidence {
  return evidenceSchema.parse({
    format: "seaworthy-evidence/1",
    project: "crud",
    contract: { title: "Expenses", version: "1" },
    judge: "0",
    seed: "1",
    beganAt: "2025-11-19T10:00:00Z",
    durationMs: 1,
    subject: { commit: null, dirty: false, tree: null, language: null, start: null, url: null },
    machine: { os: "linux", cores: 1, memoryBytes: 1 },
    scope: "full",
    verdicts: catalog.skills.get(skill)?.provenBy.map((check) => ({ check, verdict: "passed" })),
    recording: "0",
    help: [],
  });
}

function nursesGuide({ evidence = [] as Evidence[], progress = {} as object } = {}) {
  const plan = makePlan({
    catalog,
    person,
    private: privateSchema.parse({ money: { presentPay: 54321, savings: 9876 }, reasons: ["pay"] }),
    evidence,
    progress: progressSchema.parse(progress),
    today,
    seed: "1",
  });
  return writeGuide({ catalog, occupation: "nurse", person, plan, today });
}

describe("with a plan of one's own", () => {
  test("the steps have dates, and the hours are one's own", () => {
    const markdown = guideMarkdown(nursesGuide());
    expect(markdown).toContain("At your 9 hours a week from 24 November 2025, the plan ends between");
    expect(markdown).toMatch(/\| Take stock, honestly \| weeks 1–2 \| \d+ \w+ 2025 to /);
    expect(markdown).toContain("| 9 (yours) |");
  });

  test("only what evidence shows is called proven", () => {
    expect(guideMarkdown(nursesGuide())).not.toContain("| proven |");
    const markdown = guideMarkdown(nursesGuide({ evidence: [proofOf("status-codes")] }));
    expect(markdown).toContain("| Status codes | proven | nothing |");
    expect(markdown).toContain("one is proven");
  });

  test("mistakes are answered from what was recorded", () => {
    const sent = { applications: [{ date: "2025-11-18" }, { date: "2025-11-19" }] };
    const markdown = guideMarkdown(nursesGuide({ progress: sent }));
    expect(markdown).toContain("So far you have sent 2 applications and noted no conversation.");
    expect(guideMarkdown(nursesGuide())).not.toContain("So far you have sent");
  });

  test("questions are answered from the plan, and say so until there is one", () => {
    const own = guideMarkdown(nursesGuide());
    const without = guideMarkdown(writeGuide({ catalog, occupation: "nurse", today }));
    expect(own).toContain("At your 9 hours a week what is left takes");
    expect(without).toContain("For what is left, ten hours a week means");
    expect(own).not.toContain("For what is left, ten hours a week means");
  });

  test("nothing private is in it", () => {
    const text = JSON.stringify(nursesGuide());
    for (const secret of ["54321", "54,321", "9876", "9,876"]) expect(text).not.toContain(secret);
  });

  test("no value is left unfilled, and no sentence is told twice", () => {
    const evidence = [proofOf("status-codes"), proofOf("configuration")];
    const markdown = guideMarkdown(
      nursesGuide({
        evidence,
        progress: {
          sessions: [{ date: "2025-11-18", minutes: 120, unit: "git" }],
          conversations: [{ date: "2025-11-18" }],
          applications: [{ date: "2025-11-18" }],
        },
      }),
    );
    expect(markdown).not.toMatch(/\{\{|undefined|\b(between|and|of|the) \1\b/);
    expect(markdown).toContain("sent 1 application and noted 1 conversation");
  });
});

test("a plan made for another occupation is passed over", () => {
  const plan = makePlan({ catalog, person, evidence: [], progress: progressSchema.parse({}), today, seed: "1" });
  const guide = writeGuide({ catalog, occupation: "accountant", person, plan, today });
  expect(guide).toEqual(writeGuide({ catalog, occupation: "accountant", person, today }));
});
