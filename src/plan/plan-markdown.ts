/**
 * A plan as Markdown, to print or hand on. Nothing private can be in it: it is made from what is left without that.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { Plan } from "../contract/plan.ts";
import { dayInWords, hoursRange, insideSentence, monthInWords } from "./guide/phrases.ts";

export function planMarkdown(plan: Omit<Plan, "private">, catalog: Catalog): string {
  const locale = catalog.pay.get(plan.market)?.locale ?? "en-GB";
  const target = insideSentence(catalog.targets.get(plan.target)?.title ?? plan.target);
  const origin = catalog.occupations.get(plan.occupation ?? "")?.title;
  const { forecast, realism, totals } = plan;
  const day = (iso: string) => dayInWords(iso, locale);
  const month = (iso: string) => monthInWords(iso, locale);
  const parts = [
    `# ${origin === undefined ? "A way" : `From ${insideSentence(origin)}`} to ${target}`,
    `Made on ${day(plan.today)} for ${plan.hoursAWeek} hours a week from ${day(plan.start)}.`,
    `**Ready between ${month(forecast.ready.early)} and ${month(forecast.ready.late)}**, as likely as not by ${month(forecast.ready.middle)}. ${realism.sentence} ${realism.risk}`,
    "## Steps",
    table(
      ["", "Step", "From", "To", "Done when"],
      plan.steps.map(({ number, title, from, to, goals }) => [
        String(number),
        title,
        day(from),
        day(to),
        goals.map(({ says }) => says).join(" "),
      ]),
    ),
    "## Milestones",
    table(
      ["Milestone", "Most likely", "Between"],
      plan.milestones.map(({ title, on }) => [title, day(on.middle), `${day(on.early)} and ${day(on.late)}`]),
    ),
    `## Units`,
    `${hoursRange(totals.hoursLow, totals.hoursHigh)} of work in ${plan.units.length} units. Each ends in something built.`,
    ...plan.stages.flatMap((stage) => {
      const units = plan.units.filter((unit) => unit.stage === stage.number);
      if (units.length === 0) return [];
      return [
        `### Stage ${stage.number}: ${stage.title}`,
        units
          .map(
            (unit) =>
              `- [ ] **${unit.title}** (from ${day(unit.from)}, ${hoursRange(unit.hoursLow, unit.hoursHigh)})\n  ${unit.build}\n  ${unit.stopWhen}`,
          )
          .join("\n"),
        `At the end: ${stage.exit}`,
      ];
    }),
    "## At other hours",
    table(
      ["Hours a week", "Most likely", "Between"],
      forecast.paces.map(({ hoursAWeek, ready, own }) => [
        `${hoursAWeek}${own ? " (this plan)" : ""}`,
        month(ready.middle),
        `${month(ready.early)} and ${month(ready.late)}`,
      ]),
    ),
    "## What this rests on",
    [
      ...forecast.assumptions,
      ...forecast.published.map(
        ({ monthsLow, monthsHigh, source }) =>
          `Published elsewhere: ${monthsLow} to ${monthsHigh} months (*${catalog.sources.get(source)?.title ?? source}*).`,
      ),
    ]
      .map((sentence) => `- ${sentence}`)
      .join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
