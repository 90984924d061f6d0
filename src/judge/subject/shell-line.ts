/**
 * The line that /bin/sh is given to start a command of the manifest.
 *
 * SIGTERM goes to the started process only, as a container runtime does it, and the status that counts is the program's.
 * So no shell should stay in between: where the command is plain, or a chain of plain ones, its last part is started by
 * `exec`. Where we are not sure, the shell stays; the judge then sees that another process serves, and does not blame
 * the program for what the shell does.
 */

/** `limitKib`: see marker.ts. Where it cannot be set, or not be seen, it goes without. */
export function shellLine(command: string, limitKib: number): string {
  const limit = process.platform === "linux" ? `ulimit -S -m ${limitKib} 2>/dev/null; ` : "";
  return limit + withExec(command);
}

const words = (text: string) => new Set(text.split(" "));

/** What follows them is no chain of commands, or (trap) is lost when the shell is replaced. */
const compound = words("if then elif else fi for while until do done case esac select function time trap ! { [[");

/** Commands that the shell carries out by itself: there is no program to be started by `exec`. */
const builtIn = words(
  ". : alias bg break cd command continue eval exec exit export fc fg getopts hash jobs local read readonly return set \
shift source times type typeset ulimit umask unalias unset wait",
);

export function withExec(command: string): string {
  const parts = plainParts(command);
  const at = parts?.at(-1);
  if (parts === undefined || at === undefined) return command;
  const firstWords = parts.map(
    (begin) =>
      command
        .slice(begin)
        .trimStart()
        .split(/[\s;&]/, 1)[0] ?? "",
  );
  const lastFirst = firstWords.at(-1) ?? "";
  if (lastFirst === "" || builtIn.has(lastFirst) || firstWords.some((word) => compound.has(word))) return command;
  const [head, last] = [command.slice(0, at), command.slice(at).trim()];
  // Assignments before `exec` differ between shells; env(1) is the same everywhere.
  const assigns = /^[A-Za-z_]\w*=/.test(lastFirst);
  return `${head}${head && !head.endsWith(" ") ? " " : ""}exec ${assigns ? "env " : ""}${last}`;
}

/** Where the parts between `&&` and `;` begin; undefined when the command is more than a chain of those. */
function plainParts(command: string): number[] | undefined {
  const begins = [0];
  for (let i = 0; i < command.length; i++) {
    const c = command[i] as string;
    if (c === "\\") i++;
    else if (c === "'" || c === '"') {
      const end = endOfQuote(command, i);
      if (end === undefined) return undefined;
      i = end;
    } else if (c === "&" && command[i + 1] === "&") begins.push(++i + 1);
    else if (c === "&" && (command[i - 1] === ">" || command[i + 1] === ">")) continue;
    else if (c === ";" && command[i + 1] !== ";") begins.push(i + 1);
    else if ("&|;`#\n(){}".includes(c)) {
      // "${NAME}" is plain.
      const name = c === "{" && command[i - 1] === "$" ? /^\{\w+\}/.exec(command.slice(i))?.[0] : undefined;
      if (name === undefined) return undefined;
      i += name.length - 1;
    }
  }
  return begins;
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
