/**
 * Finds credentials in a text by their shape. Pure.
 *
 * Careful to a fault: what a colleague would wave through as an example, a placeholder or a default for one's own machine
 * is let be. Better one that is missed than a person accused of what they did not do.
 */
export interface Credential {
  /** As the end of "this looks like …": "a private key", "an AWS access key". */
  kind: string;
  /** From 1. */
  line: number;
  /** The first four characters and the length: enough to find it, too little to use it. */
  masked: string;
}

/** Longer lines are minified code or data. */
const mostCharactersOfLine = 2_000;

export function findCredentials(path: string, text: string): Credential[] {
  if (isExampleFile(path)) return [];
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    if (line.length > mostCharactersOfLine) return [];
    const found = findInLine(path, line, lines[i + 1] ?? "");
    return found ? [{ kind: found.kind, line: i + 1, masked: mask(found.value) }] : [];
  });
}

/** Tests, fixtures, documents, examples and lock files are full of what only looks like a secret. */
export function isExampleFile(path: string): boolean {
  return exampleFiles.some((pattern) => pattern.test(path));
}

const exampleFiles = [
  /(^|\/)(__tests__|__mocks__|tests?|spec|specs|testdata|fixtures?|mocks?|examples?|samples?|docs?|node_modules|vendor|\.venv|venv|target|dist|build|__pycache__)\//i,
  /[._-](test|tests|spec|mock|fixture|stories)\.[^/]+$/i,
  /(^|\/)(test_[^/]+|conftest\.py)$/i,
  /\.(md|mdx|rst|adoc|txt|lock|sum|svg|map|snap|min\.js|csv|ipynb)$/i,
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|composer\.lock|go\.sum)$/i,
  // Named as one that is meant to be copied: .env.example, config.sample.yaml, .env.test
  /(^|\/)\.?[^/]*[._-](example|sample|template|tpl|dist|defaults?|test|testing|ci)(\.[^/]*)?$/i,
];

interface Found {
  kind: string;
  value: string;
}

function findInLine(path: string, line: string, next: string): Found | undefined {
  return findByShape(line, next) ?? findInAddress(line) ?? findAssigned(path, line);
}

/** Prefixes that their makers chose so that such searches are safe; from the makers' own pages and from gitleaks. */
const shapes: readonly { kind: string; pattern: RegExp }[] = [
  { kind: "an AWS access key", pattern: /\b((?:AKIA|ASIA)[A-Z2-7]{16})\b/ },
  { kind: "a GitHub token", pattern: /\b(gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})\b/ },
  { kind: "a GitLab token", pattern: /\b(glpat-[A-Za-z0-9_-]{20,})\b/ },
  { kind: "a Slack token", pattern: /\b(xox[abeoprs]-[A-Za-z0-9-]{20,})\b/ },
  { kind: "a Stripe live key", pattern: /\b((?:sk|rk)_live_[A-Za-z0-9]{20,})\b/ },
  { kind: "a Google API key", pattern: /\b(AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])/ },
  { kind: "an npm token", pattern: /\b(npm_[A-Za-z0-9]{36})\b/ },
  { kind: "an OpenAI or Anthropic key", pattern: /\b(sk-(?:proj-|ant-)[A-Za-z0-9_-]{30,})/ },
  { kind: "a SendGrid key", pattern: /\b(SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,})/ },
  {
    kind: "a signed token (JWT)",
    pattern: /\b(eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,})/,
  },
];

function findByShape(line: string, next: string): Found | undefined {
  // With its first row of base64: a header alone is what programs compare with, or print.
  const header = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\n|["'`\s]|$)*([A-Za-z0-9+/=]*)/.exec(line);
  if (header) {
    const row = header[1] || /^\W{0,8}([A-Za-z0-9+/=]+)/.exec(next)?.[1] || "";
    if (row.length >= 40) return { kind: "a private key", value: row };
  }
  for (const { kind, pattern } of shapes) {
    const value = pattern.exec(line)?.[1];
    if (value && !isPlaceholder(value) && bitsOf(value.replace(/^[a-z]+[_-]/i, "")) >= 40) return { kind, value };
  }
  return undefined;
}

const address =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?)(?:\+\w+)?:\/\/([^\s:/@"'`<>]*):([^\s@"'`]+)@([^\s:/?#"'`]+)/i;

function findInAddress(line: string): Found | undefined {
  const [, user = "", password = "", host = ""] = address.exec(line) ?? [];
  if (password === "" || isExampleHost(host)) return undefined;
  if (password === user || isPlaceholder(password) || isPlaceholder(host)) return undefined;
  return { kind: "a password in the address of a database elsewhere", value: password };
}

/**
 * One's own machine, a container beside it ("db", "postgres"), and names that are kept free for examples (RFC 2606, RFC 6761).
 */
function isExampleHost(host: string): boolean {
  const name = host.toLowerCase();
  return (
    !name.includes(".") ||
    /^(127\.|0\.0\.0\.0|10\.|192\.168\.)/.test(name) ||
    /^host\.docker\.internal$|\.(localhost|local|test|invalid|example)$|(^|\.)example\.(com|org|net)$/.test(name)
  );
}

/** `name = "value"`, `name: "value"`, `name=value` of a .env file, with a default beside it: `x ?? "value"`, `or "value"`. */
const secretName =
  "[\\w.-]*(?:password|passwd|passphrase|secret|api[_-]?key|private[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|jwt[_-]?key|signing[_-]?key)";
const assigned = new RegExp(
  `(?:^|[^\\w-])(${secretName})["'\`]?\\]?\\s*(?::\\s*(?:string|str|String)\\s*)?(?:=>|:=|=|:)\\s*(?:[\\w.()?\\[\\]"' ]*?(?:\\?\\?|\\|\\||\\bor\\b|,)\\s*)?(["'\`])([^"'\`\\s]{8,200})\\2`,
  "i",
);
const inEnvironmentFile = new RegExp(
  `^\\s*(?:export\\s+)?(${secretName})\\s*=\\s*["']?([^"'\\s#]{8,200})["']?\\s*(?:#.*)?$`,
  "i",
);

function findAssigned(path: string, line: string): Found | undefined {
  const isEnvironment = /(^|\/)\.env(\.[^/]*)?$/.test(path);
  const value = isEnvironment ? inEnvironmentFile.exec(line)?.[2] : assigned.exec(line)?.[3];
  if (value === undefined || !looksRandom(value)) return undefined;
  return { kind: "a secret that is written out", value };
}

/** Chosen by a machine, or by a person who was asked for digits and signs; not a word, a name, a path or a format. */
function looksRandom(value: string): boolean {
  if (isPlaceholder(value) || /^(https?:|\/|\.\/|\$|%|\{|#)/.test(value) || /[{}<>()]/.test(value)) return false;
  const hasDigit = /\d/.test(value);
  const hasLetter = /[A-Za-z]/.test(value);
  // kebab-case, snake_case and dotted names, perhaps with a number: names of things.
  const isName = /^[a-z]+([._-][a-z]+)*[._-]?\d{0,2}$/i.test(value);
  return hasDigit && hasLetter && !isName && bitsOf(value) >= 30;
}

const placeholders =
  /example|sample|change[-_]?(me|it|this)|replace|your[-_]|insert|dummy|placeholder|redacted|not[-_]?a?[-_]?secret|fake|xxx|\*\*\*|\.\.\.|\$\{|\{\{|<[^>]+>|\$\(|process\.env|os\.environ|getenv/i;
/** What is left of a made-up value when the usual words are taken out of it. */
const usualWords =
  /super|very|top|my|the|secret|password|passwd|pass|pwd|key|token|jwt|admin|root|user|postgres|local|dev(elopment)?|test(ing)?|default|demo|insecure|only|for|value|abc|qwerty|0?12345?6?7?8?9?0?|[^a-z0-9]/gi;

function isPlaceholder(value: string): boolean {
  return placeholders.test(value) || value.replace(usualWords, "").length < 4;
}

/** Shannon entropy of the letters, times their number: 40 bits are far beyond any word. */
function bitsOf(value: string): number {
  const counts = new Map<string, number>();
  for (const letter of value) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / value.length);
  return bits;
}

function mask(value: string): string {
  return `${value.slice(0, 4)}… (${value.length} characters)`;
}
