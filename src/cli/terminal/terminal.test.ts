import { describe, expect, it } from "vitest";
import { neutralise, neutraliseLine } from "../../base/neutralise.ts";
import { dedent, prose } from "../../base/prose.ts";
import { markedText } from "../card/marked-text.ts";
import { penFor } from "./pen.ts";
import { widthOf } from "./text-width.ts";

const plain = penFor({ colour: false, unicode: true, width: 80 });
const coloured = penFor({ colour: true, unicode: true, width: 80 });

describe("foreign text", () => {
  it("shows what would move the cursor, retitle the window or turn the direction", () => {
    expect(neutralise("\u001b]0;mine\u0007\r\u009b2J\u202e\u2066\u200b\u{e0041}\ud800")).toBe(
      "\\x1b]0;mine\\x07\\r\\x9b2J\\u202e\\u2066\\u200b\\u{e0041}\\ud800",
    );
  });

  it("leaves ordinary text of any script alone", () => {
    const text = "Überraschung 👩‍👩‍👧 שלום مرحبا हिन्दी\n\tx";
    expect(neutralise(text)).toBe(text);
    expect(neutraliseLine("a\n\tb")).toBe("a\\n\\tb");
  });
});

describe("width", () => {
  it("is that of the terminal, not of the string", () => {
    expect(["abc", "日本", "👩‍👩‍👧", "e\u0301", "\u001b[1mab\u001b[22m"].map(widthOf)).toEqual([3, 4, 2, 1, 2]);
  });
});

describe("wrapping", () => {
  it("breaks at spaces, and breaks words that are longer than a line", () => {
    expect(plain.wrap("one two three", { width: 10 })).toEqual(["one two", "three"]);
    expect(plain.wrap("abcdefghijklmno", { width: 10 })).toEqual(["abcdefghij", "klmno"]);
    expect(plain.wrap("日本語日本語", { width: 10 })).toEqual(["日本語日本", "語"]);
  });

  it("carries a colour over the break, and closes it before", () => {
    const [first = "", second = ""] = coloured.wrap(coloured.paint("red", "one two three"), { width: 10 });
    expect(first).toBe("\u001b[31mone two\u001b[0m");
    expect(second).toBe("\u001b[31mthree\u001b[39m");
  });

  it("cuts with an ellipsis, never in the middle of a character", () => {
    expect(plain.cut("日本語日本語", 8)).toBe("日本語…");
  });
});

describe("prose of our files", () => {
  it("joins lines that were broken for the file, and keeps paragraphs and lists", () => {
    expect(prose("One\n      two.\n\n      Three\n      - a\n      - b")).toBe("One two.\n\nThree\n- a\n- b");
  });

  it("keeps the steps of pseudo-code, without the indentation of its file", () => {
    expect(dedent("handle:\n  x\n    y")).toBe("handle:\n  x\n    y");
    expect(dedent("handle:\n        x\n          y")).toBe("handle:\nx\n  y");
  });
});

describe("marked text", () => {
  it("shows the part around the mark, with carets below it", () => {
    const text = `${"x".repeat(500)} here ${"y".repeat(500)}`;
    const lines = markedText(text, { marks: ["here"], width: 40, rows: 3 }, plain);
    const caret = lines.findIndex((line) => line.includes("^^^^"));
    expect(lines[caret - 1]?.slice(lines[caret]?.indexOf("^"), (lines[caret]?.indexOf("^") ?? 0) + 4)).toBe("here");
    expect(lines.length).toBeLessThanOrEqual(3 + 1 + 2);
    expect(lines[0]).toBe("…");
    expect(lines.at(-1)).toMatch(/^… \d+ more characters$/);
  });

  it("marks a part that runs over the end of a row in both rows", () => {
    const lines = markedText(`${"a".repeat(18)}bbbb`, { marks: ["bbbb"], width: 20, rows: 3 }, plain);
    expect(lines).toEqual([`${"a".repeat(18)}bb`, `${" ".repeat(18)}^^`, "bb", "^^"]);
  });

  it("finds a mark that holds hostile characters", () => {
    expect(markedText("ok \u001b[2J", { marks: ["\u001b[2J"], width: 40, rows: 1 }, plain)).toEqual([
      "ok \\x1b[2J",
      "   ^^^^^^^",
    ]);
  });
});
