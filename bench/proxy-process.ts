/**
 * The wire proxy as a process of its own, for the bench. As in a check, it keeps every statement with its text, values,
 * rows and time in the recorder that a check uses. After 5,000 entries, which is what a whole check makes, a fresh
 * recorder takes over: nothing is left out, and no more is kept than in real use.
 *
 * Any message from the parent ends the round; the answer says how many statements were recorded in it.
 */
import { startProxy } from "../src/judge/probe/postgres/proxy.ts";
import { createRecorder, type Track } from "../src/judge/recorder.ts";

const entriesOfCheck = 5_000;

let statements = 0;
let recorder = createRecorder();
let recording = recorder.track("bench", "i1");
const clock = recorder;
const track: Track = {
  scenario: "bench",
  instance: "i1",
  now: () => clock.now(),
  append(entry) {
    if (recorder.entries.length === entriesOfCheck) nextRecorder();
    return recording.append(entry);
  },
};

function nextRecorder(): void {
  statements += recorder.entries.filter((entry) => entry.kind === "statement").length;
  recorder = createRecorder();
  recording = recorder.track("bench", "i1");
}

const proxy = await startProxy({ upstream: JSON.parse(process.argv[2] as string), track });
process.on("message", () => {
  nextRecorder();
  process.send?.({ statements });
  statements = 0;
});
process.on("disconnect", () => process.exit());
process.send?.({ port: proxy.port });
