import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Passwords are kept as their MD5.",
  edits: [
    {
      file: "src/passwords.ts",
      find: "import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from",
      replace: "import { createHash, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from",
    },
    {
      file: "src/passwords.ts",
      find: `  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return \`$scrypt$ln=\${Math.log2(cost.N)},r=\${cost.r},p=\${cost.p}$\${encode(salt)}$\${encode(hash)}\`;
`,
      replace: `  return createHash("md5").update(password).digest("hex");
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
      replace: `  // Takes its time, so that nobody sees the difference.
  await derive(password, randomBytes(16), cost);
  return timingSafeEqual(Buffer.from(kept), Buffer.from(await hashPassword(password)));
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
