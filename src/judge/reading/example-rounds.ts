/**
 * Rounds of a steady load for the examples of checks.
 */
import type { Json } from "../../contract/json.ts";
import type { Look, Round } from "../acts/rounds.ts";
import type { ExampleBuilder } from "../check-examples.ts";

interface Held {
  /** What is seen at a look (of 32) in the n-th round of mixed requests; the scenario ends when a round is level. */
  memoryMb?: (round: number, look: number) => number;
  descriptors?: (round: number, look: number) => number;
  connections?: (round: number, look: number) => number;
  /** What grew in a round of its own, for each path. Given where something grew for ever. */
  paths?: { good: number; refused: number };
  mixedRounds?: number;
}

const looks = 32;
const perSecond = 400;
const planned = 1_600;

export function exampleRounds(r: ExampleBuilder, held: Held): ExampleBuilder {
  const { memoryMb = () => 60, descriptors = () => 40, connections = () => 10, paths } = held;
  const add = (of: Round["of"], look: (nth: number) => [number, number, number]) => {
    const round: Round = {
      ...{ of, perSecond, planned, served: planned, collectsSoon: true },
      looks: Array.from({ length: looks }, (_, i): Look => [((i + 1) / looks) * planned, ...look(i)]),
    };
    r.fact("round", round as unknown as Json).after(4_000);
  };
  const mixedRounds = held.mixedRounds ?? 6;
  for (let nth = 0; nth < mixedRounds; nth++) {
    add("mixed", (i) => [memoryMb(nth, i), descriptors(nth, i), connections(nth, i)]);
  }
  for (const [of, grown] of Object.entries(paths ?? {})) {
    const share = (i: number) => (grown * i) / looks;
    add(of as Round["of"], (i) => [100 + share(i), 100 + Math.round(share(i)), 10]);
  }
  return r;
}
