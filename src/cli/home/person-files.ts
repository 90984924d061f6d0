/**
 * Reads and writes `person.yaml` and `private.yaml`. What the person wrote into them by hand, comments too, stays.
 */
import { isDeepStrictEqual } from "node:util";
import { Document, isNode, isScalar, parseDocument } from "yaml";
import { UserError } from "../../base/errors.ts";
import { type Person, type Private, personSchema, privateSchema } from "../../contract/person.ts";
import type { Door } from "../door.ts";
import type { Home } from "./home-folder.ts";
import { keepFile } from "./keep-file.ts";
import { readText, readYaml } from "./read-file.ts";

export function readPerson({ person }: Home): Promise<Person | undefined> {
  return readYaml(person, personSchema);
}

export async function personOf(home: Home, door: Door): Promise<Person> {
  const person = await readPerson(home);
  if (person) return person;
  throw new UserError("no-person", `there is no plan in ${home.folder} yet`, {
    fix: `\`${door.called} init\` asks three things and makes one`,
  });
}

/** Pay, savings and reasons. Nothing of it may enter anything that is shared. */
export async function readPrivate(home: Home): Promise<Private> {
  return (await readPrivateFile(home)) ?? privateSchema.parse({});
}

/** Undefined where there is none. */
export function readPrivateFile(home: Home): Promise<Private | undefined> {
  return readYaml(home.private, privateSchema);
}

export async function keepPerson(home: Home, changes: Partial<Person>): Promise<Person> {
  return keepChanges(home.person, changes, personSchema, personComment);
}

export async function keepPrivate(home: Home, changes: Partial<Private>): Promise<Private> {
  return keepChanges(home.private, changes, privateSchema, privateComment);
}

/** Sets the members that are given, takes out those that are given as undefined, and leaves all else as it is written. */
async function keepChanges<T extends object>(
  path: string,
  changes: Partial<T>,
  schema: { parse(value: unknown): T },
  comment: string,
): Promise<T> {
  const text = await readText(path);
  const document = text === undefined || text.trim() === "" ? emptyDocument(comment) : parseDocument(text);
  for (const [key, value] of Object.entries(changes)) {
    const there = document.get(key, true);
    if (value === undefined) document.delete(key);
    // In place, so that a comment beside it stays.
    else if (isScalar(there) && !(value instanceof Object)) there.value = value;
    else if (!isDeepStrictEqual(asPlain(there, document), value)) document.set(key, document.createNode(value));
  }
  const kept = schema.parse(document.toJS());
  await keepFile(path, document.toString({ lineWidth: 0 }));
  return kept;
}

function asPlain(node: unknown, document: Document): unknown {
  return isNode(node) ? node.toJS(document) : node;
}

function emptyDocument(comment: string): Document {
  const document = new Document({});
  document.commentBefore = comment;
  return document;
}

const personComment = ` What your plan is made from. Change it as you like: the plan is made anew each time it is shown.
 There is nothing private in here: pay, savings and reasons are in private.yaml.`;
const privateComment = ` Your pay, savings and reasons. Nothing in here ever enters anything that you export or show to others.`;
