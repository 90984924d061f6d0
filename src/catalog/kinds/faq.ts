/**
 * A question that everybody asks: one file `content/faqs/<id>.md`.
 *
 * `## Answer` is true for everybody and any occupation. `## From your data` answers from the person's own plan and is shown where every
 * value that it names is known; where one is not, `## Until then` stands in its place and says what to do to get the answer.
 * Values: see guide-section.ts.
 */
import * as z from "zod";

export const faqSchema = z.strictObject({
  /** The question, as a person would ask it. */
  title: z.string(),
  /** Place in the list; two never share one. */
  order: z.int().positive(),
  /** Ids of sources whose figure or claim stands beside the answer. */
  sources: z.array(z.string()).default([]),
  rows: z.array(z.string()).default([]),
});
export type FaqFrontMatter = z.infer<typeof faqSchema>;

export const faqHeadings = ["Answer"] as const;
/** `From your data` and `Until then` come together or not at all. */
export const faqOptionalHeadings = ["From your data", "Until then"] as const;
