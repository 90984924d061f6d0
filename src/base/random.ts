/**
 * Randomness from one seed, so that every run can be repeated.
 *
 * xoshiro128** (Blackman and Vigna, https://prng.di.unimi.it/): small, fast and good enough for test data. Not for secrets.
 */
export interface Random {
  /** An integer, both ends included. */
  integer(min: number, max: number): number;
  /** One of a non-empty list. */
  pick<T>(list: readonly T[]): T;
  /** A new array in random order. */
  shuffle<T>(list: readonly T[]): T[];
  /** Lower-case letters and digits, beginning with a letter: safe in a URL, in JSON and in SQL. */
  token(length: number): string;
  /** An independent stream, named: adding draws to one scenario never changes the data of another. */
  fork(name: string): Random;
}

const letters = "abcdefghijklmnopqrstuvwxyz";
const lettersAndDigits = `${letters}0123456789`;

export function seededRandom(seed: string): Random {
  const next = xoshiro128(hash128(seed));
  const integer = (min: number, max: number) => min + Math.floor((next() / 0x1_0000_0000) * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError("nothing to pick from");
    return list[integer(0, list.length - 1)] as T;
  };
  return {
    integer,
    pick,
    shuffle: (list) => {
      const shuffled = [...list];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = integer(0, i);
        [shuffled[i], shuffled[j]] = [shuffled[j] as (typeof shuffled)[0], shuffled[i] as (typeof shuffled)[0]];
      }
      return shuffled;
    },
    token: (length) => {
      let token = letters[integer(0, 25)] as string;
      while (token.length < length) token += lettersAndDigits[integer(0, 35)];
      return token;
    },
    fork: (name) => seededRandom(`${seed}/${name}`),
  };
}

function xoshiro128(state: [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  };
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/** Four rounds of FNV-1a with different offsets and a final avalanche: enough to spread a short seed over the state. */
function hash128(text: string): [number, number, number, number] {
  const part = (offset: number) => {
    let h = (0x811c9dc5 ^ offset) >>> 0;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0 || 1;
  };
  return [part(0), part(0x9e3779b9), part(0x7f4a7c15), part(0xf39cc060)];
}
