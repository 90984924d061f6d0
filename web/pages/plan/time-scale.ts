/**
 * Days on a line: where each lies between two ends, in percent, so that a picture needs to know no width.
 */
const dayMs = 86_400_000;

export interface TimeScale {
  from: string;
  to: string;
  /** 0 to 100; what lies outside is drawn at the edge. */
  at(day: string): number;
}

export function timeScale(from: string, to: string): TimeScale {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  // Of a single day both ends would be the same.
  const span = Math.max(last - first, dayMs);
  return {
    from,
    to,
    at: (day) => Math.round(Math.min(Math.max((Date.parse(day) - first) / span, 0), 1) * 10_000) / 100,
  };
}

export interface Tick {
  day: string;
  at: number;
  isYear: boolean;
}

/** Firsts of months, never more than fit: every month, quarter, half a year or year. */
export function monthTicks(scale: TimeScale, most: number): Tick[] {
  const months = (Date.parse(scale.to) - Date.parse(scale.from)) / dayMs / 30.4;
  const every = [1, 2, 3, 6, 12, 24, 60].find((step) => months / step <= most) ?? 120;
  const [year = 0, month = 1] = scale.from.split("-").map(Number);
  const ticks: Tick[] = [];
  for (let i = 0; ; i++) {
    const date = new Date(Date.UTC(year, month - 1 + i, 1));
    const day = date.toISOString().slice(0, 10);
    if (day > scale.to) return ticks;
    const count = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (day >= scale.from && count % every === 0)
      ticks.push({ day, at: scale.at(day), isYear: date.getUTCMonth() === 0 });
  }
}

/** The ends of everything that a plan draws. */
export function planScale(plan: {
  today: string;
  start: string;
  steps: readonly { from: string; to: string; end: { late: string } }[];
  forecast: { ready: { late: string } };
}): TimeScale {
  const days = [plan.start, plan.today, ...plan.steps.flatMap(({ from, to, end }) => [from, to, end.late])];
  const sorted = [...days, plan.forecast.ready.late].sort();
  return timeScale(sorted[0] as string, sorted.at(-1) as string);
}
