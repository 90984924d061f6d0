/**
 * An exchange's request as one line for a shell, to be repeated by hand. Pure.
 */
import type { Body, Exchange } from "../../../contract/recording.ts";

/** `baseUrl` is where the program is now: "http://127.0.0.1:8080". The line works in sh, bash and zsh. */
export function curl(exchange: Exchange, baseUrl: string): string {
  const { method, url, headers, body } = exchange.request;
  const words = ["curl", "-i"];
  const binary = body && !isPlain(body);
  if (method === "HEAD") words.push("--head");
  else if (method !== (body ? "POST" : "GET")) words.push("-X", quote(method));
  if (/\/\.{1,2}(\/|$|\?)/.test(url)) words.push("--path-as-is");
  if (/[[\]{}]/.test(url)) words.push("--globoff");
  words.push(quote(baseUrl.replace(/\/$/, "") + url));
  for (const [name, value] of headers) {
    const reckoned = name.toLowerCase() === "content-length" && value === String(body?.bytes ?? 0);
    if (!reckoned && !ownHeaders.has(name.toLowerCase()))
      words.push("-H", quote(value === "" ? `${name};` : `${name}: ${value}`));
  }
  if (!body) return words.join(" ");
  // Left alone, curl would say that it is a form.
  if (!headers.some(([name]) => name.toLowerCase() === "content-type")) words.push("-H", "'content-type:'");
  if (!binary) return [...words, "--data-raw", quoteText(body.text ?? "")].join(" ");
  return `${producer(body)} | ${words.join(" ")} --data-binary @-`;
}

/** What curl sends by itself. */
const ownHeaders = new Set(["host", "user-agent", "connection"]);

/** Can stand between quotes on a command line: text without control characters, short enough to read. */
function isPlain(body: Body): boolean {
  if (body.bytes === 0) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  return body.text !== undefined && !body.cut && body.bytes <= 8192 && !/[\0-\x08\x0b-\x1f\x7f]/.test(body.text);
}

function producer(body: Body): string {
  if (body.cut) return `head -c ${body.bytes} /dev/zero | tr '\\0' a`;
  const bytes = body.base64 === undefined ? Buffer.from(body.text ?? "") : Buffer.from(body.base64, "base64");
  // A long run of one thing, such as deep nesting, is shorter said than shown.
  if (bytes.length > 512) return `printf %s ${quote(bytes.toString("base64"))} | base64 -d`;
  return `printf ${quoteText([...bytes].map(printfByte).join(""))}`;
}

function printfByte(byte: number): string {
  const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x25 && byte !== 0x5c;
  return plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
}

/** A target or a header is bytes, one character each; those that are not printable ASCII are said by printf. */
function quote(word: string): string {
  if (/[^\x20-\x7e]/.test(word)) {
    return `"$(printf ${quoteText([...Buffer.from(word, "latin1")].map(printfByte).join(""))})"`;
  }
  return /^[A-Za-z0-9_./:@=,+-]+$/.test(word) ? word : quoteText(word);
}

/** Between single quotes everything is itself, but for the single quote. */
function quoteText(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
