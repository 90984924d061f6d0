import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { type Door, Interrupted } from "../door.ts";
import { ask, canAsk } from "./ask.ts";

function seat({ isTTY = true, environment = {} as NodeJS.ProcessEnv } = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stdout = Object.assign(new PassThrough(), { isTTY });
  const interrupt = new AbortController();
  const door = { stdin, stdout, environment, signal: interrupt.signal } as unknown as Door;
  return { door, stdin, interrupt, said: () => String(stdout.read() ?? "") };
}

test("the answer is the line, without spaces around it", async () => {
  const { door, stdin, said } = seat();
  const answer = ask("press Enter ", door);
  stdin.write("  e \nsomething else\n");
  expect(await answer).toBe("e");
  expect(said()).toBe("press Enter ");
});

test("the end of input is an empty answer", async () => {
  const { door, stdin } = seat();
  const answer = ask("press Enter ", door);
  stdin.end();
  expect(await answer).toBe("");
});

test("an interruption ends the question", async () => {
  const { door, interrupt } = seat();
  const answer = ask("press Enter ", door);
  interrupt.abort(new Interrupted());
  await expect(answer).rejects.toBeInstanceOf(Interrupted);
});

test("nobody is asked in a pipe or in CI", () => {
  expect(canAsk(seat().door)).toBe(true);
  expect(canAsk(seat({ isTTY: false }).door)).toBe(false);
  expect(canAsk(seat({ environment: { CI: "true" } }).door)).toBe(false);
});
