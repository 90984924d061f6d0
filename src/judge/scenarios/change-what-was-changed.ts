/**
 * Changes a thing with the tag of what was read, then again with the same tag, which is stale by then. All within a moment: a tag
 * made of a time in whole seconds would be the same for both.
 */
import type { Exchange } from "../../contract/recording.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedChange } from "../acts/marked-bodies.ts";
import { makeable, makeThing, pathOf } from "../acts/things.ts";
import { header } from "../probe/http/messages.ts";
import { operationOf, type Scenario } from "../scenario.ts";

/** Of all its exchanges but those that make things. */
export interface TagNote {
  resource: string;
  /** Which tag a change was sent with; "weak stripped" is the fresh one again, without its W/. */
  tag?: "fresh" | "weak stripped" | "stale" | "made up" | "none" | "any";
}

const scenario: Scenario = {
  title: "change what somebody else has changed",
  fast: true,
  instance: "shared",
  uses: [],
  promises: ["stale-writes-are-refused"],
  limitMs: 30_000,
  inapplicable: (surface) =>
    makeable(surface, "concurrency").length > 0 ? undefined : "nothing that can be made has a tag",
  async run(stage) {
    for (const wanted of makeable(stage.surface, "concurrency")) {
      const { stage: here, resource } = await inPlace(stage, stage.shared, wanted);
      const { surface, shared, random } = here;
      const { id } = await makeThing(here, shared, resource, "changed");
      const path = pathOf(resource, id);
      const [reads, changes] = [resource.concurrency?.read, resource.concurrency?.update].map((name) =>
        operationOf(surface, name),
      ) as [ReturnType<typeof operationOf>, ReturnType<typeof operationOf>];
      const note = (tag?: TagNote["tag"]): { resource: string; tag?: string } => ({
        resource: resource.name,
        ...(tag === undefined ? {} : { tag }),
      });
      const read = (label: string, tag?: TagNote["tag"]) => shared.http.call(reads, { label, note: note(tag), path });
      const change = (tag: NonNullable<TagNote["tag"]>, ifMatch: string | undefined): Promise<Exchange> =>
        shared.http.call(changes, {
          label: "change",
          note: note(tag),
          path,
          headers: ifMatch === undefined ? {} : { "if-match": ifMatch },
          body: markedChange(changes, random),
        });

      const first = header(await read("read"), "etag");
      if (first === undefined) continue;
      const fresh = await change("fresh", first);
      // By RFC 9110 §13.1.1 a weak tag never matches; who gives one out and then keeps to that is asked with its strong form.
      if (fresh.response?.status === 412 && /^W\//.test(first)) await change("weak stripped", first.slice(2));
      await read("read again");
      await change("stale", first);
      await read("read after", "stale");
      await change("made up", `"${random.token(12)}"`);
      await read("read after", "made up");
      await change("none", undefined);
      await change("any", "*");
    }
  },
};
export default scenario;
