/**
 * What the adverts ask for: each share with its interval and the line, as a picture and in words, and the sentences behind.
 */
import { useState } from "react";
import type { AdvertCount } from "../../../src/contract/advert.ts";
import type { AdvertsReport } from "../../../src/contract/api/advert.ts";
import { Badge } from "../../design/badge.tsx";
import { Button } from "../../design/button.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { percent } from "../../design/words.ts";
import { Interval, IntervalAxis } from "./interval.tsx";

const levels = [
  { level: "must", title: "Must", says: "On the line or above it." },
  { level: "likely", title: "Likely", says: "Below the line so far, and the bar reaches it." },
  { level: "nice", title: "Nice to have", says: "The whole bar is below the line." },
] as const;

/** What one advert in twenty names is noise until it is looked for. */
const shownOfNice = 10;

export function Asked({ page: { report, titles } }: { page: AdvertsReport }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <div>
      <IntervalAxis line={report.line} />
      {levels.map(({ level, title, says }) => {
        const all = report.skills.filter((skill) => skill.level === level);
        if (all.length === 0) return null;
        const shown = level === "nice" && !isWhole ? all.slice(0, shownOfNice) : all;
        return (
          <section key={level} aria-label={title} className="mt-6">
            <h3 className="font-semibold">
              {title} <span className="ml-1 font-normal text-quiet tabular-nums">{all.length}</span>
            </h3>
            <p className="mb-2 text-sm text-quiet">{says}</p>
            <div className="border-t border-line">
              {shown.map((skill) => (
                <Disclosure key={skill.skill} title={<Row skill={skill} of={report.adverts} line={report.line} />}>
                  <Behind skill={skill} titles={titles} />
                </Disclosure>
              ))}
            </div>
            {shown.length < all.length && (
              <Button className="mt-3" onClick={() => setWhole(true)}>
                Show all {all.length}
              </Button>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Row({ skill, of, line }: { skill: AdvertCount; of: number; line: number }) {
  const { title, asked, share, low, high, settled } = skill;
  return (
    <span className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,18rem)_11rem]">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        {title}
        {!settled && <Badge>not settled</Badge>}
      </span>
      <Interval share={share} low={low} high={high} line={line} />
      <span className="text-sm font-normal text-quiet tabular-nums sm:text-right">
        <span className="text-text">
          {asked} of {of}
        </span>
        , {percent(low)} to {percent(high)}
      </span>
    </span>
  );
}

/** A hundred sentences say no more than these. */
const mostQuotes = 12;

function Behind({ skill, titles }: { skill: AdvertCount; titles: Readonly<Record<string, string>> }) {
  const { asked, must, named, settled, quotes, inCatalog } = skill;
  return (
    <div className="max-w-prose">
      <p className="text-sm text-quiet">
        {asked} ask for it, {must} of them plainly as a must
        {named > asked ? `, and ${named - asked} call it nice to have` : ""}.{" "}
        {settled
          ? "A few more adverts will hardly change where it stands."
          : "A few more adverts may change where it stands."}
      </p>
      <ul className="mt-3 space-y-3">
        {quotes.slice(0, mostQuotes).map((quote) => (
          <li key={quote.advert} className="border-l-2 border-line pl-3">
            <p className="[overflow-wrap:anywhere]">
              <Marked text={quote.text} mark={quote.as} />
            </p>
            <p className="text-sm text-quiet">
              {titles[quote.advert] || "An advert without a title"} · {quote.necessity}
            </p>
          </li>
        ))}
      </ul>
      {quotes.length > mostQuotes && <p className="mt-3 text-sm text-quiet">And {quotes.length - mostQuotes} more.</p>}
      {inCatalog && (
        <p className="mt-3 text-sm">
          <TextLink to="/plan/skills/$skill" params={{ skill: skill.skill }}>
            This skill in the plan
          </TextLink>
        </p>
      )}
    </div>
  );
}

function Marked({ text, mark }: { text: string; mark: string }) {
  const at = text.toLowerCase().indexOf(mark.toLowerCase());
  if (at === -1) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-sm bg-accent-soft px-0.5 text-text">{text.slice(at, at + mark.length)}</mark>
      {text.slice(at + mark.length)}
    </>
  );
}
