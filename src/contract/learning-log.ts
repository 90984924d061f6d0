/**
 * The learning log: what broke, why, what mended it. One Markdown file an entry in the person's `log/` folder; this is its
 * front matter. The body has the three headings. Entries become interview cards, so they are written to be read again.
 */
import * as z from "zod";

export const logEntrySchema = z.strictObject({
  date: z.iso.date(),
  /** One line: "Two requests at once made two invoices". */
  title: z.string().min(1),
  tags: z.array(z.string()).default([]),
  /** Ids of skills that it taught. */
  skills: z.array(z.string()).default([]),
  /** The check that went from failed to passed, where one did. */
  check: z.string().optional(),
  /** Names of the evidence documents before and after. */
  evidence: z.array(z.string()).default([]),
  /** Drafted by the program and not yet touched by the person. Such an entry is never used as a story. */
  draft: z.boolean().default(false),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export const logHeadings = ["What broke", "Why", "What fixed it"] as const;
