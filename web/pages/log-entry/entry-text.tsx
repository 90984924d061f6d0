/**
 * An entry to be read: its three texts, and where it comes from.
 */
import type { ReactNode } from "react";
import type { StoredLogEntry } from "../../../src/contract/api/log-entry.ts";
import { Card } from "../../design/card.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { TextLink } from "../../design/text-link.tsx";

const headings = { broke: "What broke", why: "Why", fixed: "What fixed it" } as const;

export function EntryText({ entry }: { entry: StoredLogEntry }) {
  return (
    <>
      <div className="max-w-prose space-y-7">
        {(["broke", "why", "fixed"] as const).map((part) =>
          entry[part].trim() === "" ? null : (
            <section key={part} aria-label={headings[part]}>
              <h2 className="mb-1.5 text-lg font-semibold">{headings[part]}</h2>
              <Markdown text={entry[part]} />
            </section>
          ),
        )}
      </div>
      <Origin entry={entry} />
    </>
  );
}

function Origin({ entry: { check, skills, tags, evidence } }: { entry: StoredLogEntry }) {
  const [before, after] = [evidence.slice(0, -1), evidence.at(-1)];
  const rows: [string, ReactNode][] = [];
  if (check)
    rows.push([
      "Check",
      <code key="check" className="font-mono text-xs [overflow-wrap:anywhere]">
        {check}
      </code>,
    ]);
  if (before.length > 0 && after) {
    rows.push([
      "Evidence",
      <span key="evidence" className="flex flex-wrap gap-x-4">
        {before.slice(0, 1).map((hash) => (
          <Run key={hash} hash={hash} check={check} text="when it was red" />
        ))}
        <Run hash={after} check={check} text="when it was green" />
      </span>,
    ]);
  }
  if (skills.length > 0)
    rows.push([
      "Skills",
      <span key="skills" className="flex flex-wrap gap-x-4">
        {skills.map((skill) => (
          <TextLink key={skill} to="/plan/skills/$skill" params={{ skill }}>
            {skill}
          </TextLink>
        ))}
      </span>,
    ]);
  if (tags.length > 0) rows.push(["Tags", tags.map((tag) => `#${tag}`).join("  ")]);
  if (rows.length === 0) return null;
  return (
    <Card title="Where it comes from" className="mt-8 max-w-prose">
      <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[6rem_minmax(0,1fr)]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Run({ hash, check, text }: { hash: string; check: string | null; text: string }) {
  // An entry that was imported may name a file, which no page has.
  if (!/^[0-9a-f]{64}$/.test(hash)) return <span>{text}</span>;
  return (
    <TextLink to="/evidence/$hash" params={{ hash }} {...(check && { hash: check })}>
      {text}
    </TextLink>
  );
}
