/**
 * Whatever an advert was saved as, to its text: PDF, HTML or text, told apart by what is in the file and not by its name.
 */
import { UserError } from "../../base/errors.ts";
import { htmlText, looksLikeHtml } from "./html-text.ts";
import { plainText } from "./plain-text.ts";
import { readPdf } from "./read-pdf.ts";

/** A saved page with its pictures inlined has a few megabytes; PDFs of adverts are smaller. */
const mostBytes = 8_000_000;
/** The longest adverts have about 15,000 characters. What is ten times as long is not one advert. */
const mostCharacters = 150_000;

export async function advertText(bytes: Uint8Array): Promise<string> {
  if (bytes.length > mostBytes) throw tooLong(`${(bytes.length / 1e6).toFixed(1)} MB`);
  const isPdf = bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46;
  return pastedText(isPdf ? await readPdf(bytes) : decode(bytes));
}

/** The same for what was pasted: text or HTML. */
export function pastedText(pasted: string): string {
  const text = plainText(looksLikeHtml(pasted) ? htmlText(pasted) : pasted);
  if (text.length > mostCharacters) throw tooLong(`${text.length.toLocaleString("en")} characters`);
  if (!/\p{L}{2}/u.test(text)) {
    throw new UserError("advert-empty", "there is no text in this advert", { fix: "copy the advert's text again" });
  }
  return text;
}

function tooLong(size: string): UserError {
  return new UserError("advert-too-long", `this is too long for one advert: ${size}`, {
    fix: "save each advert as a file of its own",
  });
}

/** UTF-8, UTF-16 by its mark, else what Windows writes. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
