/**
 * JSON in one long line, with line ends and indentation put in. By its characters and not by parsing: what was sent twice,
 * or wrongly, stays as it was sent.
 */
export interface Indented {
  text: string;
  /** Where a character of the old text is in the new one. */
  place(at: number): number;
}

/** What is shorter is read at a glance. */
const oneLine = 60;

export function indentJson(text: string): Indented {
  const untouched = { text, place: (at: number) => at };
  if (text.length <= oneLine || !/^[{[]/.test(text) || text.includes("\n")) return untouched;
  const places = new Int32Array(text.length + 1);
  let out = "";
  let depth = 0;
  let inString = false;
  let isEmpty = false;
  const newLine = () => `\n${"  ".repeat(Math.max(0, Math.min(depth, 20)))}`;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (inString) {
      places[i] = out.length;
      out += c;
      if (c === "\\") {
        i++;
        places[i] = out.length;
        out += text[i] ?? "";
      } else if (c === '"') inString = false;
      continue;
    }
    if (c === "}" || c === "]") {
      depth--;
      if (!isEmpty) out += newLine();
    }
    places[i] = out.length;
    if (c === " ") continue;
    out += c;
    isEmpty = false;
    if (c === '"') inString = true;
    if (c === ":") out += " ";
    if (c === "{" || c === "[") {
      depth++;
      isEmpty = /^ *[}\]]/.test(text.slice(i + 1, i + 20));
      if (!isEmpty) out += newLine();
    }
    if (c === ",") out += newLine();
  }
  places[text.length] = out.length;
  return { text: out, place: (at) => places[at] ?? out.length };
}
