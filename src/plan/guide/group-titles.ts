/**
 * What the fields of skills are called to somebody who does not know the field yet.
 */
import type { skillGroups } from "../../catalog/kinds/skill.ts";

export const groupTitles: Readonly<Record<(typeof skillGroups)[number], string>> = {
  foundations: "Tools and foundations",
  language: "The language",
  http: "HTTP and APIs",
  data: "Databases",
  security: "Security",
  testing: "Tests",
  operations: "Running it in production",
  performance: "Speed and load",
  architecture: "Parts that work together",
  growth: "Later, on demand",
  craft: "Working with others",
  career: "Getting the job",
};
