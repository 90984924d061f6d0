// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how a manifest refers to settings.
import { expect, test } from "vitest";
import { makeEnvironment } from "./environment.ts";

const url = "postgresql://app1:secret@127.0.0.1:21000/app1";
const parts = { port: 12345, databaseUrl: url, jwtSecret: "s3cret", mapped: {}, marker: "run.1", person: {} };

test("a program gets PORT, DATABASE_URL and JWT_SECRET", () => {
  expect(makeEnvironment(parts)).toEqual({
    PORT: "12345",
    DATABASE_URL: url,
    JWT_SECRET: "s3cret",
    PGSSLMODE: "disable",
    SEAWORTHY_INSTANCE: "run.1",
  });
});

test("nothing of the person's environment leads to another database, server or port", () => {
  const person = {
    PATH: "/bin",
    HOME: "/home/ali",
    JAVA_HOME: "/opt/java",
    PIP_INDEX_URL: "https://pypi.example",
    HTTPS_PROXY: "http://proxy.example",
    PGHOST: "production.example",
    DB_PASSWORD: "hunter2",
    MY_DATABASE_URL: "postgres://production.example",
    REDIS_URL: "redis://production.example",
    API_PORT: "8080",
    HOST: "0.0.0.0",
    NODE_ENV: "test",
    NODE_OPTIONS: "--inspect",
    npm_lifecycle_event: "check",
    DATABASE_URL: "postgres://production.example",
  };
  expect(Object.keys(makeEnvironment({ ...parts, person })).sort()).toEqual([
    ...["DATABASE_URL", "HOME", "HTTPS_PROXY", "JAVA_HOME", "JWT_SECRET", "PATH", "PGSSLMODE"],
    ...["PIP_INDEX_URL", "PORT", "SEAWORTHY_INSTANCE"],
  ]);
});

test("the key of an API goes before the person's own, and the manifest can set another", () => {
  const keyed = { ...parts, apiKey: { name: "API_KEY", value: "k3y" }, person: { API_KEY: "production" } };
  expect(makeEnvironment(keyed).API_KEY).toBe("k3y");
  expect(makeEnvironment({ ...keyed, mapped: { TOKEN: "${API_KEY}" } }).TOKEN).toBe("k3y");
  expect(makeEnvironment({ ...keyed, mapped: { API_KEY: "mine" } }).API_KEY).toBe("mine");
});

test("the manifest maps other names, also of parts of the address", () => {
  const mapped = {
    HTTP_PORT: "${PORT}",
    JDBC_URL: "jdbc:postgresql://${DATABASE_HOST}:${DATABASE_PORT}/${DATABASE_NAME}",
    MODE: "production",
  };
  expect(makeEnvironment({ ...parts, mapped })).toMatchObject({
    HTTP_PORT: "12345",
    JDBC_URL: "jdbc:postgresql://127.0.0.1:21000/app1",
    MODE: "production",
  });
});

test("what is made of a removed setting is removed with it", () => {
  const mapped = { DB_URL: "${DATABASE_URL}", JDBC_URL: "jdbc:${DATABASE_HOST}" };
  const environment = makeEnvironment({ ...parts, mapped, changes: { DATABASE_URL: undefined } });
  expect(environment).not.toHaveProperty("DATABASE_URL");
  expect(environment).not.toHaveProperty("DB_URL");
  expect(environment).not.toHaveProperty("JDBC_URL");
});

test("a scenario's change counts more than the manifest", () => {
  const environment = makeEnvironment({ ...parts, mapped: { TZ: "UTC" }, changes: { TZ: "Asia/Kolkata" } });
  expect(environment.TZ).toBe("Asia/Kolkata");
});
