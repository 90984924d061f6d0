/**
 * An exchange as one line of `curl` that a shell understands, whatever bytes were sent.
 */

import { neutralise } from "../../base/neutralise.ts";
import type { Exchange } from "../../contract/recording.ts";

export interface CurlLine {
  line: string;
  /** Why the line does not repeat the request exactly, if so. */
  caveat?: string;
}

/** What curl sends by itself, or what belongs to one connection. */
const ownHeaders = new Set([
  "host",
  "connection",
  "content-length",
  "accept",
  "user-agent",
  "transfer-encoding",
  "date",
]);

/** Lines beyond this are not pasted by anybody, and some terminals cut them. */
const longestBody = 2_000;

/** `base` is the address of the running copy, or a shell variable such as `$URL`. */
export function curlLine({ request }: Exchange, base: string): CurlLine {
  const words = ["curl", "-i"];
  const body = request.body && request.body.bytes > 0 ? request.body : undefined;
  if (request.method === "HEAD") words.push("-I");
  else if (request.method !== (body ? "POST" : "GET")) words.push("-X", quote(request.method));
  const path = pathOf(request.url);
  if (/\/\.{1,2}(\/|$|\?)/.test(path)) words.push("--path-as-is");
  if (/[[\]{}]/.test(path)) words.push("-g");
  words.push(`${base.startsWith("$") ? `"${base}"` : quotePlain(base)}${quote(path)}`);
  for (const [name, value] of request.headers) {
    if (!ownHeaders.has(name.toLowerCase())) words.push("-H", quote(`${name}: ${value}`));
  }
  if (!body) return { line: words.join(" ") };
  if (!request.headers.some(([name]) => name.toLowerCase() === "content-type")) words.push("-H", "'content-type:'");
  if (body.cut || body.bytes > longestBody) {
    return { line: [...words, "--data-binary", "@body"].join(" "), caveat: "its body is too large for a line" };
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a shell cannot quote
  if (body.text !== undefined && !/[\x00-\x1f\x7f]/.test(body.text) && neutralise(body.text) === body.text) {
    return { line: [...words, "--data-raw", quote(body.text)].join(" ") };
  }
  const bytes = body.text !== undefined ? Buffer.from(body.text) : Buffer.from(body.base64 ?? "", "base64");
  return { line: `printf ${quote(printfFormat(bytes))} | ${[...words, "--data-binary", "@-"].join(" ")}` };
}

export function pathOf(url: string): string {
  return /^https?:\/\//i.test(url) ? url.replace(/^https?:\/\/[^/]*/i, "") || "/" : url;
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${neutralise(text).replaceAll("'", "'\\''")}'`;
}

function quotePlain(text: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(text) ? text : quote(text);
}

/** POSIX printf: any byte as an octal escape; printable ASCII as it is. */
function printfFormat(bytes: Buffer): string {
  let format = "";
  for (const byte of bytes) {
    if (byte === 0x25) format += "%%";
    else if (byte === 0x5c) format += "\\\\";
    else if (byte >= 0x20 && byte < 0x7f) format += String.fromCharCode(byte);
    else format += `\\${byte.toString(8).padStart(3, "0")}`;
  }
  return format;
}
