/**
 * What the status of the command means, one sentence each. Scripts depend on it, so a number never changes its meaning.
 */
export const exitCodes = {
  /** Everything that could be judged passed, or the command did what it was asked. */
  ok: 0,
  /** At least one check failed. */
  failed: 1,
  /** No verdict: wrong usage, something missing in the environment, or nothing but `unclear`. */
  noVerdict: 2,
  /** Seaworthy itself broke (EX_SOFTWARE of sysexits.h); the stack is on stderr. */
  bug: 70,
  /** Interrupted by Ctrl-C or a signal, after everything that was started has been swept up (128 + SIGINT). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
