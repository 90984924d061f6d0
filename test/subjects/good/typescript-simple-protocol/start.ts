// Entry point. Settings may come as APP_DB and APP_PORT (our own names) or as DATABASE_URL and PORT.
import { connect } from "./expenses/connect.ts";
import { expenseRoutes } from "./expenses/routes.ts";
import { logLine } from "./http/log.ts";
import { serve } from "./http/serve.ts";

const databaseUrl = process.env.APP_DB ?? process.env.DATABASE_URL;
const port = Number(process.env.APP_PORT ?? process.env.PORT ?? "4000");

if (databaseUrl === undefined || databaseUrl.trim() === "") {
  logLine(60, "Neither APP_DB nor DATABASE_URL is set");
  process.exitCode = 1;
} else {
  const database = connect(databaseUrl);
  const server = serve(expenseRoutes(database), port);

  const stop = async (): Promise<void> => {
    logLine(30, "stopping");
    await server.stop(8000);
    await database.close(1000);
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}
