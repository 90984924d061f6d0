/**
 * Which answers say that there is no such thing, or none that one may know of.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Surface } from "../../contract/surface.ts";

/**
 * 404. And 403 for operations on things that belong to somebody: a program that answers strangers so has to say the same of what
 * is not there, or they would learn what is.
 */
export function saysThereIsNone({ access }: Surface, { operation, response }: Exchange): boolean {
  if (response?.status === 404) return true;
  return response?.status === 403 && operation !== undefined && access?.[operation] !== undefined;
}

/** The same, where RFC 9110 §15.5.11 is as good: it was there, and is gone. */
export function saysItIsGone(surface: Surface, exchange: Exchange): boolean {
  return exchange.response?.status === 410 || saysThereIsNone(surface, exchange);
}
