/**
 * The two kinds of failure that are not a verdict.
 *
 * A wrong backend is data (a verdict), never an exception. What the person at the keyboard can mend is a
 * {@link UserError}: one line that says what is wrong, one line that says what to do. Anything else that is thrown
 * is our own bug and ends with exit code 70.
 */
export class UserError extends Error {
  /** Kebab-case, stable: scripts may depend on it. Listed in docs/errors.md. */
  readonly code: string;
  /** What to do now: one line, in the imperative. */
  readonly fix: string;

  constructor(code: string, message: string, { fix, cause }: { fix: string; cause?: unknown }) {
    super(message, { cause });
    this.name = "UserError";
    this.code = code;
    this.fix = fix;
  }
}
