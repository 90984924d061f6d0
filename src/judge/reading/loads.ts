/**
 * How checks read the loads of a scenario, and how they say them in words.
 */
import type { Fact } from "../../contract/recording.ts";
import type { LoadSeen } from "../acts/loads.ts";
import type { Recovery } from "../acts/recovery.ts";
import { type BrokeFirst, causeInWords } from "../acts/what-broke-first.ts";
import type { RecordingView } from "../check.ts";

export interface SeenLoad extends LoadSeen {
  /** Of the fact. */
  id: number;
}

/** In the order in which they were brought; all labels when none is given. */
export function loadsIn(view: RecordingView, scenario: string, label?: string): SeenLoad[] {
  return view
    .of("fact", scenario)
    .filter(({ name }) => name === "load")
    .map(({ id, value }) => ({ ...(value as unknown as LoadSeen), id }))
    .filter((load) => label === undefined || load.label === label);
}

/** The value of the fact of this name, the last one where there are several. */
export function factIn<T>(view: RecordingView, scenario: string, name: string): T | undefined {
  return view.of("fact", scenario).findLast((fact) => fact.name === name)?.value as T | undefined;
}

export function recoveriesIn(view: RecordingView, scenario: string): { fact: Fact; recovery: Recovery }[] {
  return view
    .of("fact", scenario)
    .filter(({ name }) => name === "recovery")
    .map((fact) => ({ fact, recovery: fact.value as unknown as Recovery }));
}

/** "waiting for a database connection: 9.5 of 10 … were busy". */
export function brokeInWords({ cause, evidence }: BrokeFirst): string {
  return `${causeInWords[cause]}: ${evidence}`;
}

/** Answers and refusals that a load had. */
export function answeredIn({ byStatus }: LoadSeen): number {
  return Object.values(byStatus).reduce((sum, count) => sum + count, 0);
}
