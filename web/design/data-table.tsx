/**
 * A table that is read on a phone too: there each row is a card, and each cell says which column it is.
 */
import type { ReactNode } from "react";

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** A figure: set to the right, digits below each other. */
  isFigure?: boolean;
}

/** The first column names the row. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  showCaption = false,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  showCaption?: boolean;
}) {
  const [first, ...others] = columns;
  if (!first) return null;
  return (
    // Roles are said again because a table that is shown as cards is no longer taken for one.
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    <table role="table" className="w-full text-left text-sm max-sm:block">
      <caption className={showCaption ? "mb-2 text-left text-quiet max-sm:block" : "sr-only"}>{caption}</caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row">
          {columns.map(({ id, title, isFigure }) => (
            <th
              key={id}
              role="columnheader"
              scope="col"
              className={`border-b border-line py-2 pr-4 font-medium text-quiet last:pr-0 ${isFigure ? "text-right" : ""}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row" className="border-b border-line last:border-b-0 max-sm:block max-sm:py-3">
            <th role="rowheader" scope="row" className="py-2.5 pr-4 align-top font-medium max-sm:block max-sm:py-0.5">
              {first.cell(row)}
            </th>
            {others.map(({ id, title, cell, isFigure }) => (
              <td
                key={id}
                role="cell"
                className={`py-2.5 pr-4 align-top last:pr-0 max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:py-0.5 max-sm:pr-0 max-sm:text-right ${isFigure ? "text-right tabular-nums" : ""}`}
              >
                <span aria-hidden="true" className="shrink-0 text-quiet sm:hidden">
                  {title}
                </span>
                <span className="min-w-0">{cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}
