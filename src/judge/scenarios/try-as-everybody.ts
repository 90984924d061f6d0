/**
 * Everything that can be done with somebody's things, tried by everybody: by members of each role, by one who had a role and
 * lost it, by a stranger. After each write that should be refused the owner looks whether it was done all the same.
 *
 * Who is nobody at all needs no matrix: that every operation asks for a token is a scenario of its own. Differences in time
 * between "not yours" and "not there" are not measured: on a busy machine they drown in noise.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Operation } from "../../contract/surface.ts";
import { type Cast, castOf, withoutOwners } from "../acts/cast.ts";
import type { Person } from "../acts/people.ts";
import {
  bodyFor,
  type Does,
  letIn,
  makeIn,
  makePossessions,
  ownedResources,
  type Possessions,
  pathFor,
  workOf,
} from "../acts/possessions.ts";
import { unknownIdLike } from "../acts/unknown-ids.ts";
import { idsOfPage } from "../probe/http/messages.ts";
import { asObject, jsonOf, succeeded } from "../reading/exchanges.ts";
import { type Instance, operationOf, type Scenario, type Stage } from "../scenario.ts";

/** Of "try"; "look before" and "look after" have its `case`. */
export interface TryNote {
  case: string;
  person: string;
  /** A role of the surface; "removed" and "lowered" for who had a better one until a moment ago; "stranger". */
  role: string;
  resource: string;
  does: Does;
  owner: string;
  allowed: boolean;
  /** Whom an operation of sharing is about. */
  about?: string;
  /** The path names a parent that the person may use, and a thing of somebody else below it. */
  throughOwn?: true;
}

/** Of "ask alike": the same request of a stranger about a thing of somebody else and about two that are not there. */
export interface AlikeNote {
  case: string;
  resource: string;
  does: Does;
  about: "foreign" | "unknown" | "unknown too";
  id: string;
  wellFormed: boolean;
  /** What is odd about the request: it has to be refused for it, but not sooner than for who asks. */
  with: "a valid body" | "an empty body" | "a stale tag" | "nothing";
}

/** Of "list": what somebody finds without naming the owner's things. */
export interface ListNote {
  person: string;
  role: string;
  resource: string;
  /** The ids of what is not theirs. */
  foreign: string[];
}

/** Of "find shared": how somebody who has a role comes upon what is shared, in a list or by its id. */
export interface FindNote {
  person: string;
  role: string;
  resource: string;
  id: string;
  does: "list" | "read";
}

/** Of the largest size. A longer list was there before, and says nothing about what it did not reach. */
const mostListedPages = 20;

const order: Does[] = ["list", "read", "create", "update", "replace", "other", "grant", "revoke", "remove"];

const scenario: Scenario = {
  title: "try everything as everybody",
  fast: true,
  instance: "shared",
  uses: [],
  limitMs: 120_000,
  inapplicable: (surface) =>
    withoutOwners(surface) ?? (ownedResources(surface).length > 0 ? undefined : "nothing of one's own can be made"),
  async run(stage) {
    const instance = stage.shared;
    const cast = await castOf(stage, instance);
    const play = createPlay(stage, instance, cast);
    for (const { role, person } of cast.members) await play.tryRefused(person, role);
    await play.tryRefused(cast.stranger, "stranger");
    await play.tryThroughOwn();
    await play.list(cast.stranger, "stranger");
    await play.askAlike();
    await play.findShared();
    await play.lowerAndRemove();
    await play.tryAllowed();
  },
};
export default scenario;

function createPlay(stage: Stage, instance: Instance, cast: Cast) {
  const { surface, random } = stage;
  const { http } = instance;
  const { sharing } = surface;
  const ownerRole = sharing?.ownerRole ?? "owner";
  const guarded = surface.operations
    .filter(({ id }) => surface.access?.[id])
    .sort((a, b) => rank(surface, a) - rank(surface, b));
  const isAllowed = ({ id }: Operation, role: string) => surface.access?.[id]?.allowed.includes(role) ?? false;
  let cases = 0;
  let current: Possessions | undefined;

  const furnish = async (): Promise<Possessions> => {
    const made = await makePossessions(stage, instance, cast.owner);
    for (const member of cast.members) await letIn(stage, instance, made, member);
    return made;
  };
  /** What a hole has spoiled is made anew, so that one hole does not look like many. */
  const possessions = async () => {
    current ??= await furnish();
    return current;
  };

  /** Whom somebody lets in, or puts out: those without a right let themselves in, which would gain them most. */
  const aboutWhom = (does: Does, actor: Person): Person | undefined => {
    if (does === "grant")
      return cast.members.some(({ person }) => person === actor && person !== lowest()) ? cast.stranger : actor;
    if (does === "revoke") return cast.members.find(({ person }) => person !== actor)?.person;
    return undefined;
  };
  const lowest = () => cast.members.at(-1)?.person;

  const look = async (
    operation: Operation,
    kept: Possessions,
    when: "before" | "after",
    id: string,
    about?: Person,
  ) => {
    const { resource, does } = workOf(surface, operation);
    const looked = about ? kept.root.resource : (resource ?? kept.root.resource);
    const read = operationOf(
      surface,
      (does === "create" ? looked.list : undefined) ?? looked.read ?? kept.root.resource.read,
    );
    const path = pathFor(surface, read, kept.things);
    const person = about ?? cast.owner;
    if (path)
      await http.call(read, {
        label: `look ${when}`,
        note: { case: id, person: person.name },
        headers: person.as,
        path,
      });
  };

  interface Try {
    person: Person;
    role: string;
    operation: Operation;
    kept: Possessions;
    allowed: boolean;
    about?: Person | undefined;
    path?: Record<string, string>;
    throughOwn?: true;
    owner?: Person;
  }
  const attempt = async ({ person, role, operation, kept, allowed, about, path, throughOwn, owner }: Try) => {
    const { resource, does } = workOf(surface, operation);
    const filled = path ?? pathFor(surface, operation, kept.things, about);
    if (!filled) return undefined;
    const id = `c${++cases}`;
    const watched = !allowed && writes(operation);
    if (watched) await look(operation, kept, "before", id, about);
    const body = bodyFor(stage, operation, sharing?.roles[0]);
    const exchange = await http.call(operation, {
      label: "try",
      note: {
        case: id,
        person: person.name,
        role,
        resource: resource?.name ?? kept.root.resource.name,
        does,
        owner: (owner ?? cast.owner).name,
        allowed,
        ...(about ? { about: about.name } : {}),
        ...(throughOwn ? { throughOwn } : {}),
      },
      headers: person.as,
      path: filled,
      ...(body ? { body } : {}),
    });
    if (watched) await look(operation, kept, "after", id, about);
    if (watched && succeeded(exchange)) current = undefined;
    return exchange;
  };

  const tryRefused = async (person: Person, role: string) => {
    for (const operation of guarded.filter((candidate) => !isAllowed(candidate, role))) {
      const about = aboutWhom(workOf(surface, operation).does, person);
      await attempt({ person, role, operation, kept: await possessions(), allowed: false, about });
    }
  };

  const list = async (person: Person, role: string) => {
    const kept = await possessions();
    for (const { resource } of kept.things) {
      const operation = surface.operations.find(({ id }) => id === resource.list);
      if (!operation || operation.path.includes("{")) continue;
      const ask = (query: Record<string, string>) =>
        http.call(operation, {
          label: "list",
          note: {
            person: person.name,
            role,
            resource: resource.name,
            foreign: kept.things.filter((thing) => thing.resource === resource).map(({ id }) => id),
          } satisfies ListNote,
          headers: person.as,
          query,
        });
      await ask({});
      // A filter by parent is a way in of its own.
      const filters = operation.parameters.filter(({ in: where }) => where === "query").map(({ name }) => name);
      for (const parent of resource.parents ?? []) {
        const name = filters.find((filter) => filter === parent.parameter || filter === parent.member);
        const above = kept.things.find((thing) => thing.resource.name === parent.resource);
        if (name && above) await ask({ [name]: above.id });
      }
    }
  };

  return {
    tryRefused,
    list,

    /** Where a path names both: a parent of one's own, and below it what belongs to somebody else. */
    async tryThroughOwn() {
      const nested = guarded.filter(
        (operation) => [...operation.path.matchAll(/\{/g)].length > 1 && ownIdIn(surface, operation),
      );
      if (nested.length === 0) return;
      const own = await makePossessions(stage, instance, cast.stranger);
      for (const operation of nested) {
        const kept = await possessions();
        const name = ownIdIn(surface, operation) as string;
        const mine = pathFor(surface, operation, own.things);
        const theirs = pathFor(surface, operation, kept.things)?.[name];
        if (!mine || theirs === undefined) continue;
        const path = { ...mine, [name]: theirs };
        await attempt({
          person: cast.stranger,
          role: "stranger",
          operation,
          kept,
          allowed: false,
          path,
          throughOwn: true,
        });
      }
    },

    /** Each request three times: two about what is not there show which differences mean nothing. */
    async askAlike() {
      for (const operation of guarded) {
        const { resource, does } = workOf(surface, operation);
        const kept = await possessions();
        const about = aboutWhom(does, cast.stranger);
        const path = pathFor(surface, operation, kept.things, about);
        const named = ownIdIn(surface, operation) ?? parentIn(operation, path);
        const id = named === undefined ? undefined : path?.[named];
        if (!path || named === undefined || id === undefined) continue;
        for (const odd of oddities(
          operation,
          surface.resources.some(({ concurrency }) => concurrency?.update === operation.id),
        )) {
          const body = odd === "an empty body" ? {} : bodyFor(stage, operation, sharing?.roles[0]);
          const name = `a${++cases}`;
          const ask = (target: AlikeNote["about"], targetId: string, wellFormed: boolean): Promise<Exchange> =>
            http.call(operation, {
              label: "ask alike",
              note: {
                case: name,
                resource: resource?.name ?? kept.root.resource.name,
                does,
                about: target,
                id: targetId,
                wellFormed,
                with: odd,
              } satisfies AlikeNote,
              headers: { ...cast.stranger.as, ...(odd === "a stale tag" ? { "if-match": '"0"' } : {}) },
              path: { ...path, [named]: targetId },
              ...(body ? { body } : {}),
            });
          for (const target of ["unknown", "unknown too"] as const) {
            const unknown = unknownIdLike(id, random);
            await ask(target, unknown.id, unknown.wellFormed);
          }
          // Last, because where it works nothing may be left to ask for.
          if (succeeded(await ask("foreign", id, true)) && writes(operation)) current = undefined;
        }
      }
    },

    /** Who has a role looks for the thing: in their list, and by its id. */
    async findShared() {
      if (!sharing) return;
      const { root } = await possessions();
      const { resource, id } = root;
      const [list, read] = [resource.list, resource.read].map((wanted) =>
        surface.operations.find((operation) => operation.id === wanted),
      );
      for (const { role, person } of [...cast.members, { role: ownerRole, person: cast.owner }]) {
        const noteOf = (does: FindNote["does"]): FindNote & Record<string, string> => {
          return { person: person.name, role, resource: resource.name, id, does };
        };
        const asked = { label: "find shared", headers: person.as };
        const path = read && pathFor(surface, read, [root]);
        if (read && path) await http.call(read, { ...asked, note: noteOf("read"), path });
        if (!list || list.path.includes("{")) continue;
        const { page } = resource;
        let cursor: string | undefined;
        for (let turned = 0; turned < mostListedPages; turned++) {
          const answer = await http.call(list, {
            ...asked,
            note: noteOf("list"),
            query: {
              ...(page ? { [page.limitParameter]: String(page.maximumLimit) } : {}),
              ...(page && cursor !== undefined ? { [page.cursorParameter]: cursor } : {}),
            },
          });
          const next = page && asObject(jsonOf(answer))?.[page.next];
          const ends = next === null || next === undefined || next === "";
          if (!succeeded(answer) || ends || idsOfPage(answer, resource).includes(id)) break;
          cursor = String(next);
        }
      }
    },

    async lowerAndRemove() {
      const person = cast.passing;
      const [best] = sharing?.roles ?? [];
      const least = sharing?.roles.at(-1);
      if (!sharing || !person || best === undefined || least === undefined) return;
      const revoke = operationOf(surface, sharing.revoke);
      const used = async () => {
        // Whatever the program remembers of a role, it remembers it now.
        const operation = guarded.find(
          (candidate) => isAllowed(candidate, best) && workOf(surface, candidate).does === "read",
        );
        const path = operation && pathFor(surface, operation, (await possessions()).things);
        if (operation && path) await http.call(operation, { label: "use the role", headers: person.as, path });
      };
      const lost = guarded.filter((operation) => isAllowed(operation, best) && !isAllowed(operation, least));
      for (const operation of lost) {
        const kept = await possessions();
        await letIn(stage, instance, kept, { person, role: best });
        await used();
        await letIn(stage, instance, kept, { person, role: least });
        await attempt({
          person,
          role: "lowered",
          operation,
          kept,
          allowed: false,
          about: aboutWhom(workOf(surface, operation).does, person),
        });
      }
      for (const operation of guarded) {
        const kept = await possessions();
        await letIn(stage, instance, kept, { person, role: best });
        await used();
        const path = pathFor(surface, revoke, kept.things, person);
        const removed = path && (await http.call(revoke, { label: "put out", headers: cast.owner.as, path }));
        if (!removed || !succeeded(removed)) return;
        await attempt({
          person,
          role: "removed",
          operation,
          kept,
          allowed: false,
          about: aboutWhom(workOf(surface, operation).does, person),
        });
      }
      await list(person, "removed");
    },

    /** Last, since all of it is really done. */
    async tryAllowed() {
      const roles = [...cast.members, { role: ownerRole, person: cast.owner }];
      for (const operation of guarded) {
        const { resource, does } = workOf(surface, operation);
        for (const { role, person } of roles.filter((candidate) => isAllowed(operation, candidate.role))) {
          const kept = await possessions();
          const isChild = resource !== undefined && resource !== kept.root.resource;
          if (does === "remove" && isChild) {
            const fresh = await makeIn(stage, instance, { ...kept, resource });
            kept.things = kept.things.map((thing) => (thing.resource === resource ? fresh : thing));
          }
          const about = does === "grant" || does === "revoke" ? cast.passing : undefined;
          if (does === "revoke" && about && sharing?.roles[0] !== undefined)
            await letIn(stage, instance, kept, { person: about, role: sharing.roles[0] });
          await attempt({ person, role, operation, kept, allowed: true, about });
          // What was deleted takes with it all that lies below.
          if (does === "remove" && !isChild) current = undefined;
        }
      }
    },
  };
}

function rank(surface: Stage["surface"], operation: Operation): number {
  const { resource, does } = workOf(surface, operation);
  // Of two deletes, that of the thing below comes first.
  return order.indexOf(does) * 10 - (resource?.parents?.length ?? 0);
}

function writes({ method }: Operation): boolean {
  return method !== "GET" && method !== "HEAD";
}

/** The path parameter that is the id of the operation's own thing. */
function ownIdIn(surface: Stage["surface"], operation: Operation): string | undefined {
  const { resource, does } = workOf(surface, operation);
  const name = does === "create" || does === "list" ? undefined : resource?.idParameter;
  return name !== undefined && operation.path.includes(`{${name}}`) ? name : undefined;
}

function parentIn(operation: Operation, path: Record<string, string> | undefined): string | undefined {
  return [...operation.path.matchAll(/\{([^}]*)\}/g)]
    .map(([, name = ""]) => name)
    .find((name) => path?.[name] !== undefined);
}

function oddities(operation: Operation, heedsTags: boolean): AlikeNote["with"][] {
  const { schema } = operation.body ?? {};
  const needsMembers = schema !== undefined && ("required" in schema || Number(schema.minProperties ?? 0) > 0);
  return [
    operation.body ? "a valid body" : "nothing",
    ...(needsMembers ? (["an empty body"] as const) : []),
    ...(heedsTags ? (["a stale tag"] as const) : []),
  ];
}
