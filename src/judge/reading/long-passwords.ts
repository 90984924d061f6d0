/**
 * How long a password may be by the contract, and where bcrypt stops to read it.
 */
import type { Surface } from "../../contract/surface.ts";

/** bcrypt reads so many and ignores the rest without a word: https://man.openbsd.org/crypt_newhash.3, OWASP Password Storage Cheat Sheet. */
export const bcryptBytes = 72;
/** A few letters that may differ are as good as many, and a shorter password is refused by fewer programs. */
const differentBytes = 8;

/** Of the longest password of plain letters that is worth trying; undefined where the contract allows none beyond bcrypt's. */
export function longPasswordBytes({ identity, operations }: Surface): number | undefined {
  if (!identity) return undefined;
  const lengths = [identity.register, identity.logIn].map((id) => {
    const schema = operations.find((operation) => operation.id === id)?.body?.schema;
    const { maxLength, pattern } = Object(Object(schema?.properties)[identity.members.password]);
    // Whether a pattern takes letters of any length cannot be told.
    return pattern === undefined ? Number(maxLength ?? Number.POSITIVE_INFINITY) : 0;
  });
  const most = Math.min(...lengths, bcryptBytes + differentBytes);
  return most > bcryptBytes ? most : undefined;
}
