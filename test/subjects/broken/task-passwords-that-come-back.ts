import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Passwords are kept so that they can be read again.",
  edits: [
    {
      file: "src/passwords.ts",
      find: `  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return \`$scrypt$ln=\${Math.log2(cost.N)},r=\${cost.r},p=\${cost.p}$\${encode(salt)}$\${encode(hash)}\`;
`,
      replace: `  await derive(password, randomBytes(16), cost);
  return Buffer.from(password).toString("base64");
`,
    },
    {
      file: "src/passwords.ts",
      find: `  const match = /^\\$scrypt\\$ln=(\\d+),r=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)$/.exec(kept);
  if (!match) throw new Error("a kept password is not in our format");
  const [, ln, r, p, salt, hash] = match as unknown as [string, string, string, string, string, string];
  const wanted = Buffer.from(hash, "base64");
  const given = await derive(password, Buffer.from(salt, "base64"), { N: 2 ** Number(ln), r: Number(r), p: Number(p) });
  return timingSafeEqual(wanted, given);
`,
      replace: `  const salt = randomBytes(16);
  return timingSafeEqual(await derive(password, salt, cost), await derive(Buffer.from(kept, "base64").toString(), salt, cost));
`,
    },
    {
      file: "src/passwords.ts",
      find: `

function encode(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
`,
      replace: `
`,
    },
  ],
  caughtBy: "passwords-are-stretched",
  alsoFails: ["passwords-are-salted"],
} satisfies BrokenSubject;
