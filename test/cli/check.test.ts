/**
 * `seaworthy check` on real programs: exit codes, streams, and that nothing is left running.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evidenceSchema } from "../../src/contract/evidence.ts";
import { recordingSchema } from "../../src/contract/recording.ts";
import { runCli } from "./run-cli.ts";

const root = join(import.meta.dirname, "..", "..");
let home: string;
/** A good program, in a folder that may be written to. */
let good: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "seaworthy-check-"));
  good = join(home, "good");
  await cp(join(root, "test", "subjects", "good", "javascript-uuid"), good, { recursive: true });
  await rm(join(good, ".seaworthy"), { recursive: true, force: true });
  await symlink(join(root, "node_modules"), join(home, "node_modules"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** A program of one line, that writes down the number of its process. */
async function program(name: string, script: string): Promise<string> {
  const folder = join(home, name);
  await cp(good, folder, { recursive: true });
  await writeFile(
    join(folder, "app.js"),
    `import fs from "node:fs";\nfs.writeFileSync("pid", String(process.pid));\n${script}\n`,
  );
  return folder;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => Promise<boolean> | boolean, limitMs = 20_000): Promise<void> {
  for (const end = performance.now() + limitMs; performance.now() < end; await wait(50)) if (await condition()) return;
  throw new Error("it did not come to that");
}

describe("a check that passes", () => {
  it("ends with 0, prints evidence and nothing else, keeps it, and its recording is judged the same again", async () => {
    const words = ["check", good, "--only", "created-thing-reads-back,deleted-stays-deleted", "--seed", "abc1"];
    const ran = await runCli([...words, "--json", "--save-recording", join(home, "run.json")]);
    expect(ran.stderr).toBe("");
    expect(ran.code).toBe(0);
    const evidence = evidenceSchema.parse(JSON.parse(ran.stdout));
    expect(evidence).toMatchObject({
      project: "crud",
      seed: "abc1",
      scope: ["created-thing-reads-back", "deleted-stays-deleted"],
    });
    expect(evidence.verdicts.map(({ verdict }) => verdict)).toEqual(["passed", "passed"]);
    expect(await readdir(join(good, ".seaworthy", "evidence"))).toHaveLength(1);

    const recording = recordingSchema.parse(JSON.parse(await readFile(join(home, "run.json"), "utf8")));
    expect(recording.seed).toBe("abc1");
    const again = await runCli(["check", "--from", "run.json", "--only", "deleted-stays-deleted"], { cwd: home });
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toMatch(/✓ What is deleted stays deleted/);
  });
});

describe("a program that ends at once", () => {
  it("fails with 1 and shows what it last said", async () => {
    const folder = await program("ends", 'console.error("no such table: expenses"); process.exit(3);');
    const ran = await runCli(["check", folder, "--only", "program-starts-and-answers"]);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/━ ✗ program-starts-and-answers ━+ critical/);
    expect(ran.stdout).toContain("no such table: expenses");
    expect(ran.stdout).toMatch(/1 failed · .* · seed \w{4}/);
  });

  it("says nothing about what could not be looked at: 2", async () => {
    const ran = await runCli(["check", join(home, "ends"), "--only", "deleted-stays-deleted"]);
    expect(ran.code).toBe(2);
    expect(ran.stdout).toMatch(/Could not be told\n {2}\? What is deleted stays deleted/);
  });
});

describe("Ctrl-C", () => {
  it("sweeps everything up and ends with 130", async () => {
    const folder = await program("waits", "setInterval(() => {}, 1000);");
    const temporary = join(home, "temporary");
    await mkdir(temporary, { mode: 0o777 });
    const ran = await runCli(["check", folder, "--only", "program-starts-and-answers"], {
      environment: { TMPDIR: temporary },
      during: (child) => {
        until(() => readFile(join(folder, "pid")).then(Boolean, () => false)).then(() => child.kill("SIGINT"));
      },
    });
    expect(ran).toMatchObject({ code: 130, stdout: "" });
    expect(isRunning(Number(await readFile(join(folder, "pid"), "utf8")))).toBe(false);
    expect(await readdir(temporary)).toEqual([]);
  });

  it("ends --hold, which until then leaves the program on its database, where the line of curl works", async () => {
    let url = "";
    let curl = "";
    const app = await readFile(join(good, "app.js"), "utf8");
    const folder = join(home, "holds");
    await cp(good, folder, { recursive: true });
    await writeFile(join(folder, "app.js"), app.replaceAll("404", "410"));
    const ran = await runCli(["check", folder, "--only", "unknown-id-is-404", "--hold"], {
      during: (child) => {
        let text = "";
        child.stdout?.on("data", async (part: string) => {
          text += part;
          url = /until Ctrl-C at\n +(http:\S+)/.exec(text)?.[1] ?? "";
          if (url === "") return;
          curl = /^ +(curl -i \S+)/m.exec(text)?.[1] ?? "";
          expect((await fetch(`${url}/expenses`)).status).toBe(200);
          child.kill("SIGINT");
        });
      },
    });
    expect(ran.code).toBe(1);
    expect(curl).toContain(`curl -i ${url}/expenses/`);
    await expect(fetch(url)).rejects.toThrow();
  });

  it("ends --watch, which judges again after a save, and only then", async () => {
    const folder = join(home, "watched");
    await cp(good, folder, { recursive: true });
    const summaries = (text: string) => text.match(/^ {2}\d+ (passed|failed)/gm)?.length ?? 0;
    let saved = false;
    let touched = false;
    const ran = await runCli(["check", folder, "--watch", "--only", "deleted-stays-deleted"], {
      during: (child) => {
        let text = "";
        child.stdout?.on("data", async (part: string) => {
          text += part;
          if (summaries(text) === 1 && !touched) {
            touched = true;
            // The same content again, and what nobody wrote by hand: nothing happens.
            await writeFile(join(folder, "app.js"), await readFile(join(folder, "app.js")));
            await writeFile(join(folder, "debug.log"), "x");
            await wait(1000);
            expect(text).not.toContain("saved");
            saved = true;
            await writeFile(join(folder, "package.json"), `${await readFile(join(folder, "package.json"), "utf8")}\n`);
          }
          if (summaries(text) === 2) child.kill("SIGINT");
        });
      },
    });
    expect(saved).toBe(true);
    expect(ran.stdout).toMatch(/saved package.json · starting\n {2}1 passed/);
    expect(ran.code).toBe(130);
  });
});
