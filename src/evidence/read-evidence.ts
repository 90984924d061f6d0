/**
 * Reads what was kept: evidence, and recordings to judge again. A file that is something else is named as such.
 */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { createGunzip } from "node:zlib";
import type * as z from "zod";
import { UserError } from "../base/errors.ts";
import { type Evidence, evidenceSchema } from "../contract/evidence.ts";
import { type Recording, recordingSchema } from "../contract/recording.ts";

export function readEvidence(path: string): Promise<Evidence> {
  return readDocument(path, { format: "seaworthy-evidence/1", schema: evidenceSchema });
}

/** A `.json` or a `.json.gz` file. */
export function readRecording(path: string): Promise<Recording> {
  return readDocument(path, { format: "seaworthy-recording/1", schema: recordingSchema });
}

/** The newest evidence that was kept in a folder: the names begin with the time. */
export async function newestEvidence(folder: string): Promise<string | undefined> {
  const place = join(folder, ".seaworthy", "evidence");
  const names = await readdir(place).catch(() => []);
  const newest = names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .at(-1);
  return newest === undefined ? undefined : join(place, newest);
}

interface Kind<T> {
  format: string;
  schema: z.ZodType<T>;
}

async function readDocument<T>(path: string, { format, schema }: Kind<T>): Promise<T> {
  const name = basename(path);
  const value = parse(await readText(path), name);
  const found = formatOf(value);
  if (found !== format) throw wrongFormat(name, { found, wanted: format });
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UserError(
    "damaged-document",
    `${name} is not a whole ${kindOf(format)}: ${issue?.path.join(".") || "it"}: ${issue?.message}`,
    { fix: "it was changed after it was written: take the original, or make a new one with `seaworthy check`" },
  );
}

/** A full check's recording has up to 20 MB; ten times that is not one of ours, and a small .gz can unpack to anything. */
const mostBytes = 200 * 1024 * 1024;

async function readText(path: string): Promise<string> {
  const name = basename(path);
  const kind = await stat(path).catch((cause) => {
    const why = cause.code === "ENOENT" ? "does not exist" : `cannot be read (${cause.code})`;
    throw new UserError("cannot-read-file", `${path} ${why}`, { fix: "check the path", cause });
  });
  if (kind.isDirectory()) {
    throw new UserError("cannot-read-file", `${path} is a folder`, { fix: "name the file in it" });
  }
  const tooLarge = new UserError("file-too-large", `${name} holds more than ${mostBytes / 1024 ** 2} MB`, {
    fix: "name an evidence file or a recording that `seaworthy check` wrote",
  });
  if (kind.size > mostBytes) throw tooLarge;
  const file = createReadStream(path);
  const source = path.endsWith(".gz") ? file.pipe(createGunzip({ chunkSize: 1024 * 1024 })) : file;
  file.on("error", (error) => source.destroy(error));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw tooLarge;
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError("cannot-read-file", `${name} cannot be unpacked or read: ${(cause as Error).message}`, {
      fix: "the file is damaged: take the original",
      cause,
    });
  } finally {
    file.destroy();
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError("not-json", `${name} is not JSON: ${(cause as Error).message.split("\n")[0]}`, {
      fix: "name an evidence file (.seaworthy/evidence/*.json) or a recording (.seaworthy/recordings/*.json.gz)",
      cause,
    });
  }
}

function formatOf(value: unknown): string | undefined {
  const format = typeof value === "object" && value !== null ? (value as { format?: unknown }).format : undefined;
  return typeof format === "string" ? format : undefined;
}

function kindOf(format: string): string {
  return format.startsWith("seaworthy-recording/") ? "recording" : "evidence document";
}

function wrongFormat(name: string, { found, wanted }: { found: string | undefined; wanted: string }): UserError {
  const article = (format: string) => (kindOf(format) === "recording" ? "a recording" : "an evidence document");
  if (found === undefined || !/^seaworthy-(evidence|recording)\//.test(found)) {
    return new UserError("not-a-seaworthy-document", `${name} is JSON, but not ${article(wanted)} of Seaworthy`, {
      fix: `it needs "format": "${wanted}"; \`seaworthy check\` writes such files under .seaworthy/`,
    });
  }
  if (kindOf(found) !== kindOf(wanted)) {
    return new UserError("wrong-document", `${name} is ${article(found)}, and ${article(wanted)} is needed`, {
      fix:
        kindOf(wanted) === "recording"
          ? "name a file of .seaworthy/recordings/; evidence names its recording by the first 12 digits"
          : "name a file of .seaworthy/evidence/; a recording is judged again by `seaworthy check --from`",
    });
  }
  return new UserError("unknown-format", `${name} has the format ${found}, and this version reads ${wanted}`, {
    fix: "use the version of Seaworthy that wrote it, or a newer one",
  });
}
