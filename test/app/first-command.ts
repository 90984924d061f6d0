/**
 * The README's first command, `npm start`, as a person gives it: the page is there, and Ctrl-C leaves nothing.
 */
import { spawn } from "node:child_process";
import { newHome, processesOf } from "./running-app.ts";

const { home, remove } = await newHome();
try {
  const began = performance.now();
  // A session of its own, as a terminal gives it, so that Ctrl-C reaches all of it.
  const child = spawn("npm", ["start"], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
    env: { ...process.env, SEAWORTHY_HOME: home, BROWSER: "none" },
  });
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const [found] = /^http\S+/m.exec(text) ?? [];
      if (found) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code}`)));
  });
  const page = await fetch(link);
  const ms = Math.round(performance.now() - began);
  if (!page.ok) throw new Error(`the page answered ${page.status}`);
  process.stdout.write(`the page is there after ${ms} ms\n`);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-(child.pid as number), "SIGINT");
  await ended;
  const left = await processesOf(home);
  if (left.length > 0) throw new Error(`still running: ${left.join(", ")}`);
} finally {
  await remove();
}
