/**
 * Measured amounts as the pages say them: 12 ms, 1.2 s, 2 min 3 s, 128 KB.
 */
export function duration(ms: number): string {
  if (ms <= 0) return "0 ms";
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Of a place on an axis, whose steps are round: "15 s", "0.5 s", "1 min 30 s". */
export function moment(ms: number): string {
  if (ms < 1_000 || ms >= 60_000) return duration(ms).replace(/ 0 s$/, "");
  return `${Number((ms / 1_000).toFixed(2))} s`;
}

export function size(bytes: number): string {
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  if (bytes < 999_500_000) return `${Math.round(bytes / 1_000_000)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

export const figure = (value: number) => value.toLocaleString("en-GB");

export const count = (n: number, one: string, many = `${one}s`) => `${figure(n)} ${n === 1 ? one : many}`;

/** "80%"; a few of many are not nobody. */
export function share(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "none";
  if (part === whole) return "100%";
  const percent = (100 * part) / whole;
  return percent < 1 ? "<1%" : percent > 99 ? ">99%" : `${Math.round(percent)}%`;
}

/** Ids are written with hyphens; as words they read better. */
export const words = (id: string) => id.replaceAll("-", " ");
