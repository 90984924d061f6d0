/**
 * docs/errors.md.
 */
import { exitCodes } from "../exit-codes.ts";
import { errorCodes } from "./error-codes.ts";

export function errorsPage(): string {
  const { ok, failed, noVerdict, bug, interrupted } = exitCodes;
  return `# Errors and exit codes

A wrong backend is no error: it is a verdict, and \`seaworthy check\` ends with ${failed}. What is listed here is what the person
at the keyboard can mend. It is said on stderr in two lines, \`error:\` and \`fix:\`, and nothing was judged.

| exit code | meaning |
|---|---|
| ${ok} | Everything that could be judged passed, or the command did what it was asked. |
| ${failed} | At least one check failed. |
| ${noVerdict} | No verdict: one of the errors below, or nothing but \`unclear\`. |
| ${bug} | Seaworthy itself broke. The stack and what to report are on stderr. |
| ${interrupted} | Interrupted by Ctrl-C or a signal, after everything that was started has been swept up. |

## Codes

${Object.entries(errorCodes)
  .map(([code, meaning]) => `### ${code}\n\n${meaning}\n`)
  .join("\n")}`;
}
