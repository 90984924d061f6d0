/**
 * `node test/content/released-ids.ts`, before a release: adds every new id to released-ids.json and takes none away. What
 * people have done hangs on these ids, so one that was released is there for ever; content.test.ts holds us to it.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { contentFolder } from "../../src/catalog/read-project.ts";

const kinds = [
  "skills",
  "occupations",
  "competencies",
  "targets",
  "guide",
  "faqs",
  "mistakes",
  "habits",
  "pay",
  "projects",
];

/** By kind, in their order. */
export async function idsOf(folder: string): Promise<Record<string, string[]>> {
  const byFile = await Promise.all(
    kinds.map(async (kind) => {
      const names = (await readdir(join(folder, kind)).catch((): string[] => [])).map((name) =>
        name.replace(/\.\w+$/, ""),
      );
      return [kind, names.sort()] as const;
    }),
  );
  const steps = parse(await readFile(join(folder, "steps.yaml"), "utf8"));
  const listed = ["steps", "stages", "units"].map(
    (list) => [list, steps[list].map(({ id }: { id: string }) => id).sort()] as const,
  );
  const sources = Object.keys(parse(await readFile(join(folder, "sources.yaml"), "utf8"))).sort();
  return Object.fromEntries([...byFile, ...listed, ["sources", sources]]);
}

if (import.meta.main) {
  const file = join(contentFolder, "released-ids.json");
  const released: Record<string, string[]> = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
  for (const [kind, ids] of Object.entries(await idsOf(contentFolder)))
    released[kind] = [...new Set([...(released[kind] ?? []), ...ids])].sort();
  await writeFile(file, `${JSON.stringify(released, null, 2)}\n`);
}
