/**
 * Trying other hours: the finish is known at once, the plan that belongs to it comes a moment later, and nothing is kept
 * until it is said.
 */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import { get, send } from "../../api/client.ts";
import { usePage } from "../../api/use-page.ts";

const path = "/api/plan";

export function useReplan() {
  const kept = usePage<PlanPage>(path);
  const queries = useQueryClient();
  const [tried, setTried] = useState<number>();
  const [isKeeping, setKeeping] = useState(false);
  const [said, setSaid] = useState<{ kept: number } | { failed: string }>();
  const hours = tried ?? kept.hours.kept;
  const isTried = hours !== kept.hours.kept;
  const { data } = useQuery({
    queryKey: [`${path}?hoursAWeek=${hours}`],
    queryFn: ({ signal }) => get<PlanPage>(`${path}?hoursAWeek=${hours}`, signal),
    enabled: isTried,
    placeholderData: keepPreviousData,
  });
  const page = isTried && data ? data : kept;
  const isThere = page.plan.hoursAWeek === hours;
  // At hours that are not offered, the plan's own forecast is the finish.
  const finish = kept.finishes.find(({ hoursAWeek }) => hoursAWeek === hours) ?? {
    hoursAWeek: hours,
    weeks: page.plan.forecast.weeks,
    ready: page.plan.forecast.ready,
    own: !isTried,
  };

  async function keep(): Promise<void> {
    if (!isThere || !page.change) return;
    setKeeping(true);
    try {
      await send("PATCH", "/api/person", page.change);
      // Shown at once; the answer that is asked for behind it is the same.
      queries.setQueryData([path], {
        ...page,
        hours: { ...page.hours, kept: hours },
        change: null,
        finishes: ownAt(page.finishes, hours),
      });
      setTried(undefined);
      setSaid({ kept: hours });
    } catch (error) {
      setSaid({ failed: error instanceof Error ? error.message : String(error) });
    } finally {
      setKeeping(false);
    }
  }

  return {
    page,
    hours,
    finish,
    isKeeping,
    canKeep: isThere,
    said,
    tryHours: (next: number) => {
      setSaid(undefined);
      // Hours are tried whole; one's own may be a half.
      setTried(next === kept.hours.kept ? next : Math.round(next));
    },
    keep,
  };
}

function ownAt(finishes: PlanPage["finishes"], hours: number): PlanPage["finishes"] {
  return finishes.map((finish) => ({ ...finish, own: finish.hoursAWeek === hours }));
}
