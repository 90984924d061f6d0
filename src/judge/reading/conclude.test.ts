import { describe, expect, it } from "vitest";
import { example } from "../check-examples.ts";
import { viewRecording } from "../view.ts";
import { conclude } from "./conclude.ts";

describe("conclude", () => {
  const answered = (status: number, durationMs: number) => {
    const recording = example((r) => {
      r.scenario("unusual-values");
      r.exchange({ label: "create unusual", method: "POST", url: "/notes", status, durationMs });
    });
    const exchange = recording.entries.find(({ kind }) => kind === "exchange");
    const failure = { headline: "POST /notes failed.", expected: "2xx", seen: "5xx", entries: [exchange?.id ?? -1] };
    return conclude([failure], { cases: 1, otherwise: "", patient: viewRecording(recording) }).verdict;
  };

  it("accuses of a quick 503, and of a late 500", () => {
    expect([answered(503, 40), answered(500, 4_250)]).toEqual(["failed", "failed"]);
  });

  it("does not accuse of a 503 after seconds, when a time limit of the program's own ran out", () => {
    expect(answered(503, 4_250)).toBe("unclear");
  });
});
