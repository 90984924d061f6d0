/**
 * A run that is under way: what is done to the program now, and the verdicts as they come.
 */
import { useEffect, useMemo, useState } from "react";
import type { RunEvent, RunPage } from "../../../src/contract/api/run.ts";
import { send } from "../../api/client.ts";
import { VerdictIcon } from "../../design/badge.tsx";
import { Button } from "../../design/button.tsx";
import { Card, Section } from "../../design/card.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Progress } from "../../design/progress.tsx";
import { count, duration } from "../../report/amounts.ts";
import { useRunEvents } from "./follow-run.ts";

export function LiveRun({ run, above, onEnd }: { run: RunPage; above: React.ReactNode; onEnd: () => void }) {
  const events = useRunEvents(run.id, onEnd);
  const seen = useMemo(() => whatIsSeen(events), [events]);
  const now = useNow(events);
  const [isCancelling, setCancelling] = useState(false);
  const cancel = () => {
    setCancelling(true);
    send("POST", `/api/runs/${run.id}/cancel`).catch(() => setCancelling(false));
  };
  const [first] = seen.running;
  return (
    <>
      <PageHead
        title={`${run.name}: ${seen.ahead === undefined ? "being judged" : "waiting"}`}
        above={above}
        actions={
          <Button icon="stop" onClick={cancel} disabled={isCancelling}>
            {isCancelling ? "Sweeping up …" : "Cancel"}
          </Button>
        }
      >
        {seen.ahead === undefined
          ? "You can go elsewhere: it goes on, and the result will be here."
          : `${count(seen.ahead, "run")} before this one. Two at once would disturb each other's times.`}
      </PageHead>
      <Card>
        <Progress
          label={
            isCancelling
              ? "Ending what was started"
              : first
                ? "Doing to it what production does"
                : "Starting the program"
          }
          {...(seen.planned > 0 && { value: seen.verdicts.length })}
          max={seen.planned}
          says={seen.planned > 0 ? `${seen.verdicts.length} of ${count(seen.planned, "check")}` : duration(now)}
        />
        <ul className="mt-4 min-h-[8rem] space-y-1 text-sm">
          {seen.running.slice(0, 5).map(({ scenario, title, at, expectedMs }) => (
            <li key={scenario} className="flex justify-between gap-4">
              <span className="min-w-0 truncate">{title}</span>
              <span className="shrink-0 text-quiet tabular-nums">
                {seconds(now - at)}
                {expectedMs !== null && ` of about ${seconds(expectedMs)}`}
              </span>
            </li>
          ))}
        </ul>
      </Card>
      <Section title="Verdicts so far">
        <div aria-live="polite">
          <ul className="space-y-2">
            {seen.failed.map((one) => (
              <li key={one.check} className="flex gap-2.5 rounded-lg bg-bad-soft px-3 py-2">
                <VerdictIcon verdict="failed" className="mt-0.5 size-5" />
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <span className="font-medium">{one.title}</span>
                  <span className="block text-sm">{one.says}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
        <ul className="mt-3 grid gap-x-8 gap-y-1.5 sm:grid-cols-2">
          {seen.others.map((one) => (
            <li key={one.check} className="flex gap-2 text-sm">
              <VerdictIcon verdict={one.verdict} className="mt-0.5 size-4" />
              <span className={one.verdict === "passed" ? "" : "text-quiet"}>{one.title}</span>
            </li>
          ))}
        </ul>
        {seen.verdicts.length === 0 && <p className="text-quiet">None yet. The first come within seconds.</p>}
      </Section>
    </>
  );
}

type Verdict = Extract<RunEvent, { type: "verdict" }>;
type Scenario = Extract<RunEvent, { type: "scenario-began" }>;

function whatIsSeen(events: readonly RunEvent[]) {
  const running = new Map<string, Scenario>();
  const verdicts = new Map<string, Verdict>();
  let planned = 0;
  let ahead: number | undefined;
  for (const event of events) {
    if (event.type === "state") ahead = event.state === "queued" ? event.ahead : undefined;
    // What is judged again, with other data, begins from nothing.
    if (event.type === "planned") {
      planned = event.checks.length;
      verdicts.clear();
    }
    if (event.type === "setup-began") running.set("", { ...event, ...setup, title: event.command });
    if (event.type === "setup-ended") running.delete("");
    if (event.type === "scenario-began") running.set(event.scenario, event);
    if (event.type === "scenario-ended") running.delete(event.scenario);
    if (event.type === "verdict") verdicts.set(event.check, event);
  }
  const list = [...verdicts.values()];
  return {
    planned,
    ahead,
    // The longest running one first: it is what one waits for.
    running: [...running.values()].sort((a, b) => a.at - b.at),
    verdicts: list,
    failed: list.filter(({ verdict }) => verdict === "failed"),
    others: list.filter(({ verdict }) => verdict !== "failed" && verdict !== "not-applicable").reverse(),
  };
}

const setup = { type: "scenario-began", scenario: "", expectedMs: null } as const;

/** Milliseconds since the run began, by the server's last word and this browser's clock since. */
function useNow(events: readonly RunEvent[]): number {
  const [now, setNow] = useState(0);
  const last = events.at(-1);
  useEffect(() => {
    const heard = performance.now();
    const tick = () => setNow((last?.at ?? 0) + performance.now() - heard);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [last]);
  return now;
}

const seconds = (ms: number) => (ms < 60_000 ? `${Math.max(0, Math.floor(ms / 1_000))} s` : duration(ms));
