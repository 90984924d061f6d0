/**
 * A line that carries so many bytes a second in each direction, for all connections together: what comes while it is busy
 * waits until everything before it has passed. Pure: it is told what time it is.
 */
export class ThinLine {
  readonly #bytesPerMs: number;
  readonly #freeAt = { toDatabase: 0, toProgram: 0 };

  constructor(bytesPerSecond: number) {
    this.#bytesPerMs = bytesPerSecond / 1000;
  }

  /** When the last of these bytes has passed, if they are given to the line now. */
  passedAt(direction: "toDatabase" | "toProgram", bytes: number, now: number): number {
    const passedAt = Math.max(now, this.#freeAt[direction]) + bytes / this.#bytesPerMs;
    this.#freeAt[direction] = passedAt;
    return passedAt;
  }
}
