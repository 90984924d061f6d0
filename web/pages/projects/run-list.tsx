/**
 * Runs, the newest first: what was judged, when, and what came of it.
 */
import { Link } from "@tanstack/react-router";
import type { Run } from "../../../src/contract/api/run.ts";
import { Badge } from "../../design/badge.tsx";
import { Icon } from "../../design/icons.tsx";

export function RunList({ runs, locale }: { runs: readonly Run[]; locale: string }) {
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <ul className="divide-y divide-line rounded-xl border border-line bg-raised">
      {runs.map((run) => (
        <li key={run.id}>
          <Link
            to="/runs/$run"
            params={{ run: run.id }}
            className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-sunken sm:px-6"
          >
            <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]">
              <span className="font-medium">{run.name}</span>
              <span className="block text-sm text-quiet">
                {run.only ? run.only.join(", ") : run.scope} · {when.format(new Date(run.createdAt))}
              </span>
            </span>
            <Outcome run={run} />
            <Icon name="right" className="size-4 text-quiet" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Outcome({ run: { state, counts } }: { run: Run }) {
  if (state !== "ended" || !counts) {
    const words = {
      queued: "waiting",
      running: "under way",
      cancelled: "cancelled",
      failed: "not judged",
      ended: "ended",
    };
    return <Badge tone={state === "running" ? "accent" : "quiet"}>{words[state]}</Badge>;
  }
  if (counts.failed > 0) {
    return (
      <Badge tone="bad" icon="failed">
        {counts.failed} failed, {counts.passed} passed
      </Badge>
    );
  }
  if (counts.passed === 0)
    return (
      <Badge tone="unsure" icon="unclear">
        nothing told
      </Badge>
    );
  return (
    <Badge tone="good" icon="passed">
      {counts.passed} passed
    </Badge>
  );
}
