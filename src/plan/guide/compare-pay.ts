/**
 * Pay before and after, as the sources give it. Where they contradict one another, all stand side by side and the lowest is
 * planned on. Where there is no citable figure, there is none.
 */
import type { Catalog } from "../../catalog/catalog.ts";
import type { GuideBlock } from "../../contract/guide.ts";

export type PayRow = Extract<GuideBlock, { kind: "pay" }>["rows"][number];

export interface PayComparison {
  rows: PayRow[];
  currency: string;
  locale: string;
  /** Of the target's entry bands, the lowest. */
  entry?: PayRow | undefined;
  /** The mid-career band of the present job. */
  present?: PayRow | undefined;
  /** From the middle of `present` to the middle of `entry`: -0.37 is 37% less. */
  change?: number | undefined;
  /** At every level that both have, the present job pays more (lowest entry band). */
  neverMore: boolean;
  /** Both senior bands are known and their middles are within a tenth of one another. */
  closeAtTheTop: boolean;
  /** The target has more than one entry band. */
  conflict: boolean;
}

export interface Role {
  /** Id of its bands. */
  pay: string | undefined;
  title: string;
}

export function comparePay(
  { pay }: Catalog,
  { market, present, target }: { market: string; present: Role; target: Role },
): PayComparison {
  const file = pay.get(market);
  const rowsOf = ({ pay: role, title }: Role): PayRow[] =>
    (file?.bands ?? [])
      .filter((band) => band.role === role)
      .map(({ role, level, low, high, open, source, year, note }) => {
        const row = { role, title, level, low, high, open, market, year, source, planned: false };
        return note === undefined ? row : { ...row, note };
      });
  const after = rowsOf(target);
  const before = rowsOf(present);
  const entry = lowest(after, "entry");
  // The middle of a higher band would make the fall larger, and a fall that is planned too large hurts nobody.
  const highest = before.filter(({ level }) => level === "mid").sort((a, b) => middle(b) - middle(a))[0];
  return {
    rows: [...before, ...after.map((row) => ({ ...row, planned: row === entry }))],
    currency: file?.currency ?? "",
    locale: file?.locale ?? "en-GB",
    entry,
    present: highest,
    change: entry && highest ? middle(entry) / middle(highest) - 1 : undefined,
    neverMore: neverMore(before, after),
    closeAtTheTop: closeAtTheTop(before, after),
    conflict: after.filter(({ level }) => level === "entry").length > 1,
  };
}

function neverMore(before: readonly PayRow[], after: readonly PayRow[]): boolean {
  const both = (["entry", "mid", "senior"] as const).map((level) => [lowest(before, level), lowest(after, level)]);
  return both.every(([now, then]) => now !== undefined && then !== undefined && middle(now) > middle(then));
}

function closeAtTheTop(before: readonly PayRow[], after: readonly PayRow[]): boolean {
  const [now, then] = [lowest(before, "senior"), lowest(after, "senior")];
  return now !== undefined && then !== undefined && Math.abs(middle(then) / middle(now) - 1) <= 0.1;
}

function lowest(rows: readonly PayRow[], level: PayRow["level"]): PayRow | undefined {
  return rows.filter((row) => row.level === level).sort((a, b) => middle(a) - middle(b))[0];
}

function middle({ low, high }: PayRow): number {
  return (low + high) / 2;
}
