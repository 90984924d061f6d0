/**
 * A failed check: the verdict in human words, the evidence, how to repeat it, why it matters, what still holds, and the
 * hints. Each layer below the evidence can be folded.
 */
import type { ReactNode } from "react";
import type { IncidentCard as Card } from "../../src/contract/report.ts";
import { CodeBlock } from "../design/code-block.tsx";
import { Disclosure } from "../design/disclosure.tsx";
import { Icon } from "../design/icons.tsx";
import { count } from "./amounts.ts";
import { EvidenceRows } from "./evidence-rows.tsx";
import { HintLadder } from "./hint-ladder.tsx";

export function IncidentCard({
  card,
  aside,
  onOpenHint,
}: {
  card: Card;
  /** At the end, for who has mended it. */
  aside?: ReactNode;
  onOpenHint?: (rung: number) => void;
}) {
  return (
    <article
      id={`card-${card.check}`}
      aria-labelledby={`headline-${card.check}`}
      className="overflow-hidden rounded-xl border border-line bg-raised"
    >
      <header className="border-t-4 border-bad px-4 pt-4 sm:px-6 sm:pt-5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-quiet">
          <span className="inline-flex items-center gap-1.5 font-medium text-bad">
            <Icon name="failed" className="size-5" />
            {card.title}
          </span>
          <span>{card.severity}</span>
          <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">{card.check}</span>
        </div>
        <h2
          id={`headline-${card.check}`}
          className="mt-2 text-xl font-semibold tracking-tight [overflow-wrap:anywhere] sm:text-2xl"
        >
          {card.headline}
        </h2>
        <ExpectedAndSeen card={card} />
      </header>
      <Layer title="What happened">
        <EvidenceRows card={card} />
        <Others card={card} />
      </Layer>
      <div className="border-t border-line px-4 py-2 sm:px-6">
        <Disclosure title="Repeat it">
          <Repeat card={card} />
        </Disclosure>
        <Disclosure title="Why it matters">
          <p className="max-w-prose">{card.why}</p>
          <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
            {card.references.map(({ name, url }) => (
              <li key={url}>
                <a href={url} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </Disclosure>
        <Disclosure title="What still holds" aside={stillHolding(card)}>
          <ul className="space-y-1">
            {card.holds.titles.map((title) => (
              <li key={title} className="flex gap-2">
                <Icon name="passed" className="mt-1 size-4 text-good" />
                {title}
              </li>
            ))}
          </ul>
          {card.holds.more > 0 && <p className="mt-1 pl-6 text-quiet">and {count(card.holds.more, "other check")}</p>}
          {card.holds.titles.length === 0 && <p className="text-quiet">Nothing that was judged in this run.</p>}
        </Disclosure>
      </div>
      <Layer title="Hints" id={`hints-${card.check}`}>
        <HintLadder hints={card.hints} {...(onOpenHint && { onOpen: onOpenHint })} />
        {aside && <div className="mt-5 flex flex-wrap items-center gap-3 border-t border-line pt-4">{aside}</div>}
      </Layer>
    </article>
  );
}

function stillHolding({ holds }: Card): string {
  return count(holds.titles.length + holds.more, "check");
}

function Layer({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section id={id} className="border-t border-line px-4 py-4 sm:px-6 sm:py-5">
      <h3 className="mb-3 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function ExpectedAndSeen({ card: { expected, seen, measured } }: { card: Card }) {
  return (
    <dl className="mt-3 mb-4 grid gap-x-4 gap-y-1 sm:mb-5 sm:grid-cols-[5.5rem_minmax(0,1fr)]">
      <dt className="text-sm text-quiet sm:pt-0.5">expected</dt>
      <dd className="[overflow-wrap:anywhere]">{expected}</dd>
      <dt className="text-sm text-quiet max-sm:mt-1 sm:pt-0.5">seen</dt>
      <dd className="[overflow-wrap:anywhere]">{seen}</dd>
      {measured.length > 0 && (
        <>
          <dt className="text-sm text-quiet max-sm:mt-1 sm:pt-0.5">measured</dt>
          <dd className="flex flex-wrap gap-x-5">
            {measured.map(({ name, value }) => (
              <span key={name}>
                {name} <strong className="font-semibold tabular-nums">{value}</strong>
              </span>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

function Others({ card: { others, otherCount } }: { card: Card }) {
  if (otherCount === 0) return null;
  return (
    <div className="mt-4 text-sm">
      <p className="font-medium">{count(otherCount, "more failure")} of the same kind</p>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 text-quiet [overflow-wrap:anywhere]">
        {others.slice(0, 5).map((headline) => (
          <li key={headline}>{headline}</li>
        ))}
        {otherCount > 5 && <li>and {otherCount - 5} more</li>}
      </ul>
    </div>
  );
}

function Repeat({ card: { repeat } }: { card: Card }) {
  const where = repeat.address
    ? "By hand, against the copy that still runs"
    : "By hand, against the copy that --hold leaves running at $URL";
  return (
    <div className="space-y-3">
      <CodeBlock text={repeat.command} label="Only this check, with the same random data" wraps />
      {repeat.curl.length > 0 && <CodeBlock text={repeat.curl.join("\n")} label={where} wraps />}
      {repeat.caveat && <p className="text-sm text-quiet">{repeat.caveat}</p>}
    </div>
  );
}
