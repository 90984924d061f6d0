/**
 * Ids of things that do not exist, of the shape of one that does. Pure.
 */
import type { Random } from "../../base/random.ts";

export interface UnknownId {
  id: string;
  /**
   * True when a program cannot take it for malformed: a number or a UUID. Others may carry a checksum or a prefix of
   * their own, so that refusing them as malformed is honest too.
   */
  wellFormed: boolean;
}

export function unknownIdLike(id: string, random: Random): UnknownId {
  // Far beyond what a run makes, and still within a 4-byte integer when the sequence began low.
  if (/^\d{1,18}$/.test(id))
    return { id: String(BigInt(id) + 1_000_000n + BigInt(random.integer(0, 999))), wellFormed: true };
  // Version and variant (RFC 9562 §4) stay as they are: programs may insist on them.
  const uuid = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)[0-9a-f]{12}$/i.exec(id);
  if (uuid) {
    const digits = Array.from({ length: 12 }, () => random.integer(0, 15).toString(16)).join("");
    return { id: uuid[1] + digits, wellFormed: true };
  }
  const changed = [...id].map((letter, i) => (i < id.length / 2 ? letter : like(letter, random))).join("");
  return { id: changed === id ? `${id}x` : changed, wellFormed: false };
}

function like(letter: string, random: Random): string {
  if (/[0-9]/.test(letter)) return String(random.integer(0, 9));
  if (/[a-z]/.test(letter)) return String.fromCharCode(97 + random.integer(0, 25));
  if (/[A-Z]/.test(letter)) return String.fromCharCode(65 + random.integer(0, 25));
  return letter;
}
