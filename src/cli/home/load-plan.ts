/**
 * The plan of the person whose home it is: everything that it is made from, read and put together.
 */
import { countAdverts } from "../../career/adverts/count-adverts.ts";
import { readAdvert } from "../../career/adverts/read-advert.ts";
import { type PlanOfRecords, planFromRecords } from "../../career/plan-from-records.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { marketOf } from "../../catalog/find-market.ts";
import { readCatalog } from "../../catalog/read-catalog.ts";
import type { Advert, AdvertReport } from "../../contract/advert.ts";
import type { Person } from "../../contract/person.ts";
import type { Progress } from "../../contract/progress.ts";
import type { Door } from "../door.ts";
import { localToday } from "../plan-view/days.ts";
import { type Home, homeOf } from "./home-folder.ts";
import { readKeptAdverts } from "./kept-adverts.ts";
import type { HomeOptions } from "./options.ts";
import { personOf, readPerson, readPrivate } from "./person-files.ts";
import { readOwnEvidence } from "./read-own-evidence.ts";
import { readProgress } from "./read-progress.ts";

export interface LoadedPlan extends PlanOfRecords {
  catalog: Catalog;
  home: Home;
  person: Person;
  progress: Progress;
  today: string;
}

/** `change`: for "what if", on this plan only. Nothing is kept. */
export async function loadPlan(
  options: HomeOptions,
  door: Door,
  change: (person: Person) => Person = (person) => person,
): Promise<LoadedPlan> {
  const home = homeOf(door, options.home);
  const today = options.today ?? localToday();
  const [catalog, kept, secret, progress] = await Promise.all([
    readCatalog(),
    personOf(home, door),
    readPrivate(home),
    readProgress(home),
  ]);
  const person = change(kept);
  const [{ evidence, unreadable }, adverts] = await Promise.all([
    readOwnEvidence(person, home, door),
    readKeptAdverts(home),
  ]);
  for (const why of unreadable) door.stderr.write(`note: passed over: ${why}\n`);
  const made = planFromRecords({ catalog, person, private: secret, adverts, evidence, progress, today });
  return { ...made, catalog, home, person, progress, today };
}

/** The adverts alone: they can be counted before there is a plan. */
export async function reportOf(options: HomeOptions, door: Door): Promise<{ report: AdvertReport; locale: string }> {
  const home = homeOf(door, options.home);
  const today = options.today ?? localToday();
  const [catalog, person, adverts] = await Promise.all([readCatalog(), readPerson(home), readAdverts(home)]);
  const report = countAdverts(adverts, catalog, { today, line: person?.mustShare });
  return { report, locale: marketOf(person?.market ?? "uk", catalog.pay).locale };
}

export async function readAdverts(home: Home): Promise<Advert[]> {
  return (await readKeptAdverts(home)).map((advert) => readAdvert(advert));
}
