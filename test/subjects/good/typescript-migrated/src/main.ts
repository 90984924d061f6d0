/** Starts the program, waits for its database, and stops it when it is asked to. The tables are made by migrate.ts. */
import { openPool } from "./database.ts";
import { Expenses } from "./expenses.ts";
import { log } from "./log.ts";
import { createServer, requestsInFlight } from "./server.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(process.env);
const pool = openPool(settings.databaseUrl);
const expenses = new Expenses(pool);
const server = createServer(expenses);

let stopping = false;
process.once("SIGTERM", stop);
process.once("SIGINT", stop);

server.on("error", (error) => {
  log.error("cannot listen", error);
  process.exit(1);
});
server.listen(settings.port, () => log.info("listening", { port: settings.port }));

// Listening comes first: until the database is there every request is answered 503, and nobody has to guess.
while (!stopping) {
  try {
    await expenses.list(1, undefined);
    log.info("database is ready");
    break;
  } catch (error) {
    log.error("waiting for the database", error);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function stop(): void {
  stopping = true;
  log.info("stopping");
  server.close(async () => {
    // A database that has fallen silent never confirms the goodbye, so it gets one second.
    const oneSecond = new Promise((resolve) => setTimeout(resolve, 1000));
    await Promise.race([pool.end(), oneSecond]);
    process.exit(0);
  });
  // Connections on which nothing has been asked yet would hold us up, and so would an upload that never ends.
  const deadline = Date.now() + 8000;
  setInterval(() => {
    if (requestsInFlight() === 0 || Date.now() > deadline) server.closeAllConnections();
  }, 100);
}
