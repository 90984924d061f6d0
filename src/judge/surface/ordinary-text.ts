/**
 * Text as a person would write it, told from the member's name; with something random in it, so that no program can know it
 * beforehand.
 */
import type { Random } from "../../base/random.ts";
import type { JsonSchema } from "../../contract/surface.ts";

/** One try; the caller checks it against the schema. */
export function ordinaryText(name: string, schema: JsonSchema, random: Random): string {
  const format = typeof schema.format === "string" ? formats[schema.format] : undefined;
  if (format) return format(random, name);
  const known = byName.find(([pattern]) => pattern.test(name));
  return fitLength(known ? known[1](random) : sentence(random), schema, random);
}

const formats: Readonly<Record<string, (random: Random, name: string) => string>> = {
  date: (random, name) => day(random, name),
  "date-time": (random, name) => `${day(random, name)}T${time(random)}Z`,
  time: (random) => `${time(random)}Z`,
  duration: (random) => `PT${random.integer(1, 59)}M`,
  email: (random) => email(random),
  "idn-email": (random) => email(random),
  uuid: (random) => uuid(random),
  uri: (random) => `https://example.com/${random.token(8)}`,
  url: (random) => `https://example.com/${random.token(8)}`,
  "uri-reference": (random) => `/${random.token(8)}`,
  hostname: (random) => `${random.token(8)}.example.com`,
  // Addresses for documentation: RFC 5737 and RFC 3849.
  ipv4: (random) => `192.0.2.${random.integer(1, 254)}`,
  ipv6: (random) => `2001:db8::${random.integer(1, 0xffff).toString(16)}`,
  byte: (random) => Buffer.from(random.token(12)).toString("base64"),
};

/** Many programs look further than the pattern: whether there is such a currency, or such a country. */
const byName: readonly (readonly [RegExp, (random: Random) => string])[] = [
  [/currency/i, (random) => random.pick("EUR USD GBP CHF SEK NOK DKK PLN CZK CAD AUD NZD INR BRL MXN ZAR".split(" "))],
  [/country/i, (random) => random.pick("DE FR GB US SE NO DK PL CZ CA AU NZ IN BR MX ZA".split(" "))],
  [/e-?mail/i, (random) => email(random)],
  [/password|passphrase/i, (random) => random.token(20)],
  [/phone|mobile/i, (random) => `+4420${random.integer(10_000_000, 99_999_999)}`],
  [/(^|_)(ur[il]|link|website)$/i, (random) => `https://example.com/${random.token(8)}`],
  [/(^|_)(slug|handle|username|login)$|user_?name$/i, (random) => random.token(10)],
  [/(zip|post)_?code/i, (random) => String(random.integer(10_000, 99_999))],
  [/name$|^title$/i, (random) => `${capital(random.pick(words))} ${random.token(6)}`],
];

const words = "coffee train hotel paper lunch books taxi ticket desk lamp server coat garden bread paint piano".split(
  " ",
);

function sentence(random: Random): string {
  const [first = "", second = "", third = ""] = random.shuffle(words);
  return `${capital(first)}, ${second} and ${third} ${random.token(8)}`;
}

/** Too long is cut from the front, where nothing is random; too short is filled up. */
function fitLength(text: string, schema: JsonSchema, random: Random): string {
  const least = typeof schema.minLength === "number" ? schema.minLength : 0;
  const most = typeof schema.maxLength === "number" ? schema.maxLength : Number.POSITIVE_INFINITY;
  let fitted = text;
  while (fitted.length < least) fitted += ` ${random.token(Math.min(9, Math.max(1, least - fitted.length - 1)))}`;
  return fitted.length > most ? fitted.slice(fitted.length - most).replace(/^\s/, "x") : fitted;
}

/** Programs may think that nobody spends money tomorrow, or sets a deadline in the past, though the schema does not say so. */
function day(random: Random, name: string): string {
  const ahead = /due|until|deadline|expire|ends?_?(on|at|date)/i.test(name);
  const year = ahead ? random.integer(2032, 2037) : random.integer(2015, 2024);
  return `${year}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
}

function time(random: Random): string {
  return `${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:${two(random.integer(0, 59))}`;
}

function email(random: Random): string {
  return `${random.token(10)}@example.com`;
}

/** Version 4, RFC 9562 §5.4. */
function uuid(random: Random): string {
  const digits = (count: number) => Array.from({ length: count }, () => random.integer(0, 15).toString(16)).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${random.pick(["8", "9", "a", "b"])}${digits(3)}-${digits(12)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function capital(word: string): string {
  return `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`;
}
