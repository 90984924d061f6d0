/**
 * The exchanges of "create-read-update-delete", thing by thing, in the order in which they happened.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { RecordingView } from "../check.ts";
import { asObject } from "./exchanges.ts";

export interface Life {
  resource: Resource;
  thing: string;
  exchanges: Exchange[];
}

export function livesIn(view: RecordingView): Life[] {
  const lives = new Map<string, Life>();
  for (const exchange of view.of("exchange", "create-read-update-delete")) {
    const note = asObject(exchange.note);
    const resource = view.surface.resources.find((candidate) => candidate.name === note?.resource);
    if (!resource || typeof note?.thing !== "string") continue;
    const key = `${resource.name}/${note.thing}`;
    const life = lives.get(key) ?? { resource, thing: note.thing, exchanges: [] };
    life.exchanges.push(exchange);
    lives.set(key, life);
  }
  return [...lives.values()];
}
