import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const [generation = "0", port = process.env.PORT] = process.argv.slice(2);

if (Number(generation) < 2) {
  const file = fileURLToPath(import.meta.url);
  const next = String(Number(generation) + 1);
  spawn(process.execPath, [file, next, port], { detached: true, stdio: "ignore", cwd: "/", env: {} }).unref();
} else {
  createServer((_request, response) => response.end("ok")).listen(Number(port));
}
