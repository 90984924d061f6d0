import { spawn } from "node:child_process";
import { createServer } from "node:http";

createServer((_request, response) => response.end("ok")).listen(Number(process.env.PORT));

// Each one watches the other and starts it anew; both have left the process group.
const watcher = `
  const { spawn } = require("node:child_process");
  const start = () => spawn("sleep", ["30"], { detached: true, stdio: "ignore" }).on("exit", start);
  for (let i = 0; i < 3; i++) start();
  process.on("SIGTERM", () => {});
`;
const start = () =>
  spawn(process.execPath, ["-e", watcher], { detached: true, stdio: "ignore" }).on("exit", () => start());
start();
