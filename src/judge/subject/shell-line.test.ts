import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellLine, withExec } from "./shell-line.ts";

test.each([
  ["node server.js", "exec node server.js"],
  ["npm start", "exec npm start"],
  ["NODE_ENV=production node server.js", "exec env NODE_ENV=production node server.js"],
  ["./run.sh --port=$PORT", "exec ./run.sh --port=$PORT"],
  [`java -jar "my app.jar" --port=\${PORT}`, `exec java -jar "my app.jar" --port=\${PORT}`],
  ["cd server && node index.js", "cd server && exec node index.js"],
  ["npm run build && node dist/main.js", "npm run build && exec node dist/main.js"],
  ["cd api; python3 -m app", "cd api; exec python3 -m app"],
  [`node -e "a && b; c | d"`, `exec node -e "a && b; c | d"`],
  ["node server.js 2>&1", "exec node server.js 2>&1"],
])("%s is started without a shell in between", (command, line) => {
  expect(withExec(command)).toBe(line);
});

test.each([
  "node a.js & node b.js",
  "node a.js | tee log",
  "node a.js || true",
  "(cd server && node index.js)",
  "exec node server.js",
  ". ./venv/bin/activate",
  "if true; then node a.js; fi",
  "node $(cat entry)",
  "while true; do node a.js; done",
  "node a.js &",
  "trap 'echo bye' TERM; node a.js",
  "node a.js; export A=1",
  'node "$(cat entry)"',
])("%s is left to the shell", (command) => {
  expect(withExec(command)).toBe(command);
});

test("commands do the same as without our line around them", () => {
  for (const command of [
    "echo a b",
    "A=1 sh -c 'echo $A'",
    "cd / && pwd",
    "cd /; pwd",
    "echo \"x && y\" 'z;'",
    "echo a >&2 2>&1",
  ]) {
    const plain = execFileSync("/bin/sh", ["-c", command], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const ours = execFileSync("/bin/sh", ["-c", shellLine(command, 2 ** 44)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    expect(ours).toBe(plain);
  }
});
