/**
 * Where each skill stands on the map, how the lines between them run, and where an arrow key leads. Pure.
 *
 * Rows are the units of the way from top to bottom. (Columns by step were tried: one of the seven steps holds half of all
 * skills, so that one column was half a kilometre high and six were nearly empty.)
 */
import type { MappedSkill, SkillMap } from "../../../src/contract/api/skill.ts";

export interface Node {
  skill: MappedSkill;
  x: number;
  y: number;
  row: number;
}

export interface Row {
  id: string;
  title: string;
  /** Set where another step begins. */
  step: string | undefined;
  y: number;
  height: number;
}

export interface MapLayout {
  width: number;
  height: number;
  nodeWidth: number;
  nodes: ReadonlyMap<string, Node>;
  rows: Row[];
  /** Where the names of the units stand beside their skills, rather than above. */
  isWide: boolean;
  /** Width of that column. */
  names: number;
}

/** Two lines of a name and one of how it is held. */
export const nodeHeight = 72;
const gap = 12;
/** Below it a name of three words breaks into three lines. */
const narrowestNode = 132;
const stepHeight = 44;
const titleHeight = 30;
const namesWidth = 176;

export function layOutMap({ rows, skills, steps }: SkillMap, width: number): MapLayout {
  const isWide = width >= 640;
  const names = isWide ? namesWidth : 0;
  const columns = Math.max(Math.floor((width - names + gap) / (narrowestNode + gap)), 2);
  const nodeWidth = Math.floor((width - names - gap * (columns - 1)) / columns);
  const byId = new Map(skills.map((skill) => [skill.id, skill]));
  const nodes = new Map<string, Node>();
  let y = 0;
  let step: number | null | undefined;
  const laid = rows.map((row, index): Row => {
    const isNewStep = row.step !== step;
    step = row.step;
    if (isNewStep) y += stepHeight;
    const top = y;
    const first = top + (isWide ? 0 : titleHeight);
    for (const [i, id] of row.skills.entries()) {
      const skill = byId.get(id);
      if (!skill) continue;
      const x = names + (i % columns) * (nodeWidth + gap);
      nodes.set(id, { skill, x, y: first + Math.floor(i / columns) * (nodeHeight + gap), row: index });
    }
    const lines = Math.ceil(row.skills.length / columns);
    y = first + lines * (nodeHeight + gap) + gap;
    const title = steps.find(({ number }) => number === row.step)?.title;
    const says = row.step === null ? "Waiting for a problem" : `Step ${row.step}: ${title}`;
    return { id: row.id, title: row.title, step: isNewStep ? says : undefined, y: top, height: y - top };
  });
  return { width, height: y, nodeWidth, nodes, rows: laid, isWide, names };
}

/** A line from what comes first to what stands on it, as the path of an SVG. */
export function linePath(from: Node, to: Node, { nodeWidth }: Pick<MapLayout, "nodeWidth">): string {
  const middle = nodeWidth / 2;
  if (to.y > from.y) {
    // Towards each other, so that lines from one skill fan out.
    const lean = Math.max(Math.min((to.x - from.x) * 0.12, nodeWidth * 0.35), -nodeWidth * 0.35);
    const [x1, y1, x2, y2] = [from.x + middle + lean, from.y + nodeHeight, to.x + middle - lean, to.y];
    const bend = Math.max((y2 - y1) / 2, 6);
    return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
  }
  if (to.y === from.y) {
    const [left, right] = from.x < to.x ? [from, to] : [to, from];
    const y = left.y + nodeHeight / 2;
    const isNext = right.x - left.x <= nodeWidth + gap + 1;
    if (isNext) return `M${left.x + nodeWidth} ${y}H${right.x}`;
    // Under those that stand between them.
    const [x1, x2, below] = [left.x + middle, right.x + middle, left.y + nodeHeight];
    return `M${x1} ${below}C${x1} ${below + gap} ${x2} ${below + gap} ${x2} ${below}`;
  }
  const [x1, y1, x2, y2] = [from.x + middle, from.y, to.x + middle, to.y + nodeHeight];
  return `M${x1} ${y1}C${x1} ${(y1 + y2) / 2} ${x2} ${(y1 + y2) / 2} ${x2} ${y2}`;
}

/** For each skill those that stand on it. */
export function dependents(skills: readonly MappedSkill[]): Map<string, string[]> {
  const after = new Map<string, string[]>();
  for (const { id, requires } of skills) for (const one of requires) after.set(one, [...(after.get(one) ?? []), id]);
  return after;
}

/** Everything that a skill stands on, down to the bottom. */
export function foundationsOf(id: string, nodes: ReadonlyMap<string, Node>): Set<string> {
  const found = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const one of nodes.get(next)?.skill.requires ?? []) {
      if (found.has(one)) continue;
      found.add(one);
      open.push(one);
    }
  return found;
}

export type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/**
 * Up leads to what comes first, down to what stands on it, of several to the nearest; left and right along the way. Where
 * there is none, to the neighbour in the picture, so that nobody is stuck.
 */
export function walk(
  from: string,
  arrow: Arrow,
  layout: MapLayout,
  after: ReadonlyMap<string, readonly string[]>,
): string {
  const here = layout.nodes.get(from);
  if (!here) return from;
  const ids = [...layout.nodes.keys()];
  const place = ids.indexOf(from);
  if (arrow === "ArrowLeft") return ids[place - 1] ?? from;
  if (arrow === "ArrowRight") return ids[place + 1] ?? from;
  const isUp = arrow === "ArrowUp";
  const tied = (isUp ? here.skill.requires : (after.get(from) ?? [])).filter((id) => layout.nodes.has(id));
  const candidates = tied.length > 0 ? tied : ids.filter((id) => isBeyond(layout.nodes.get(id) as Node, here, isUp));
  return nearestTo(here, candidates, layout) ?? from;
}

function isBeyond(node: Node, here: Node, isUp: boolean): boolean {
  return isUp ? node.y < here.y : node.y > here.y;
}

function nearestTo(here: Node, ids: readonly string[], { nodes }: MapLayout): string | undefined {
  const far = (id: string) => {
    const { x, y } = nodes.get(id) as Node;
    // A line further down is further than any place in a line.
    return Math.abs(y - here.y) * 20 + Math.abs(x - here.x);
  };
  return ids.toSorted((a, b) => far(a) - far(b))[0];
}
