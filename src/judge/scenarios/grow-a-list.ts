/**
 * Fills a list, then asks for a short page and a long one in turn, with nothing else going on: how many statements each
 * takes is seen on the wire. Then the same with each value of each parameter that the list has.
 *
 * Takes some 2 s for each list: a start, 60 creates and eight pages, and six more for each value.
 */
import type { Json } from "../../contract/json.ts";
import type { Resource } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { queriesOf } from "../acts/list-queries.ts";
import { makeable, makeThing } from "../acts/things.ts";
import { objectOf } from "../reading/exchanges.ts";
import { type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "page". */
export interface PageNote {
  resource: string;
  limit: number;
  /** Parameters besides those of pages: "status=done". */
  query?: string;
}

const things = 60;
const makersAtOnce = 4;
export const shortPage = 5;
export const longPage = 50;
/** A statement of the pool's own upkeep may fall into one page; hardly into all three. */
const times = 3;

const scenario: Scenario = {
  title: "ask for a short page of a list and a long one",
  fast: false,
  instance: "own",
  uses: ["database"],
  limitMs: 70_000,
  inapplicable: (surface) =>
    paged(surface).length > 0 ? undefined : "there is no list whose pages can be made longer",
  async run(stage) {
    const instance = requireReady(await stage.start());
    for (const wanted of paged(stage.surface)) {
      const { stage: here, resource } = await inPlace(stage, instance, wanted);
      await growAndAsk(here, instance, resource);
    }
  },
};
export default scenario;

function paged(surface: Stage["surface"]): Resource[] {
  return makeable(surface, "list", "page").filter(({ page }) => (page?.maximumLimit ?? 0) >= longPage);
}

async function growAndAsk(stage: Stage, instance: Instance, resource: Resource): Promise<void> {
  let left = things;
  let example: { [member: string]: Json } = {};
  const make = async () => {
    while (left-- > 0) {
      const { exchange } = await makeThing(stage, instance, resource, `row ${left}`);
      example = objectOf(exchange) ?? example;
    }
  };
  await Promise.all(Array.from({ length: makersAtOnce }, make));
  // Statements are prepared and caches are filled by the first of each.
  const list = operationOf(stage.surface, resource.list);
  const queries = resource.page ? queriesOf(list, resource.page, example) : [];
  for (const query of [{}, ...queries]) {
    for (const limit of [shortPage, longPage]) await askForPage(stage, instance, resource, { limit, query }, "warm up");
    for (let time = 0; time < times; time++) {
      for (const limit of [shortPage, longPage]) await askForPage(stage, instance, resource, { limit, query }, "page");
    }
  }
}

async function askForPage(
  { surface, wait }: Stage,
  instance: Instance,
  resource: Resource,
  { limit, query }: { limit: number; query: Record<string, string> },
  label: string,
) {
  await instance.http.call(operationOf(surface, resource.list), {
    label,
    note: { resource: resource.name, limit, query: new URLSearchParams(query).toString() } satisfies PageNote,
    query: { ...query, [resource.page?.limitParameter ?? "limit"]: String(limit) },
  });
  // So that what a program does after its answer (COMMIT, giving back the connection) is not counted with the next page.
  await wait(30);
}
