/**
 * Values that would change a statement, where people come in: signing up, logging in, being let in to what is somebody else's.
 *
 * Each password that is right or wrong costs what hashing costs, some 200 ms of a core; so there are fewer of them here.
 */
import type { Random } from "../../base/random.ts";
import type { Json } from "../../contract/json.ts";
import type { Operation } from "../../contract/surface.ts";
import { objectOf, succeeded } from "../reading/exchanges.ts";
import { type CallOptions, operationOf, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";
import { type Marked, numberInjections, textInjections } from "./injections.ts";
import { membersOf } from "./members.ts";
import { newcomerOf, nobody } from "./people.ts";

export type Sender = (
  operation: Operation,
  place: string,
  values: Marked[],
  optionsOf: (marked: Marked) => Partial<CallOptions>,
) => Promise<void>;

export async function injectWherePeopleComeIn({ surface, random }: Stage, send: Sender): Promise<void> {
  const { identity } = surface;
  if (!identity) return;
  const { login, password } = identity.members;
  const register = operationOf(surface, identity.register);
  const isAddress = newcomerOf(surface, random, "Ines").login.includes("@");
  const asLogin = isAddress ? addressInjections(random) : few(random);
  const into = (operation: Operation, member: string, values: Marked[], rest: () => Record<string, Json>) =>
    send(operation, `body.${member}`, values, ({ value }) => ({
      headers: nobody,
      body: { ...rest(), [member]: value },
    }));
  await into(register, login, asLogin, () => newcomerOf(surface, random, "Ines").body);
  for (const { name } of membersOf(register).filter(({ name }) => name !== login && name !== password)) {
    await into(register, name, few(random), () => newcomerOf(surface, random, "Ines").body);
  }
  const logIn = operationOf(surface, identity.logIn);
  const unknown = () => {
    const stranger = newcomerOf(surface, random, "Ines");
    return { ...validBody(logIn, random), [login]: stranger.login, [password]: stranger.password };
  };
  await into(logIn, login, isAddress ? addressInjections(random) : few(random), unknown);
  await into(logIn, password, few(random).slice(0, 2), unknown);
}

/** `path` leads to the thing of whoever asks. */
export async function injectWherePeopleAreLetIn(
  { surface, random, shared }: Stage,
  path: Record<string, string>,
  send: Sender,
): Promise<void> {
  const { sharing, identity } = surface;
  if (!sharing || !identity) return;
  const { body } = newcomerOf(surface, random, "Gus");
  const register = operationOf(surface, identity.register);
  const guest = await shared.http.call(register, { label: "sign up", note: { person: "Gus" }, headers: nobody, body });
  const id = succeeded(guest) ? objectOf(guest)?.[identity.idMember] : undefined;
  if (typeof id !== "string" && typeof id !== "number") return;
  const grant = operationOf(surface, sharing.grant);
  const role = (value: string) => ({ ...validBody(grant, random), [sharing.roleMember]: value });
  const [harmless] = sharing.roles;
  const at = (person: string) => ({ ...path, [sharing.personParameter]: person });
  await send(grant, `body.${sharing.roleMember}`, textInjections(random, { mayCutOff: false }), ({ value }) => ({
    path: at(String(id)),
    body: role(value),
  }));
  const people = [...textInjections(random, { mayCutOff: false }), ...numberInjections(random, String(id))];
  await send(grant, `path.${sharing.personParameter}`, people, ({ value }) => ({
    path: at(value),
    body: role(harmless ?? ""),
  }));
}

/** One harmless one and two that are not. */
function few(random: Random): Marked[] {
  const all = textInjections(random, { mayCutOff: true });
  return [
    ...all.filter(({ harmless }) => harmless).slice(0, 1),
    ...all.filter(({ harmless }) => !harmless).slice(0, 2),
  ];
}

/** A quote may stand before the @ (RFC 5322 §3.2.3), and a hyphen; spaces may not, so there are none. */
function addressInjections(random: Random): Marked[] {
  const marked = (harmless: boolean, between: string): Marked => {
    const [head, tail] = [`q${random.token(5)}`, `z${random.token(5)}`];
    return { head, tail, value: `${head}${between}${tail}@example.com`, harmless };
  };
  return [marked(true, "and"), marked(false, "'or'1'='1"), marked(false, "'--x'")];
}
