/**
 * A figure with its unit, and where it comes from. `Stats` sets several side by side, as a list of terms.
 */
import type { ReactNode } from "react";

export function Stats({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-x-8 gap-y-5">{children}</dl>;
}

export function Stat({
  name,
  value,
  unit,
  children,
}: {
  name: ReactNode;
  value: ReactNode;
  unit?: string;
  /** What it rests on: a link to the run, the interval, the source. */
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col">
      <dt className="text-sm text-quiet">{name}</dt>
      <dd className="mt-0.5">
        <span className="text-2xl font-semibold tracking-tight tabular-nums">{value}</span>
        {unit && <span className="ml-1 text-quiet">{unit}</span>}
        {children && <div className="mt-0.5 text-sm text-quiet">{children}</div>}
      </dd>
    </div>
  );
}
