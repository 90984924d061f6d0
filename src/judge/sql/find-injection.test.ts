import { describe, expect, it } from "vitest";
import { findInjection } from "./find-injection.ts";

const marks = { head: "hx1", tail: "tx9" };
const payload = "hx1' OR '1'='1 x tx9";
const select = (value: string) => `select * from notes where title = ${value} limit 20`;
const plain = [select("'hp1 a b c tp9'"), select("'hptp'")];
const found = (sql: string, harmless = plain) => findInjection({ sql, ...marks }, harmless);

describe("a value that became SQL is found", () => {
  it.each([
    ["between bare quotes", select(`'${payload}'`)],
    ["with a second statement", select("'hx1'; select 1; -- x tx9'")],
    ["with the end cut off by a comment", select("'hx1' -- x y z tx9'")],
    ["escaped with backslashes, as MySQL does", select(`'hx1\\' OR \\'1\\'=\\'1 x tx9'`)],
    ["in a pattern", select("'%hx1' OR '1'='1 x tx9%'")],
    ["without any quotes", select("hx1 OR 1=1 x tx9")],
    ["that leaves a string open", select("'hx1' x y z tx9'")],
  ])("%s", (_, sql) => expect(found(sql)).toBeDefined());

  it("as a number", () => {
    const sql = "select * from notes where id = 41 OR 73512<>84613";
    expect(findInjection({ sql, head: "73512", tail: "84613" }, ["select * from notes where id = 41"])?.how).toBe(
      "bare",
    );
  });
  it("as the name of a column", () => {
    const sql = `update notes set hx1" x y z tx9 = 1 where id = 41`;
    expect(found(sql, ["update notes set hp1 x y z tp9 = 1 where id = 41"])).toBeDefined();
  });
});

describe("a value that stayed a value is no fault", () => {
  it.each([
    ["with doubled quotes", select(`'hx1'' OR ''1''=''1 x tx9'`)],
    ["as an escape string", select(`E'hx1\\' OR \\'1\\'=\\'1 x tx9'`)],
    ["as an escape string with a backslash before doubled quotes", select(`E'hx1\\\\'' OR 1=1 -- x tx9'`)],
    ["as Unicode string", select(`U&'hx1'' OR x tx9'`)],
    ["between dollars", select(`$q$${payload}$q$`)],
    ["in JSON", select(`'{"title":"hx1'' OR ''1''=''1 x tx9"}'::jsonb`)],
    ["in an array", select(`any ('{"hx1'' OR x tx9"}')`)],
    ["in a pattern", select(`'%hx1'' OR ''1''=''1 x tx9%'`)],
    ["as a quoted name", `update notes set "hx1"" x y z tx9" = 1`],
    ["in a comment", `select 1 /* title=hx1' OR '1'='1 x tx9 */`],
    ["in lower case", select(`'HX1'' OR ''1''=''1 X TX9'`)],
    ["with a control character beside it", select(`'hx1''\u0001 OR x tx9'`)],
    ["several times", `insert into notes values ('hx1'' OR tx9', 'hx1'' OR tx9')`],
    ["bound", select("$1")],
  ])("%s", (_, sql) => expect(found(sql)).toBeUndefined());

  it("taken apart into words, each quoted", () => {
    const words = (...list: string[]) =>
      `select * from notes where ${list.map((word) => `title ilike '%${word.replaceAll("'", "''")}%'`).join(" and ")}`;
    expect(found(words("hx1'", "OR", "'1'='1", "x", "tx9"), [words("hp1", "a", "b", "c", "tp9")])).toBeUndefined();
  });
  it("when there is no harmless statement to compare with", () => {
    expect(found(select(`'${payload}'`), [])).toBeUndefined();
  });
});
