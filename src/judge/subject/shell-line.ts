/**
 * The line that /bin/sh is given to start a command of the manifest.
 *
 * SIGTERM goes to the started process only, as a container runtime does it, and the status that counts is the program's.
 * So no shell should stay in between: where the command is plain, or a chain of plain ones, its last part is started by
 * `exec`. Where we are not sure, the shell stays; the judge then sees that another process serves, and does not blame
 * the program for what the shell does.
 */

/** `limitKib`: see marker.ts. */
export function shellLine(command: string, limitKib: number): string {
  return `ulimit -S -m ${limitKib} 2>/dev/null; ${withExec(command)}`;
}

/** Words that begin something else than a program in a file. */
const notPrograms = new Set(
  ". : ! { ( [[ alias bg break case cd command continue eval exec exit export fc fg for function getopts hash if jobs \
local read readonly return select set shift source time times trap type typeset ulimit umask unalias unset until wait \
while".split(" "),
);

export function withExec(command: string): string {
  const at = startOfLastPlainPart(command);
  if (at === undefined) return command;
  const [head, last] = [command.slice(0, at), command.slice(at).trim()];
  const firstWord = last.split(/\s/, 1)[0] ?? "";
  if (firstWord === "" || firstWord.startsWith("(") || notPrograms.has(firstWord)) return command;
  // Assignments before `exec` differ between shells; env(1) is the same everywhere.
  const assigns = /^[A-Za-z_]\w*=/.test(firstWord);
  return `${head}${head && !head.endsWith(" ") ? " " : ""}exec ${assigns ? "env " : ""}${last}`;
}

/** Where the part after the last `&&` or `;` begins; undefined when the command is more than a chain of those. */
function startOfLastPlainPart(command: string): number | undefined {
  let start = 0;
  for (let i = 0; i < command.length; i++) {
    const c = command[i] as string;
    if (c === "\\") i++;
    else if (c === "'" || c === '"') {
      const end = endOfQuote(command, i);
      if (end === undefined) return undefined;
      i = end;
    } else if (c === "&" && command[i + 1] === "&") start = ++i + 1;
    else if (c === "&" && (command[i - 1] === ">" || command[i + 1] === ">")) continue;
    else if (c === ";" && command[i + 1] !== ";") start = i + 1;
    else if ("&|;`#\n".includes(c) || (c === "$" && command[i + 1] === "(") || "(){}".includes(c)) {
      // "${NAME}" is plain.
      const name = c === "{" && command[i - 1] === "$" ? /^\{\w+\}/.exec(command.slice(i))?.[0] : undefined;
      if (name === undefined) return undefined;
      i += name.length - 1;
    }
  }
  return start;
}

function endOfQuote(command: string, begin: number): number | undefined {
  const quote = command[begin];
  for (let i = begin + 1; i < command.length; i++) {
    if (command[i] === quote) return i;
    if (quote === '"' && command[i] === "\\") i++;
    // A substitution within quotes may hold quotes of its own.
    else if (quote === '"' && (command[i] === "`" || (command[i] === "$" && command[i + 1] === "("))) return undefined;
  }
  return undefined;
}
