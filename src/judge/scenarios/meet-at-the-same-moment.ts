/**
 * Changes with one tag, creates with one key, and roles for one person: each several times at the very same moment.
 */

import type { Resource } from "../../contract/surface.ts";
import { atTheSameMoment } from "../acts/at-the-same-moment.ts";
import { castOf, speakingAs } from "../acts/cast.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody, markedChange } from "../acts/marked-bodies.ts";
import { letIn, makePossessions, ownedResources, pathFor } from "../acts/possessions.ts";
import { makeable, makeThing, pathOf } from "../acts/things.ts";
import { header } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { operationOf, type Scenario, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";

/** Of "change together", "create together" and what is looked at before and after. */
export interface TogetherNote {
  resource: string;
}

/** Of "set a role together". */
export interface RoleNote {
  person: string;
  role: string;
}

/** Fewer than the smallest pools have connections for, so that they do not only wait for those. */
const together = 8;

const scenario: Scenario = {
  title: "change, repeat and share at the very same moment",
  fast: false,
  instance: "shared",
  uses: ["database"],
  limitMs: 60_000,
  inapplicable: (surface) =>
    taggedIn(surface).length + keyedIn(surface).length > 0 || surface.sharing
      ? undefined
      : "there are no tags, no keys for repeated requests and nothing is shared",
  async run(stage) {
    for (const resource of taggedIn(stage.surface)) await changeTogether(stage, resource);
    for (const resource of keyedIn(stage.surface)) await createTogether(stage, resource);
    await shareTogether(stage);
  },
};
export default scenario;

export function keyedIn(surface: Stage["surface"]): Resource[] {
  return makeable(surface).filter(({ create }) => operationOf(surface, create).idempotencyHeader !== undefined);
}

function taggedIn(surface: Stage["surface"]): Resource[] {
  return makeable(surface, "concurrency");
}

async function changeTogether(stage: Stage, wanted: Resource): Promise<void> {
  const { stage: here, resource } = await inPlace(stage, stage.shared, wanted);
  const { surface, shared, random } = here;
  const { id } = await makeThing(here, shared, resource, "changed");
  const path = pathOf(resource, id);
  const note = { resource: resource.name } satisfies TogetherNote;
  const [reads, changes] = [
    operationOf(surface, resource.concurrency?.read),
    operationOf(surface, resource.concurrency?.update),
  ];
  const tag = header(await shared.http.call(reads, { label: "read before", note, path }), "etag");
  if (tag === undefined) return;
  // Alone it has to work, or together it says nothing. By RFC 9110 §13.1.1 a weak tag never matches.
  const alone = await shared.http.call(changes, {
    label: "change alone",
    note,
    path,
    headers: { "if-match": tag },
    body: markedChange(changes, random),
  });
  if (!succeeded(alone)) return;
  const fresh = header(await shared.http.call(reads, { label: "read before", note, path }), "etag");
  if (fresh === undefined) return;
  await atTheSameMoment(here, shared, () =>
    Array.from({ length: together }, () =>
      shared.http.call(changes, {
        label: "change together",
        note,
        path,
        headers: { "if-match": fresh },
        body: markedChange(changes, random),
      }),
    ),
  );
  await shared.http.call(reads, { label: "read after", note, path });
}

async function createTogether(stage: Stage, wanted: Resource): Promise<void> {
  const { stage: here, resource } = await inPlace(stage, stage.shared, wanted);
  const { surface, shared, random } = here;
  const create = operationOf(surface, resource.create);
  const note = { resource: resource.name } satisfies TogetherNote;
  const body = markedBody(create, random);
  const key = random.token(24);
  await atTheSameMoment(here, shared, () =>
    Array.from({ length: together }, () =>
      shared.http.call(create, {
        label: "create together",
        note,
        headers: { [create.idempotencyHeader ?? ""]: key },
        body,
      }),
    ),
  );
  if (resource.list) await shared.http.call(operationOf(surface, resource.list), { label: "list after", note });
}

async function shareTogether(stage: Stage): Promise<void> {
  const { surface, shared, random } = stage;
  const { sharing } = surface;
  if (!sharing || ownedResources(surface).length === 0) return;
  const { owner, passing } = await castOf(stage, shared);
  if (!passing) return;
  const own = await makePossessions(stage, shared, owner);
  const [grant, revoke] = [operationOf(surface, sharing.grant), operationOf(surface, sharing.revoke)];
  const path = pathFor(surface, grant, own.things, passing);
  const outPath = pathFor(surface, revoke, own.things, passing);
  const read = surface.operations.find(({ id }) => id === own.root.resource.read);
  const readPath = read && pathFor(surface, read, own.things);
  if (!path || !outPath || !read || !readPath) return;
  const look = async (label: string) => {
    await shared.http.call(read, { label, headers: passing.as, path: readPath });
    const list = surface.operations.find(({ id }) => id === own.root.resource.list);
    if (list && !list.path.includes("{")) {
      const note = { resource: own.root.resource.name, id: own.root.id };
      await shared.http.call(list, { label: `${label} in the list`, note, headers: passing.as });
    }
  };
  const { http } = speakingAs(shared, owner);
  const ask = (role: string, label: string) =>
    http.call(grant, {
      label,
      note: { person: passing.name, role } satisfies RoleNote,
      path,
      body: { ...validBody(grant, random), [sharing.roleMember]: role },
    });
  const role = (i: number) => sharing.roles[i % sharing.roles.length] as string;
  await atTheSameMoment(stage, shared, () =>
    Array.from({ length: together }, (_, i) => ask(role(i), "set a role together")),
  );
  await look("look while in");
  await ask(role(1), "set a role again");
  await ask(role(1), "set a role again");
  await look("look while in");
  await http.call(revoke, { label: "take the role away", path: outPath });
  await look("look when out");
  // And let in again: what was taken away must not be in the way.
  await letIn(stage, shared, own, { person: passing, role: role(0) });
  await look("look while in");
}
