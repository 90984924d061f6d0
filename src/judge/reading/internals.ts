/**
 * Signs of a program's inside in an answer: stacks of many languages, files of its own, messages of PostgreSQL. Pure.
 *
 * Only what nothing else looks like is listed: an honest message must never be taken for one.
 */
export interface Internal {
  kind: "stack" | "path" | "sql";
  /** The part of the text that shows it. */
  text: string;
}

const signs: readonly [kind: Internal["kind"], sign: RegExp][] = [
  // Node, Deno, Bun: "at handle (/srv/app/server.js:12:7)", "at async file:///…:1:2", "at node:internal/…:1:2"
  ["stack", /\bat (?:async )?(?:[^\s()]+(?: \[as [^\]]+\])? \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]*:\d+:\d+\)?/],
  ["stack", /Traceback \(most recent call last\)/],
  ["stack", /File "[^"\n]+", line \d+/],
  // Java, Kotlin, Scala
  ["stack", /\bat [\w.$<>/]+\([\w$]+\.(?:java|kt|scala|groovy):\d+\)/],
  ["stack", /\bin \/?[\w./\\:-]+\.cs:line \d+/],
  ["stack", /\bgoroutine \d+ \[[a-z ]+\]/],
  ["stack", /(?:^|\s)\/[\w./@-]+\.go:\d+/],
  ["stack", /[\w./-]+\.rb:\d+:in [`'‘]/],
  ["stack", /#\d+ \/[\w./-]+\.php\(\d+\)/],
  ["stack", /\bin \/[\w./-]+\.php(?: on line |:)\d+/],
  ["stack", /panicked at [^\n]*\.rs:\d+/],
  ["stack", /\([\w]+ \d+\.\d+\.\d+\) lib\/[\w/]+\.exs?:\d+/],
  // Source files by their absolute path
  ["path", /(?:file:\/\/)?\/(?:[\w.@+-]+\/)+[\w.@+-]+\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|php|rs|cs|exs?)\b/],
  ["path", /\/(?:[\w.@+-]+\/)*(?:node_modules|site-packages|dist-packages)\/[\w.@+-]+/],
  ["path", /\b[A-Z]:\\(?:[\w.@ +-]+\\)+[\w.@+-]+/],
  // PostgreSQL's own words
  ["sql", /syntax error at or near "[^"]*"/],
  ["sql", /syntax error at end of input/],
  ["sql", /invalid input syntax for (?:type )?\w+/],
  ["sql", /invalid input value for enum \w+/],
  ["sql", /duplicate key value violates unique constraint/],
  ["sql", /violates (?:check|foreign key|not-null|exclusion) constraint/],
  ["sql", /null value in column "[^"]+"/],
  ["sql", /value too long for type character/],
  ["sql", /out of range for type (?:integer|bigint|smallint|real|double precision)/],
  ["sql", /(?:^|\W)(?:integer|bigint|smallint) out of range/],
  ["sql", /numeric field overflow/],
  ["sql", /invalid byte sequence for encoding/],
  ["sql", /unsupported Unicode escape sequence/],
  ["sql", /date\/time field value out of range/],
  ["sql", /(?:column|relation) "[^"]+"(?: of relation "[^"]+")? does not exist/],
  ["sql", /operator does not exist: /],
  ["sql", /current transaction is aborted, commands ignored/],
  ["sql", /unterminated quoted (?:string|identifier) at or near/],
  ["sql", /(?:there is no parameter \$\d+|bind message supplies \d+ parameters)/],
  ["sql", /could not determine data type of parameter \$\d+/],
  ["sql", /(?:OFFSET|LIMIT) must not be negative/],
  ["sql", /\bSQLSTATE\b/],
  ["sql", /\bpsycopg2?\.(?:errors|OperationalError|DataError|ProgrammingError)\b/],
  [
    "sql",
    /\b(?:asyncpg\.exceptions|sqlalchemy\.exc|PSQLException|PG::[A-Z]\w+|QueryFailedError|PrismaClientKnownRequestError|SequelizeDatabaseError)\b/,
  ],
  ["sql", /^LINE \d+: /m],
];

/** `own` is what the request itself said: an echo of it shows nothing. */
export function findInternal(answer: string, own: string): Internal | undefined {
  const texts = stringsOf(answer);
  for (const [kind, sign] of signs) {
    for (const text of texts) {
      const found = sign.exec(text)?.[0]?.trim();
      if (found && !own.includes(found)) return { kind, text: found };
    }
  }
  return undefined;
}

/** Shorter pieces of SQL may be said by chance. */
const leastStatement = 25;

/** A whole statement that was seen on the wire, told in the answer. */
export function findStatement(answer: string, statements: readonly string[], own: string): string | undefined {
  const squeezed = squeeze(stringsOf(answer).join("\n"));
  const said = squeeze(own);
  return statements.find((statement) => {
    const text = squeeze(statement);
    return text.length >= leastStatement && squeezed.includes(text) && !said.includes(text);
  });
}

/** The texts in a JSON answer without their escapes, or the answer itself. */
function stringsOf(answer: string): string[] {
  try {
    const texts: string[] = [];
    JSON.parse(answer, (name, value) => {
      if (typeof value === "string") texts.push(value);
      texts.push(name);
      return value;
    });
    return texts;
  } catch {
    return [answer];
  }
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}
