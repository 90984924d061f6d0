/**
 * The report as one file: `seaworthy check --reporter html`. It is opened from a disk, so it asks nothing of anybody.
 */
import "../design/theme.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { RunReport as Report } from "../../src/contract/report.ts";
import { headlineOf, Outcome, RunReport } from "../report/run-report.tsx";

const report = JSON.parse(document.getElementById("report")?.textContent ?? "null") as Report | null;

/** By the system; a file has no settings. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const applyTheme = () => {
  document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
};
applyTheme();
dark.addEventListener("change", applyTheme);

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>{report ? <File report={report} /> : <p>There is no report in this file.</p>}</StrictMode>,
);

function File({ report }: { report: Report }) {
  document.title = `${headlineOf(report)} · Seaworthy`;
  return (
    <main className="mx-auto w-full max-w-5xl px-4 pt-6 pb-16 sm:px-8 sm:pt-12">
      <header className="mb-6 sm:mb-8">
        <p className="text-sm text-quiet">Seaworthy report</p>
        <h1 className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere] sm:text-3xl">
          {headlineOf(report)}
        </h1>
        <p className="mt-2">
          <Outcome report={report} />
        </p>
      </header>
      <RunReport report={report} />
    </main>
  );
}
