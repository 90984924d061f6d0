/**
 * One HTML file with everything in it: what the app's page of a run shows, to be opened from a disk or handed on.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { fillPage } from "../../evidence/report/fill-page.ts";
import { makeReport } from "../../evidence/report/make-report.ts";
import type { Reporter } from "../reporter.ts";

/** Built from web/report.html. From src/cli/reporters and from dist/cli/reporters alike. */
const places = ["../../../dist/report/report.html", "../../report/report.html"].map((path) =>
  join(import.meta.dirname, path),
);

const html: Reporter = {
  summary: "one HTML file with timeline, histograms and plans",
  isFile: true,
  prepare() {
    pagePath();
  },
  render(report) {
    return fillPage(readFileSync(pagePath(), "utf8"), makeReport(report));
  },
};
export default html;

function pagePath(): string {
  const path = places.find((candidate) => existsSync(candidate));
  if (path !== undefined) return path;
  throw new UserError("report-page-missing", "the page that the HTML report is made from is not built", {
    fix: "run `npm run build:web` in the clone of Seaworthy, or choose another reporter",
  });
}
