/** Starts the program, waits for its database, and stops it when it is asked to. */
import { Accounts } from "./accounts.ts";
import { Database } from "./database.ts";
import { log } from "./log.ts";
import { LoginLimit } from "./login-limit.ts";
import { Projects } from "./projects.ts";
import { Repeats } from "./repeats.ts";
import { routes } from "./routes.ts";
import { schema, sweep } from "./schema.ts";
import { createServer, requestsInFlight } from "./server.ts";
import { readSettings } from "./settings.ts";
import { Tasks } from "./tasks.ts";

const settings = readSettings(process.env);
const database = new Database(settings.databaseUrl);
const accounts = new Accounts(database, new LoginLimit(database));
const projects = new Projects(database);
const tasks = new Tasks(database, projects);
const server = createServer(routes({ database, accounts, projects, tasks, repeats: new Repeats(database) }));

let stopping = false;
process.once("SIGTERM", stop);
process.once("SIGINT", stop);

server.on("error", (error) => {
  log.error("cannot listen", error);
  process.exit(1);
});
server.listen(settings.port, () => log.info("listening", { port: settings.port }));

// Listening comes first: until the tables are there every request is answered 503, and nobody has to guess.
while (!stopping) {
  try {
    await database.prepare(schema);
    log.info("database is ready");
    break;
  } catch (error) {
    log.error("waiting for the database", error);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const oneHourMs = 3_600_000;
setInterval(() => database.query(sweep).catch((error) => log.error("sweeping failed", error)), oneHourMs).unref();

function stop(): void {
  stopping = true;
  log.info("stopping");
  server.close(async () => {
    // A database that has fallen silent never confirms the goodbye, so it gets one second.
    const oneSecond = new Promise((resolve) => setTimeout(resolve, 1000));
    await Promise.race([database.close(), oneSecond]);
    process.exit(0);
  });
  // Connections on which nothing has been asked yet would hold us up, and so would an upload that never ends.
  const deadline = Date.now() + 8000;
  setInterval(() => {
    if (requestsInFlight() === 0 || Date.now() > deadline) server.closeAllConnections();
  }, 100);
}
