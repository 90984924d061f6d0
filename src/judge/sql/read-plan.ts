/**
 * What PostgreSQL says of a plan that it carried out (`explain (analyze, buffers, format json)`), read. Pure.
 */
import { grouped } from "../../base/amounts.ts";

export interface PlanNode {
  kind: string;
  relation: string | undefined;
  /** What the statement calls the relation. */
  alias: string | undefined;
  index: string | undefined;
  /** Rows that it looked at, over all loops: those it gave on and those it threw away. */
  rowsRead: number;
  rowsGiven: number;
  /** Conditions as PostgreSQL writes them, those of the index first. */
  conditions: string[];
  /** Of itself, or of the sort that stands above it. */
  sortKeys: string[];
  backward: boolean;
}

export interface Plan {
  executionMs: number;
  /** From the top; `depth` for indenting. */
  nodes: (PlanNode & { depth: number })[];
  /** Triggers that took their time: references that were followed. */
  triggers: { constraint: string | undefined; ms: number }[];
  bufferPages: number;
}

type Members = Record<string, unknown>;

export function readPlan(explained: unknown): Plan | undefined {
  const top = (Array.isArray(explained) ? explained[0] : undefined) as Members | undefined;
  const root = top?.Plan as Members | undefined;
  if (!top || !root) return undefined;
  const nodes: Plan["nodes"] = [];
  visit(root, 0, [], nodes);
  const triggers = (top.Triggers as Members[] | undefined) ?? [];
  return {
    executionMs: Number(top["Execution Time"] ?? 0),
    nodes,
    triggers: triggers.map((t) => ({ constraint: text(t["Constraint Name"]), ms: Number(t.Time ?? 0) })),
    bufferPages: Number(root["Shared Hit Blocks"] ?? 0) + Number(root["Shared Read Blocks"] ?? 0),
  };
}

function visit(node: Members, depth: number, above: string[], into: Plan["nodes"]): void {
  const own = (node["Sort Key"] as string[] | undefined) ?? [];
  const sortKeys = own.length > 0 ? own : above;
  const loops = Number(node["Actual Loops"] ?? 1);
  const given = Number(node["Actual Rows"] ?? 0) * loops;
  const thrown =
    (Number(node["Rows Removed by Filter"] ?? 0) + Number(node["Rows Removed by Index Recheck"] ?? 0)) * loops;
  const relation = text(node["Relation Name"]);
  const conditions = ["Index Cond", "Recheck Cond", "Filter"].flatMap((key) => text(node[key]) ?? []);
  into.push({
    ...{
      kind: String(node["Node Type"]),
      relation,
      alias: text(node.Alias),
      index: text(node["Index Name"]),
      depth,
      conditions,
      sortKeys,
    },
    ...{
      rowsRead: Math.round(given + thrown),
      rowsGiven: Math.round(given),
      backward: node["Scan Direction"] === "Backward",
    },
  });
  for (const child of (node.Plans as Members[] | undefined) ?? []) visit(child, depth + 1, sortKeys, into);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The scan that looks at the most rows. */
export function largestScan({ nodes }: Plan): (PlanNode & { depth: number }) | undefined {
  return nodes.filter(({ relation }) => relation !== undefined).sort((a, b) => b.rowsRead - a.rowsRead)[0];
}

/** Rows looked at by all scans together. */
export function rowsReadBy({ nodes }: Plan): number {
  return nodes.filter(({ relation }) => relation !== undefined).reduce((sum, { rowsRead }) => sum + rowsRead, 0);
}

/** The plan in lines for people: what is done, on what, with how many rows. */
export function planLines({ nodes }: Plan): string[] {
  return nodes.slice(0, 12).map(({ kind, relation, index, rowsRead, rowsGiven, depth }) => {
    const using = index === undefined ? "" : ` using ${index}`;
    const on = relation === undefined ? "" : ` on ${relation}`;
    const rows =
      relation !== undefined && rowsRead > rowsGiven
        ? `${grouped(rowsRead)} rows read, ${grouped(rowsGiven)} kept`
        : `${grouped(rowsGiven)} rows`;
    return `${"  ".repeat(depth)}${kind}${using}${on}: ${rows}`;
  });
}
