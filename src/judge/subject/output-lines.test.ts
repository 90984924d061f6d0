import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { Output } from "../../contract/recording.ts";
import { createRecorder } from "../recorder.ts";
import { createOutputLog } from "./output-lines.ts";

async function readAll(chunks: (string | Buffer)[]) {
  const recorder = createRecorder();
  const log = createOutputLog(recorder.track("s", "i1"));
  const stream = new PassThrough();
  const read = log.read(stream, "stdout");
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await read;
  log.recordDropped();
  const lines = recorder.entries.filter((entry): entry is Output => entry.kind === "output");
  const fact = recorder.entries.find((entry) => entry.kind === "fact");
  return { lines, texts: lines.map(({ line }) => line), dropped: fact?.value as { bytes: number } | undefined, log };
}

test("lines are put together from pieces, with and without a last line break", async () => {
  const { texts } = await readAll(["a", "b\nc\r", "\n\n", "d"]);
  expect(texts).toEqual(["ab", "c", "", "d"]);
});

test("a character that is split between two pieces stays whole", async () => {
  const bytes = Buffer.from("süß 🌊\n");
  const { texts } = await readAll([...bytes].map((byte) => Buffer.from([byte])));
  expect(texts).toEqual(["süß 🌊"]);
});

test("the last it said is words, not the markers under them", async () => {
  const { log } = await readAll(["ValueError: no such column\n", "    ^^^^^^~~~\n", "\n"]);
  expect(log.lastLines()).toEqual(["ValueError: no such column"]);
});

test("a long line is cut at 16 KiB and says so", async () => {
  const { lines } = await readAll(["x".repeat(40_000), "\nnext\n"]);
  expect(lines.map(({ line, cut }) => [line.length, cut])).toEqual([
    [16_384, true],
    [4, undefined],
  ]);
});

test("a flood is kept up to 5,000 lines, and the rest is counted", async () => {
  const { texts, dropped, log } = await readAll(Array.from({ length: 60 }, () => "123456789\n".repeat(100)));
  expect(texts).toHaveLength(5_000);
  expect(dropped).toEqual({ bytes: 10_000 });
  expect(log.lastLines()).toHaveLength(20);
});
