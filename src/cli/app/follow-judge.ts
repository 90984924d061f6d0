/**
 * Turns what the judge says while it works into what the app shows meanwhile: short, and safe to show.
 */
import { neutraliseLine } from "../../base/neutralise.ts";
import type { JudgeEvent } from "../../judge/events.ts";
import type { JudgeRunOptions } from "../../server/runs/run-judge.ts";
import type { Plan } from "../plan-judgement.ts";

/** Tells what happens, and gives back what was judged. */
export async function followJudge(
  events: AsyncIterable<JudgeEvent>,
  { checks }: Pick<Plan, "checks">,
  see: JudgeRunOptions["see"],
): Promise<Extract<JudgeEvent, { type: "judged" }>> {
  let judged: Extract<JudgeEvent, { type: "judged" }> | undefined;
  for await (const event of events) {
    if (event.type === "judged") judged = event;
    else tell(event, checks, see);
  }
  if (!judged) throw new Error("the judge ended without a judgement");
  return judged;
}

function tell(event: JudgeEvent, checks: Plan["checks"], see: JudgeRunOptions["see"]): void {
  const titleOf = (id: string, kind: "passed" | "failed") => checks.get(id)?.title[kind] ?? id;
  switch (event.type) {
    case "planned":
      see({
        type: "planned",
        scenarios: event.scenarios,
        checks: event.checks.map((check) => ({ check, title: titleOf(check, "passed") })),
      });
      return;
    case "setup-began":
      see({ type: "setup-began", command: neutraliseLine(event.command).slice(0, 500) });
      return;
    case "setup-ended":
      see({ type: "setup-ended", durationMs: event.durationMs });
      return;
    case "scenario-began": {
      const { scenario, title, expectedMs = null } = event;
      see({ type: "scenario-began", scenario, title, expectedMs });
      return;
    }
    case "scenario-ended": {
      const { scenario, outcome, why, durationMs } = event;
      const line = why === undefined ? null : neutraliseLine(why.split("\n")[0] ?? "").slice(0, 500);
      see({ type: "scenario-ended", scenario, outcome, why: line, durationMs });
      return;
    }
    case "verdict": {
      const { verdict } = event;
      const said =
        verdict.verdict === "failed" ? verdict.failure.headline : verdict.verdict === "passed" ? "" : verdict.why;
      see({
        type: "verdict",
        check: verdict.check,
        verdict: verdict.verdict,
        title: titleOf(verdict.check, verdict.verdict === "failed" ? "failed" : "passed"),
        says: neutraliseLine(said.split("\n")[0] ?? "").slice(0, 1_000),
      });
      return;
    }
  }
}
