/**
 * An entry of the log as people read it, for the Markdown beside the JSON of an archive.
 */
import type { LogEntryInput } from "../../contract/api/log-entry.ts";
import { logHeadings } from "../../contract/learning-log.ts";

export function logMarkdown({ date, title, tags, check, draft, broke, why, fixed }: LogEntryInput): string {
  const facts = [date, draft && "draft", check && `\`${check}\``, tags.length > 0 && tags.join(", ")].filter(Boolean);
  const texts = [broke, why, fixed].flatMap((text, i) =>
    text.trim() ? `### ${logHeadings[i]}\n\n${text.trim()}\n` : [],
  );
  return `## ${title}\n\n${facts.join(" · ")}\n\n${texts.join("\n")}\n`;
}
