/**
 * Things that wait until they are due, in the order in which they came: none overtakes another, also when it is due earlier.
 */
export class DueQueue<Thing> {
  readonly #now: () => number;
  readonly #deliver: (thing: Thing) => void;
  #waiting: { thing: Thing; dueAt: number }[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(now: () => number, deliver: (thing: Thing) => void) {
    this.#now = now;
    this.#deliver = deliver;
  }

  get length(): number {
    return this.#waiting.length;
  }

  push(thing: Thing, dueAt: number): void {
    this.#waiting.push({ thing, dueAt });
    this.#timer ??= setTimeout(() => this.#due(), Math.max(0, dueAt - this.#now()));
  }

  /** Whether it is due or not. */
  deliverAll(): void {
    this.#deliverUntil(Number.POSITIVE_INFINITY);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #due(): void {
    this.#timer = undefined;
    const now = this.#now();
    this.#deliverUntil(now);
    const next = this.#waiting[0];
    // Timers count whole milliseconds and may come early by a part of one.
    if (next) this.#timer ??= setTimeout(() => this.#due(), Math.max(1, Math.ceil(next.dueAt - now)));
  }

  #deliverUntil(now: number): void {
    for (let next = this.#waiting[0]; next && next.dueAt <= now; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#deliver(next.thing);
    }
  }
}
