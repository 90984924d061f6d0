/**
 * The environment that a subject is started with: the person's own, cleaned of everything that could lead the program
 * elsewhere, and what the judge decides.
 */
import { markerVariable } from "./marker.ts";

export interface EnvironmentParts {
  /** Left out for a command that needs none of the three, such as `setup`. */
  port?: number;
  databaseUrl?: string;
  jwtSecret?: string;
  /** The key of an API, and the variable in which the program expects it. */
  apiKey?: { name: string; value: string } | undefined;
  /** `env:` of the manifest: further names, with `${PORT}` and the like filled in. */
  mapped: Record<string, string>;
  /** A scenario's changes: added, or (undefined) removed, together with every mapped name that is made of it. */
  changes?: Record<string, string | undefined>;
  /** For processes that are found by it; see marker.ts. */
  marker: string;
  person?: NodeJS.ProcessEnv;
}

/**
 * Left out: addresses of databases and servers that are not ours (a program must not reach the person's own database),
 * and what npm and test runners tell to their own children. Kept: everything else, because toolchains need it (PATH,
 * HOME, LANG, JAVA_HOME, GOPATH, VIRTUAL_ENV, proxies …).
 */
const leftOut = [
  /^PG/,
  /DATABASE/,
  /^(DB|POSTGRES|POSTGRESQL|MYSQL|REDIS|MONGO)(_|$)/,
  // Except the addresses of package indexes: PIP_INDEX_URL, UV_DEFAULT_INDEX_URL.
  /(?<!INDEX)_(URL|URI|DSN)$/,
  /(^|_)(PORT|HOST|HOSTNAME)$/,
  /^JWT_SECRET$/,
  /^npm_/i,
  /^(NODE|INIT_CWD|NODE_ENV|NODE_OPTIONS|NODE_CHANNEL_FD|FORCE_COLOR)$/,
  /^(VITEST|TINYPOOL|SEAWORTHY)/,
];

export function makeEnvironment(parts: EnvironmentParts): Record<string, string> {
  const { port, databaseUrl, jwtSecret, apiKey, mapped, changes = {}, marker, person = process.env } = parts;
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(person)) {
    if (value !== undefined && !leftOut.some((pattern) => pattern.test(name))) environment[name] = value;
  }
  apply(environment, { PORT: port?.toString(), DATABASE_URL: databaseUrl, JWT_SECRET: jwtSecret });
  if (apiKey) environment[apiKey.name] = apiKey.value;
  // The wire is watched, so it is not encrypted; drivers that ask for TLS by default (lib/pq) are told so.
  environment.PGSSLMODE = "disable";
  apply(environment, changes);
  const known = { ...environment, ...partsOfUrl(environment.DATABASE_URL) };
  for (const [name, template] of Object.entries(mapped)) {
    const value = fillIn(template, known);
    if (value === undefined) delete environment[name];
    else environment[name] = value;
  }
  apply(environment, changes);
  environment[markerVariable] = marker;
  return environment;
}

function apply(environment: Record<string, string>, changes: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete environment[name];
    else environment[name] = value;
  }
}

/** Undefined when something that it is made of is not set: then neither is the whole. */
function fillIn(template: string, known: Record<string, string | undefined>): string | undefined {
  let complete = true;
  const value = template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    complete &&= known[name] !== undefined;
    return known[name] ?? "";
  });
  return complete ? value : undefined;
}

/** For programs that want the parts, or another form such as `jdbc:postgresql://${DATABASE_HOST}:${DATABASE_PORT}/${DATABASE_NAME}`. */
function partsOfUrl(url: string | undefined): Record<string, string> {
  if (url === undefined || !URL.canParse(url)) return {};
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    DATABASE_HOST: hostname,
    DATABASE_PORT: port,
    DATABASE_USER: username,
    DATABASE_PASSWORD: password,
    DATABASE_NAME: pathname.slice(1),
  };
}
