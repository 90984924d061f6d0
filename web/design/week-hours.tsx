/**
 * Hours for each day of the week, and their sum.
 */
import { type ChangeEvent, useId } from "react";
import type { HoursByWeekday, Weekday } from "../../src/contract/person.ts";
import { Input } from "./field.tsx";

const days: readonly Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

export const weekSum = (week: HoursByWeekday) => days.reduce((sum, day) => sum + week[day], 0);

export function WeekHours({
  week,
  onChange,
  label = "Hours on each day",
}: {
  week: HoursByWeekday;
  onChange: (week: HoursByWeekday) => void;
  label?: string;
}) {
  const id = useId();
  const change = (day: Weekday) => (event: ChangeEvent<HTMLInputElement>) => {
    const hours = Math.min(Math.max(Number(event.target.value) || 0, 0), 14);
    onChange({ ...week, [day]: hours });
  };
  return (
    <fieldset>
      <legend className="sr-only">{label}</legend>
      <div className="grid grid-cols-4 gap-2 sm:grid-cols-7">
        {days.map((day) => (
          <div key={day}>
            <label htmlFor={`${id}-${day}`} className="mb-1 block text-sm text-quiet capitalize">
              <span aria-hidden="true">{day.slice(0, 3)}</span>
              <span className="sr-only">{day}, hours</span>
            </label>
            <Input
              id={`${id}-${day}`}
              type="number"
              inputMode="decimal"
              min={0}
              max={14}
              step={0.25}
              value={String(week[day])}
              onChange={change(day)}
              onFocus={(event) => event.target.select()}
              className="px-2 text-center tabular-nums"
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
