/**
 * Bodies of ten megabytes, and bodies that do not end as they began; on a copy of its own, which may well not survive it.
 */
import type { Json } from "../../contract/json.ts";
import type { Operation } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { isFreeText, isNumber, membersOf } from "../acts/members.ts";
import { makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { sendRaw } from "../probe/http/raw.ts";
import { type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";

/** Note of "huge" and "broken off". */
export interface HugeNote {
  what: string;
  /** The contract certainly refuses it, whatever a program thinks of its size. */
  refused: boolean;
}

const hugeBytes = 10 * 1024 * 1024;
/** A program that waits for the rest of a body is right to wait; the judge is not. */
const brokenOffMs = 400;

const scenario: Scenario = {
  title: "send bodies of ten megabytes and bodies that break off",
  fast: false,
  instance: "own",
  uses: ["process"],
  limitMs: 120_000,
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface));
    const made = await makeThing(here, instance, resource, "before", { label: "create before" });
    const create = operationOf(here.surface, resource.create);
    await sendHuge(here, instance, create, {});
    if (resource.update)
      await sendHuge(here, instance, operationOf(here.surface, resource.update), pathOf(resource, made.id));
    await breakOff(here, instance, create);
    const after = await makeThing(here, instance, resource, "after", { label: "create afterwards" });
    if (!resource.read) return;
    await instance.http.call(operationOf(here.surface, resource.read), {
      label: "read afterwards",
      path: pathOf(resource, after.id),
    });
  },
};
export default scenario;

async function sendHuge(
  stage: Stage,
  instance: Instance,
  operation: Operation,
  path: Record<string, string>,
): Promise<void> {
  const members = membersOf(operation);
  const text = members.find(isFreeText);
  const number = members.find(isNumber);
  const body: Record<string, Json> = validBody(operation, stage.random);
  // Wrong for two reasons, so that only a program that looks at nothing takes it.
  if (number) body[number.name] = "a text";
  body[text?.name ?? "text"] = "x".repeat(hugeBytes);
  const refused = number !== undefined || typeof text?.schema.maxLength === "number";
  const send = (what: string, rawBody: string | Uint8Array, isRefused: boolean) =>
    instance.http.call(operation, {
      label: "huge",
      note: { what, refused: isRefused } satisfies HugeNote,
      path,
      rawBody,
    });
  await send("a text of 10 MB in JSON", JSON.stringify(body), refused);
  if (Object.keys(path).length > 0) return;
  await send("10 MB that are not JSON", new Uint8Array(hugeBytes).fill(0x78), true);
  await send("10 MB of opening brackets", new Uint8Array(hugeBytes).fill(0x5b), true);
}

/** What comes of them is each server's own; what counts is that the next request is served. */
async function breakOff({ signal }: Stage, instance: Instance, operation: Operation): Promise<void> {
  const target = { url: instance.url, track: instance.track, signal };
  const begin = Buffer.from('{"a":');
  const broken: [what: string, headers: [string, string][], body: Uint8Array][] = [
    ["a body that ends before its length", [["content-length", "1000"]], begin],
    ["a body of chunks that never ends", [["transfer-encoding", "chunked"]], Buffer.from('5\r\n{"a":\r\n')],
    ["a chunk whose length is no number", [["transfer-encoding", "chunked"]], Buffer.from("zz\r\n{}\r\n0\r\n\r\n")],
  ];
  const credentials = operation.secured ? Object.entries(await instance.http.credentials()) : [];
  await Promise.all(
    broken.map(([what, headers, bytes]) =>
      sendRaw(target, {
        label: "broken off",
        note: { what, refused: false } satisfies HugeNote,
        operation: operation.id,
        method: operation.method,
        url: operation.path,
        headers: [["content-type", operation.body?.contentType ?? "application/json"], ...credentials, ...headers],
        body: [{ bytes }],
        limitMs: brokenOffMs,
      }),
    ),
  );
}
