/**
 * The language of a program: that of the file it is started from, else that of which there is most.
 */
import { extname } from "node:path";

export function guessLanguage({
  start,
  sizes,
}: {
  start: string | null;
  /** Bytes by file name. */
  sizes: ReadonlyMap<string, number>;
}): string | null {
  for (const word of start?.split(/\s+/) ?? []) {
    const language = languages.get(extname(word.replaceAll(/["']/g, "")));
    if (language !== undefined) return language;
  }
  const bytes = new Map<string, number>();
  for (const [name, size] of sizes) {
    const language = languages.get(extname(name));
    if (language !== undefined) bytes.set(language, (bytes.get(language) ?? 0) + size);
  }
  // The sort is stable, so that equal ones are taken in the order of the table.
  return [...bytes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

const languages = new Map(
  Object.entries({
    TypeScript: ".ts .mts .cts .tsx",
    JavaScript: ".js .mjs .cjs .jsx",
    Python: ".py",
    Go: ".go",
    Java: ".java .jar",
    Kotlin: ".kt .kts",
    "C#": ".cs .csproj",
    Rust: ".rs",
    Ruby: ".rb .ru",
    PHP: ".php",
    Elixir: ".ex .exs",
    Scala: ".scala",
    Clojure: ".clj",
    "F#": ".fs",
    Swift: ".swift",
    Dart: ".dart",
    Haskell: ".hs",
    Gleam: ".gleam",
    "C++": ".cpp .cc .hpp",
    C: ".c .h",
    Perl: ".pl .pm",
    Lua: ".lua",
    Shell: ".sh",
  }).flatMap(([language, extensions]) => extensions.split(" ").map((extension) => [extension, language] as const)),
);
