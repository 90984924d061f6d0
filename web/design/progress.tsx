/**
 * How far something has come, in a bar and in words. Without a value it is under way, and nobody knows how far.
 */
export function Progress({ label, value, max, says }: { label: string; value?: number; max: number; says: string }) {
  const share = value === undefined || max === 0 ? undefined : Math.min(value / max, 1);
  return (
    <div>
      <div className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span>{label}</span>
        <span className="text-quiet tabular-nums">{says}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuetext={says}
        aria-valuemin={0}
        aria-valuemax={max}
        {...(value !== undefined && { "aria-valuenow": value })}
        className="mt-1.5 h-2 overflow-hidden rounded-full bg-line"
      >
        <div
          className={`h-full rounded-full bg-accent ${share === undefined ? "w-1/3 animate-pulse" : ""}`}
          style={share === undefined ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
