/**
 * A run as a person reads it: what came of it, the first failure opened, then the rest in the order in which it is asked for.
 */
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import type { IncidentCard as Card, RunReport as Report } from "../../src/contract/report.ts";
import { Section } from "../design/card.tsx";
import { CodeBlock } from "../design/code-block.tsx";
import { Icon } from "../design/icons.tsx";
import { count, duration, size } from "./amounts.ts";
import { CheckGroups } from "./check-groups.tsx";
import { GrowthFigures } from "./growth-figures.tsx";
import { IncidentCard } from "./incident-card.tsx";
import { LoadFigures } from "./load-figures.tsx";
import { Timeline } from "./timeline.tsx";

export function RunReport({
  report,
  aside,
  onOpenHint,
  children,
}: {
  report: Report;
  /** Straight after what failed. */
  children?: ReactNode;
  /** What can be done about a failure here. */
  aside?: (card: Card) => ReactNode;
  onOpenHint?: (check: string, rung: number) => void;
}) {
  const { cards } = report;
  const hash = useHash();
  const opened = cards.find(({ check }) => check === hash) ?? cards[0];
  useEffect(() => {
    if (hash !== "")
      document.getElementById(cards.some(({ check }) => check === hash) ? `card-${hash}` : hash)?.scrollIntoView();
  }, [hash, cards]);
  const focus = opened?.span && { ...opened.span, says: opened === cards[0] ? "The first failure" : "This failure" };
  return (
    <>
      {opened ? (
        <Failures {...{ cards, opened }} {...(aside && { aside })} {...(onOpenHint && { onOpenHint })} />
      ) : (
        <AllWell report={report} />
      )}
      {children}
      {report.load && (
        <Section title="Under load">
          <LoadFigures load={report.load} />
        </Section>
      )}
      {report.growth && (
        <Section title="With a million rows">
          <GrowthFigures growth={report.growth} />
        </Section>
      )}
      <Section title="All that was checked">
        <CheckGroups groups={report.groups} />
      </Section>
      <Section title="The run on one axis">
        <Timeline data={report.timeline} focus={focus ?? null} />
      </Section>
      <Section title="About this run">
        <About report={report} />
      </Section>
    </>
  );
}

function Failures({
  cards,
  opened,
  aside,
  onOpenHint,
}: {
  cards: readonly Card[];
  opened: Card;
  aside?: (card: Card) => ReactNode;
  onOpenHint?: (check: string, rung: number) => void;
}) {
  const others = cards.filter((card) => card !== opened);
  return (
    <>
      <IncidentCard
        key={opened.check}
        card={opened}
        aside={aside?.(opened)}
        {...(onOpenHint && { onOpenHint: (rung: number) => onOpenHint(opened.check, rung) })}
      />
      {others.length > 0 && (
        <Section title={`${count(others.length, "other failure")}`}>
          <ul className="divide-y divide-line rounded-xl border border-line bg-raised">
            {others.map(({ check, title, headline }) => (
              <li key={check}>
                <a href={`#${check}`} className="flex min-h-11 items-start gap-2.5 px-4 py-2.5 hover:bg-sunken sm:px-6">
                  <Icon name="failed" className="mt-0.5 size-5 text-bad" />
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    <span className="font-medium">{title}</span>
                    <span className="block text-sm text-quiet">{headline}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function AllWell({ report: { counts } }: { report: Report }) {
  const isTold = counts.passed > 0;
  return (
    <div className={`flex gap-3 rounded-xl px-4 py-4 sm:px-6 ${isTold ? "bg-good-soft" : "bg-unsure-soft"}`}>
      <Icon name={isTold ? "passed" : "unclear"} className={`mt-0.5 size-6 ${isTold ? "text-good" : "text-unsure"}`} />
      <div>
        <p className="text-lg font-semibold">
          {isTold ? `${count(counts.passed, "check")} passed, none failed` : "Nothing could be told"}
        </p>
        <p className="text-quiet">
          {counts.unclear > 0
            ? `${counts.unclear} could not be told; the reasons stand below.`
            : isTold && "Everything that was judged holds."}
        </p>
      </div>
    </div>
  );
}

function About({ report }: { report: Report }) {
  const { subject, machine, seed, judge, beganAt, scope, durationMs, repeat } = report;
  const rows = [
    ["program", subject.name],
    ["contract", `${subject.contract.title} ${subject.contract.version}`],
    ["started with", subject.start],
    ["language", subject.language],
    ["commit", subject.commit && `${subject.commit.slice(0, 12)}${subject.dirty ? ", with changes" : ""}`],
    ["scope", Array.isArray(scope) ? count(scope.length, "check") : scope],
    ["began", new Date(beganAt).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })],
    ["took", duration(durationMs)],
    ["machine", `${machine.os}, ${count(machine.cores, "core")}, ${size(machine.memoryBytes)} of memory`],
    ["judge", judge],
    ["seed", seed],
  ].filter((row): row is [string, string] => Boolean(row[1]));
  return (
    <div className="space-y-5 rounded-xl border border-line bg-raised p-4 sm:p-6">
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[8rem_minmax(0,1fr)]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-sm text-quiet max-sm:mt-1">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <CodeBlock text={repeat} label="All of it again, with the same random data" wraps />
    </div>
  );
}

/** "#deleted-stays-deleted" opens that check's card: in the app and in a file alike. */
function useHash(): string {
  return useSyncExternalStore(
    (tell) => {
      addEventListener("hashchange", tell);
      addEventListener("popstate", tell);
      return () => {
        removeEventListener("hashchange", tell);
        removeEventListener("popstate", tell);
      };
    },
    () => decodeURIComponent(location.hash.slice(1)),
  );
}

/** "1 of 48 checks failed" */
export function headlineOf({ counts, subject }: Report): string {
  const told = counts.failed + counts.passed;
  const name = shortName(subject.name);
  if (counts.failed > 0) return `${name}: ${counts.failed} of ${count(told, "check")} failed`;
  return told > 0 ? `${name}: all ${count(told, "check")} passed` : `${name}: nothing was told`;
}

export function Outcome({ report: { counts, durationMs, subject } }: { report: Report }) {
  const parts = [
    `${counts.passed} passed`,
    ...(counts.unclear > 0 ? [`${counts.unclear} unclear`] : []),
    ...(counts.notApplicable > 0 ? [`${counts.notApplicable} not applicable`] : []),
    duration(durationMs),
  ];
  return (
    <span className="text-quiet">
      {subject.contract.title} {subject.contract.version} · {parts.join(" · ")}
    </span>
  );
}

/** Of a folder its last part; an address stays whole. */
function shortName(name: string): string {
  return name.includes("://") ? name : (name.split("/").findLast((part) => part !== "" && part !== ".") ?? name);
}
