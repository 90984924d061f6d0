/**
 * Reads a YAML (or JSON) file that a person wrote, and knows on which line everything in it stands.
 */
import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument } from "yaml";

export interface Mistake {
  file: string;
  line?: number | undefined;
  /** Completes "<file>, line 3: …". */
  message: string;
}

export interface YamlFile {
  file: string;
  value: unknown;
  /** The line of what is at this path, or of the nearest thing around it. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** GitHub's OpenAPI file, about the largest there is, has 9 MB. */
const mostBytes = 20 * 1024 * 1024;

/** Mistakes of the YAML itself leave no value to go on with. A file that cannot be read throws as node:fs does. */
export async function readYamlFile(file: string): Promise<YamlFile | Mistake[]> {
  const text = await readFile(file, "utf8");
  if (text.length > mostBytes) return [{ file, message: `is larger than ${mostBytes / 1024 / 1024} MB` }];
  return parseYaml(file, text);
}

/** `linesBefore`: how many lines of the file come before this part of it. */
export function parseYaml(file: string, text: string, { linesBefore = 0 } = {}): YamlFile | Mistake[] {
  const lines = new LineCounter();
  // `<<` merges are YAML 1.1, but people use them.
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line + linesBefore,
      message: `is not YAML here: ${error.message}`,
    }));
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // Aliases of aliases that would unfold to more than memory holds, or that lead nowhere.
    return [{ file, message: `is not YAML: ${(error as Error).message}` }];
  }
  return {
    file,
    value,
    lineOf(path) {
      for (let length = path.length; length >= 0; length--) {
        const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
        if (node?.range) return lines.linePos(node.range[0]).line + linesBefore;
      }
      return undefined;
    },
  };
}
