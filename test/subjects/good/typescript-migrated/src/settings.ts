/** What the program is told from outside. A missing setting ends it at once, so that nobody runs on a default by accident. */
export interface Settings {
  port: number;
  databaseUrl: string;
}

export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const databaseUrl = environment.DATABASE_URL;
  if (!databaseUrl) {
    console.error("DATABASE_URL is not set. Example: DATABASE_URL=postgres://user:password@localhost:5432/expenses");
    process.exit(1);
  }
  const port = Number(environment.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error("PORT has to be a number from 0 to 65535");
    process.exit(1);
  }
  return { port, databaseUrl };
}
