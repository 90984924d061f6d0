/**
 * Job adverts as the server keeps them, and what they say together.
 */
import * as z from "zod";
import { advertReportSchema, advertSchema } from "../advert.ts";
import { pageOf } from "./paging.ts";

/** Of an advert's words: the first 60 bits of their SHA-256. */
export const advertIdSchema = z.string().regex(/^[0-9a-f]{15}$/, "is not the id of an advert");

export const advertInputSchema = z.strictObject({
  /** Pasted text or HTML. The longest adverts have about 15,000 characters; HTML of a page is many times its text. */
  text: z.string().min(1).max(900_000),
  /** The board or person it came from. */
  source: z.string().min(1).max(200).optional(),
  /** Left out: today. */
  addedOn: z.iso.date().optional(),
});

export const advertSummarySchema = z.object({
  id: advertIdSchema,
  /** The first line that reads like a job title, "" when none does. */
  title: z.string(),
  addedOn: z.iso.date(),
  source: z.string().nullable(),
  name: z.string().nullable(),
  characters: z.int(),
});
export type AdvertSummary = z.infer<typeof advertSummarySchema>;

export const advertPageSchema = pageOf(advertSummarySchema);

/** One advert, with all that was read out of it. */
export const storedAdvertSchema = z.object({ summary: advertSummarySchema, advert: advertSchema });
export type StoredAdvert = z.infer<typeof storedAdvertSchema>;

/** All that the advert page shows first. */
export const advertsReportSchema = z.object({
  report: advertReportSchema,
  /** By id, of the adverts that a sentence in the report comes from. */
  titles: z.record(z.string(), z.string()),
  /** The newest. */
  adverts: advertPageSchema,
  /** How this person's market writes days and amounts. */
  locale: z.string(),
});
export type AdvertsReport = z.infer<typeof advertsReportSchema>;
