/**
 * One recommendation for a choice that is made once, the language or the framework, from a few yes-or-no answers. The
 * strongest yes decides; where none does, the choice's own default.
 */
import type { Catalog } from "../catalog/catalog.ts";

type Choice = Catalog["steps"]["choices"][number];
type ChoiceOption = Choice["options"][number];

export function recommendOption(
  choice: Choice,
  /** Ids of the questions that were answered with yes. */
  yes: ReadonlySet<string>,
  /** Skills that were chosen before: a framework is of one language. */
  chosen: ReadonlySet<string> = new Set(),
): ChoiceOption | undefined {
  const options = choice.options.filter(({ only }) => only === undefined || chosen.has(only));
  // Questions stand in the order of their weight: what somebody writes already counts for more than what adverts name.
  const decisive = choice.questions.find(({ id }) => yes.has(id) && options.some(({ yesTo }) => yesTo.includes(id)));
  if (decisive) return options.find(({ yesTo }) => yesTo.includes(decisive.id));
  return options.find((option) => option.default) ?? options[0];
}
