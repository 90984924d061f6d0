import { Application } from "./lib/application.js";
import { Database } from "./lib/database.js";
import { Logger } from "./lib/logger.js";
import { ExpenseController } from "./routes/expense-controller.js";
import { ExpenseRepository } from "./routes/expense-repository.js";
import { HealthController } from "./routes/health-controller.js";

const logger = new Logger("expenses");

const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) {
  logger.fatal("DATABASE_URL must be set");
  process.exit(78);
}

const database = new Database(databaseUrl, logger);
const repository = new ExpenseRepository(database);
const application = new Application(logger)
  .register(new HealthController(database))
  .register(new ExpenseController(repository));

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    logger.info(`${signal} received`);
    await application.close(8000);
    await database.close(1000);
    process.exit(0);
  });
}

await database.waitUntilUp(() => stopping);
await repository.migrate();
if (!stopping) await application.listen(Number(process.env.PORT ?? 8080));
