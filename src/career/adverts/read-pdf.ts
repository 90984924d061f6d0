/**
 * The text of a PDF. The one file that knows the library for it; loaded when the first PDF comes, because most adverts are text.
 */
import { UserError } from "../../base/errors.ts";

/** Adverts have one to four pages. Something with more is a brochure or a mistake. */
const mostPages = 20;

/** It prints warnings about a file's shape otherwise, which say nothing to the person. */
const silent = 0;

export async function readPdf(bytes: Uint8Array): Promise<string> {
  const { extractText, getDocumentProxy } = await import("unpdf");
  // It takes the bytes for itself, and leaves the caller's array empty.
  const document = await getDocumentProxy(bytes.slice(), { verbosity: silent }).catch((cause) => {
    throw new UserError("pdf-unreadable", "this PDF cannot be opened", { fix: "copy its text, and add that", cause });
  });
  if (document.numPages > mostPages) {
    throw new UserError("pdf-too-long", `this PDF has ${document.numPages} pages; an advert has at most ${mostPages}`, {
      fix: "copy the text of the advert, and add that",
    });
  }
  const { text } = await extractText(document, { mergePages: false });
  const pages = text.join("\n\n").trim();
  if (pages === "") {
    throw new UserError("pdf-without-text", "this PDF holds pictures and no text", {
      fix: "copy the text of the advert from where you found it, and add that",
    });
  }
  return pages;
}
