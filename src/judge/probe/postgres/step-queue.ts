/**
 * What one connection has asked for and not been answered yet, in order: a ring of kinds and of the things they are
 * about. Two arrays instead of objects, because most steps (sync, describe, close) are about nothing.
 */
export const step = {
  /** Asked for, but known to be passed over by the database: never at the head. */
  dropped: 0,
  /** CopyDone or CopyFail: answered by nothing of its own, so never at the head either. */
  copyEnd: 1,
  startup: 2,
  query: 3,
  parse: 4,
  bind: 5,
  describe: 6,
  execute: 7,
  close: 8,
  sync: 9,
  functionCall: 10,
} as const;

export class StepQueue<Thing> {
  #kinds = new Uint8Array(16);
  #things: (Thing | undefined)[] = new Array(16).fill(undefined);
  #first = 0;
  length = 0;

  push(kind: number, thing?: Thing): void {
    if (this.length === this.#kinds.length) this.#grow();
    const place = (this.#first + this.length) & (this.#kinds.length - 1);
    this.#kinds[place] = kind;
    this.#things[place] = thing;
    this.length++;
  }

  /** Kind of the oldest step that is answered by something; -1 when there is none. */
  head(): number {
    while (this.length > 0) {
      const kind = this.#kinds[this.#first] as number;
      if (kind > step.copyEnd) return kind;
      this.shift();
    }
    return -1;
  }

  /** What the head is about; call after {@link head}. */
  thing(): Thing | undefined {
    return this.#things[this.#first];
  }

  shift(): Thing | undefined {
    const thing = this.#things[this.#first];
    this.#things[this.#first] = undefined;
    this.#first = (this.#first + 1) & (this.#kinds.length - 1);
    this.length--;
    return thing;
  }

  /**
   * The head has made the database read rows: until the end of the rows it passes over every Sync. Drops those, and the
   * end. False when the end has not been sent yet.
   */
  dropUntilCopyEnd(): boolean {
    for (let i = 1; i < this.length; i++) {
      const place = (this.#first + i) & (this.#kinds.length - 1);
      const kind = this.#kinds[place];
      if (kind === step.sync || kind === step.copyEnd) this.#kinds[place] = step.dropped;
      if (kind === step.copyEnd) return true;
    }
    return false;
  }

  #grow(): void {
    const size = this.#kinds.length;
    const kinds = new Uint8Array(size * 2);
    const things: (Thing | undefined)[] = new Array(size * 2).fill(undefined);
    for (let i = 0; i < size; i++) {
      kinds[i] = this.#kinds[(this.#first + i) & (size - 1)] as number;
      things[i] = this.#things[(this.#first + i) & (size - 1)];
    }
    this.#kinds = kinds;
    this.#things = things;
    this.#first = 0;
  }
}
