/**
 * The guide from one occupation: fourteen sections, honest parts included. To read, to print, to hand on: nothing private is
 * in it.
 */
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Guide } from "../../../src/contract/guide.ts";
import { download } from "../../api/download.ts";
import { useHome } from "../../api/use-home.ts";
import { usePage } from "../../api/use-page.ts";
import { Button } from "../../design/button.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { SelectField } from "../../design/field.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { OutsideLink } from "../../design/text-link.tsx";
import { PlanNav } from "../plan/plan-nav.tsx";
import { Blocks } from "./blocks.tsx";

export function Page() {
  const { occupation = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as { market?: unknown };
  const market = typeof search.market === "string" && /^[a-z]{2}$/.test(search.market) ? search.market : undefined;
  const query = market === undefined ? "" : `?market=${market}`;
  const path = `/api/guides/${encodeURIComponent(occupation)}`;
  const guide = usePage<Guide>(`${path}${query}`);
  useSectionOfAddress();
  const numbers = new Map(guide.sources.map(({ id }, i) => [id, i + 1]));
  return (
    <>
      <PageHead
        title={`From ${inside(guide.occupation.title)} to ${inside(guide.target.title)}`}
        actions={
          <div className="flex gap-2 print:hidden">
            <Button size="small" onClick={() => print()}>
              Print
            </Button>
            <Button
              size="small"
              icon="download"
              onClick={() => download(`${path}/markdown${query}`, `guide-${occupation}.md`)}
            >
              Markdown
            </Button>
          </div>
        }
      >
        Everything about this way, the honest parts included. Figures for {guide.market.title}.
      </PageHead>
      <div className="print:hidden">
        <PlanNav />
      </div>
      <Facts guide={guide} />
      <div className="mt-8 xl:grid xl:grid-cols-[minmax(0,1fr)_13rem] xl:gap-10">
        <div className="min-w-0">
          <div className="mb-8 print:hidden xl:hidden">
            <Disclosure title="Contents" className="border-t border-line">
              <Contents guide={guide} />
            </Disclosure>
          </div>
          {guide.sections.map(({ id, number, title, blocks, sources }) => (
            <section key={id} id={id} aria-labelledby={`${id}-title`} className="mb-12">
              <h2 id={`${id}-title`} className="mb-4 flex gap-3 text-xl font-semibold tracking-tight">
                <span className="text-quiet tabular-nums">{number}</span>
                {title}
              </h2>
              <Blocks blocks={blocks} reading={{ guide, numbers }} />
              <Cited ids={sources} numbers={numbers} />
            </section>
          ))}
          <Sources guide={guide} />
        </div>
        <div className="max-xl:hidden print:hidden">
          <div className="sticky top-6 max-h-[calc(100dvh-3rem)] overflow-y-auto text-sm">
            <p className="mb-2 font-medium">Contents</p>
            <Contents guide={guide} />
            <Others guide={guide} market={market} />
          </div>
        </div>
        <div className="print:hidden xl:hidden">
          <Others guide={guide} market={market} />
        </div>
      </div>
    </>
  );
}

/** A link to a section was opened before the sections were there. */
function useSectionOfAddress(): void {
  useEffect(() => {
    if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
}

const inside = (title: string) => (/^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title);

function Facts({ guide }: { guide: Guide }) {
  return (
    <dl className="grid gap-4 sm:grid-cols-2">
      {guide.facts.map(({ id, label, value, basis }) => (
        <div key={id} className="rounded-xl border border-line bg-raised p-4">
          <dt className="text-sm text-quiet">{label}</dt>
          <dd>
            <span className="text-lg font-semibold">{value}</span>
            <span className="mt-0.5 block text-sm text-quiet">{basis}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Contents({ guide }: { guide: Guide }) {
  return (
    <nav aria-label="Contents of the guide">
      <ol className="space-y-0.5">
        {guide.sections.map(({ id, number, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex min-h-8 items-start gap-2 py-1 leading-snug text-quiet hover:text-text hover:underline"
            >
              <span className="w-5 shrink-0 text-right tabular-nums">{number}</span>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Cited({ ids, numbers }: { ids: readonly string[]; numbers: ReadonlyMap<string, number> }) {
  const cited = ids.flatMap((id) => numbers.get(id) ?? []).sort((a, b) => a - b);
  if (cited.length === 0) return null;
  return (
    <p className="mt-4 text-sm text-quiet">
      {cited.length === 1 ? "Source" : "Sources"}:{" "}
      {cited.map((number, i) => (
        <span key={number}>
          {i > 0 && ", "}
          <a className="underline underline-offset-2 hover:text-text" href={`#source-${number}`}>
            {number}
          </a>
        </span>
      ))}
    </p>
  );
}

function Sources({ guide }: { guide: Guide }) {
  return (
    <section aria-labelledby="sources" className="border-t border-line pt-6">
      <h2 id="sources" className="mb-3 text-xl font-semibold tracking-tight">
        Sources
      </h2>
      <ol className="space-y-3 text-sm">
        {guide.sources.map(({ id, title, about, year, url }, i) => (
          <li key={id} id={`source-${i + 1}`} className="flex gap-3 target:bg-accent-soft">
            <span className="w-6 shrink-0 text-right text-quiet tabular-nums">{i + 1}</span>
            <span className="min-w-0">
              {url === undefined ? title : <OutsideLink href={url}>{title}</OutsideLink>}, {year}.{" "}
              <span className="text-quiet">{about}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The same from another job, or with another country's figures. */
function Others({ guide, market }: { guide: Guide; market: string | undefined }) {
  const navigate = useNavigate();
  const home = useHome();
  if (!home) return null;
  const open = (occupation: string, next: string | undefined) =>
    navigate({
      to: "/guide/$occupation",
      params: { occupation },
      search: (next === undefined ? {} : { market: next }) as never,
    });
  return (
    <div className="mt-6 space-y-3 border-t border-line pt-4">
      <SelectField
        label="From another job"
        value={guide.occupation.id}
        onChange={({ target }) => open(target.value, market)}
      >
        {home.occupations.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Figures for"
        value={guide.market.id}
        onChange={({ target }) => open(guide.occupation.id, target.value)}
      >
        {home.markets.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
        {home.markets.every(({ id }) => id !== guide.market.id) && (
          <option value={guide.market.id}>{guide.market.title}</option>
        )}
      </SelectField>
    </div>
  );
}
