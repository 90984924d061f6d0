import { expect, test } from "vitest";
import { guessLanguage } from "./guess-language.ts";

test("the file that is started decides", () => {
  const sizes = new Map([
    ["public/app.js", 90_000],
    ["main.py", 100],
  ]);
  expect(guessLanguage({ start: "python3 -u 'main.py' --port 1", sizes })).toBe("Python");
});

test("otherwise that of which there is most", () => {
  const sizes = new Map([
    ["main.go", 500],
    ["handlers/expenses.go", 500],
    ["scripts/build.sh", 600],
    ["README.md", 90_000],
  ]);
  expect(guessLanguage({ start: "go run .", sizes })).toBe("Go");
});

test("nothing is guessed from nothing", () => {
  expect(guessLanguage({ start: "./server", sizes: new Map([["Makefile", 10]]) })).toBeNull();
});
