/**
 * The programs that evidence speaks of: how often, when last, and since when everything in them has passed.
 */
import type { JudgedSubject } from "../../../src/contract/api/evidence.ts";
import { DataTable } from "../../design/data-table.tsx";
import { dayOf } from "../../design/moment.ts";
import { TextLink } from "../../design/text-link.tsx";

export function Programs({ subjects, locale }: { subjects: readonly JudgedSubject[]; locale: string }) {
  return (
    <DataTable
      caption="Programs with evidence"
      rows={subjects}
      keyOf={({ name }) => name}
      columns={[
        {
          id: "program",
          title: "Program",
          cell: ({ project, title }) =>
            project === null ? (
              title
            ) : (
              <TextLink to="/projects/$project" params={{ project }}>
                {title}
              </TextLink>
            ),
        },
        {
          id: "documents",
          title: "Runs kept",
          isFigure: true,
          cell: ({ documents }) => documents.toLocaleString(locale),
        },
        { id: "last", title: "Last run", isFigure: true, cell: ({ last }) => <Run run={last} locale={locale} /> },
        {
          id: "whole",
          title: "First full pass",
          isFigure: true,
          cell: ({ whole }) =>
            whole ? <Run run={whole} locale={locale} /> : <span className="text-quiet">not yet</span>,
        },
      ]}
    />
  );
}

function Run({ run: { hash, beganAt }, locale }: { run: { hash: string; beganAt: string }; locale: string }) {
  return (
    <TextLink to="/evidence/$hash" params={{ hash }}>
      {dayOf(beganAt, locale)}
    </TextLink>
  );
}
