import { describe, expect, it } from "vitest";
import { findCredentials } from "./credentials.ts";

// Put together at run time, so that no scanner takes this very file for a leak.
const join = (...parts: string[]) => parts.join("");
const random = "kX9vQ2mZ7pR4tW8y";
const key = join("-----BEGIN ", "PRIVATE KEY-----");
const row = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";

describe("is a credential", () => {
  const cases: [what: string, path: string, text: string][] = [
    ["a private key", "key.pem", `${key}\n${row}\n`],
    ["a private key in a string", "src/key.ts", `const key = "${key}\\n${row}";`],
    ["an AWS access key", "config.py", `aws = "${join("AKIA", "Z7Q4XN2MKD5TUVRW")}"`],
    ["a GitHub token", "deploy.sh", `TOKEN=${join("ghp_", "a8Fk2Lq9Xz4Rt7Wv1Bn6Mc3Yd5Hg0Js2Pu8E")}`],
    ["a Stripe key", "pay.js", `stripe("${join("sk_live_", "4eC39HqLyjWDarjtT1zdp7dc")}")`],
    [
      "a password in the address of a database elsewhere",
      "db.ts",
      `connect("postgres://app:${random}@db.acme-corp.net/app")`,
    ],
    [
      "the same as a default",
      "db.py",
      `url = os.environ.get("DATABASE_URL", "postgresql://app:${random}@10-0-0-7.rds.amazonaws.com/app")`,
    ],
    ["the same in a comment", "db.py", `# postgresql://app:${random}@db.acme-corp.net:5432/app`],
    ["a password that is written out", "src/db.js", `const password = "${random}";`],
    ["one with a type", "src/settings.ts", `const jwtSecret: string = '${random}';`],
    ["one as a default", "src/settings.ts", `const jwtSecret = process.env.JWT_SECRET ?? "${random}";`],
    ["one in YAML", "config.yaml", `api_key: "${random}"`],
    ["one in a .env", ".env", `JWT_SECRET=${random}`],
  ];
  it.each(cases)("%s", (_, path, text) => {
    const found = findCredentials(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]?.masked).toMatch(/^.{4}… \(\d+ characters\)$/);
  });
});

describe("is none", () => {
  const cases: [what: string, path: string, text: string][] = [
    ["a default for one's own machine", "src/db.ts", `"postgres://postgres:postgres@localhost:5432/app"`],
    ["a container beside it", "compose.yaml", `DATABASE_URL: postgres://app:${random}@db:5432/app`],
    ["an address in an error message", "src/settings.ts", `"Example: postgres://user:password@host.acme-corp.net/app"`],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text that is looked at
    ["an address made of variables", "src/db.ts", "`postgres://${user}:${password}@${host}.acme.net/${name}`"],
    ["a host that is kept free for examples", "src/db.ts", `"postgres://app:${random}@db.example.com/app"`],
    ["a placeholder", "src/auth.ts", `const secret = "change-me-please-1";`],
    ["a placeholder for development", ".env", "JWT_SECRET=dev-secret-123"],
    ["a made-up word", "src/auth.ts", `const jwtSecret = "supersecretkey123";`],
    ["an example file", ".env.example", `JWT_SECRET=${random}`],
    ["a test", "test/auth.test.ts", `const password = "${random}";`],
    ["a document", "README.md", `password: "${random}"`],
    ["a lock file", "package-lock.json", `"token": "${random}"`],
    ["the name of a header", "src/auth.ts", `const accessToken = "x-access-token";`],
    ["a path", "src/settings.ts", `const passwordFile = "/run/secrets/db1";`],
    ["a read from the environment", "src/settings.py", `password = os.environ["DB_PASSWORD_2"]`],
    ["a hash in a lock", "src/integrity.ts", `integrity: "sha512-${random}${random}"`],
    ["a validation message", "src/auth.ts", `password: "must have 8 to 200 characters",`],
    ["a header that is compared with", "src/pem.ts", `if (text.startsWith("${key}")) return;`],
    ["a member of a schema", "openapi.yaml", "password: { type: string, minLength: 8 }"],
    ["a function", "src/auth.ts", `const password = hash("sha256v2");`],
  ];
  it.each(cases)("%s", (_, path, text) => {
    expect(findCredentials(path, text)).toEqual([]);
  });
});
