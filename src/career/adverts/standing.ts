/**
 * Where a skill stands: in one advert by the mention that asks for it most, in a pile of them by its share and the line.
 */
import type { AdvertCount, Mention } from "../../contract/advert.ts";
import { wilson } from "./interval.ts";

/** Of each skill in one advert, the mention that asks for it most; the first of equals. */
export function strongest(mentions: readonly Mention[]): Map<string, Mention> {
  const weight = { must: 2, named: 1, nice: 0 };
  const best = new Map<string, Mention>();
  for (const mention of mentions) {
    if (mention.negated) continue;
    const before = best.get(mention.skill);
    if (!before || weight[mention.necessity] > weight[before.necessity]) best.set(mention.skill, mention);
  }
  return best;
}

export function standing(
  asked: number,
  of: number,
  line: number,
): Pick<AdvertCount, "share" | "low" | "high" | "level" | "settled"> {
  const share = of === 0 ? 0 : asked / of;
  const { low, high } = wilson(asked, of);
  // 0.8 × 20 is 16.000000000000004 for a computer, and 16 of 20 is on the line.
  const onLine = share >= line - 1e-9;
  return {
    share,
    low,
    high,
    level: onLine ? "must" : high >= line ? "likely" : "nice",
    settled: onLine ? low >= line : high < line,
  };
}
