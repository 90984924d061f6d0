/**
 * A figure that is felt for rather than typed: its name and value above, the ends below. Arrow keys, Page Up and Home work.
 */
import { Slider as Base } from "@base-ui/react/slider";
import type { ReactNode } from "react";

export function Slider({
  label,
  value,
  says,
  onChange,
  onDone,
  min,
  max,
  step = 1,
  ends,
}: {
  label: ReactNode;
  value: number;
  /** The value in words: "8 hours a week". */
  says: (value: number) => string;
  onChange: (value: number) => void;
  /** When it was let go of: the moment to ask the server. */
  onDone?: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  ends?: readonly [string, string];
}) {
  return (
    <Base.Root
      value={value}
      min={min}
      max={max}
      step={step}
      largeStep={step * 4}
      onValueChange={(next) => onChange(next)}
      onValueCommitted={(next) => onDone?.(next)}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Base.Label className="text-sm font-medium">{label}</Base.Label>
        <output className="font-semibold tabular-nums">{says(value)}</output>
      </div>
      <Base.Control className="flex h-11 w-full touch-none items-center px-3 select-none">
        <Base.Track className="h-1.5 w-full rounded-full bg-edge/50">
          <Base.Indicator className="rounded-full bg-accent" />
          <Base.Thumb
            getAriaValueText={(_, number) => says(number)}
            className="size-6 rounded-full border-2 border-raised bg-accent shadow-[0_0_0_1px_var(--edge)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          />
        </Base.Track>
      </Base.Control>
      {ends && (
        <div aria-hidden="true" className="flex justify-between text-xs text-quiet">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
    </Base.Root>
  );
}
