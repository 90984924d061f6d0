import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const generation = Number(process.argv[2] ?? 0);

if (generation < 2) {
  // detached: setsid(2). Started from a session leader's child, the last one belongs to nobody.
  const file = fileURLToPath(import.meta.url);
  spawn(process.execPath, [file, String(generation + 1)], { detached: true, stdio: "ignore", cwd: "/" }).unref();
} else {
  createServer((_request, response) => response.end("ok")).listen(Number(process.env.PORT));
}
