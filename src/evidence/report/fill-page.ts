/**
 * The page of the HTML report with a report in it.
 */
import type { RunReport } from "../../contract/report.ts";

const place = '<script type="application/json" id="report">';

/** `page`: as it was built from web/report.html. */
export function fillPage(page: string, report: RunReport): string {
  if (!page.includes(place)) throw new Error("the page of the report has no place for it");
  return page.replace(place, () => place + escapeJson(JSON.stringify(report)));
}

/** Within a script element only `<` can end it, or begin a comment (HTML Living Standard, 4.12.1.3). */
function escapeJson(json: string): string {
  return json.replaceAll("<", "\\u003c");
}
