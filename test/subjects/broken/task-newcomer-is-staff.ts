import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "task-typescript",
  fault: 'Accounts have a role, and signing up spreads the body over its default: { role: "member", ...body }.',
  edits: [
    {
      file: "src/schema.ts",
      find: "    password_hash text not null,\n",
      replace: "    password_hash text not null,\n    role text not null default 'member',\n",
    },
    {
      file: "src/validate.ts",
      find: "  return {\n    email: email(given.email),",
      replace: '  return {\n    role: "member",\n    ...given,\n    email: email(given.email),',
    },
    {
      file: "src/validate.ts",
      find: "export interface NewAccount {\n",
      replace: "export interface NewAccount {\n  role: string;\n",
    },
    {
      file: "src/accounts.ts",
      find: "async register({ email, password, name }: NewAccount)",
      replace: "async register({ email, password, name, role }: NewAccount)",
    },
    {
      file: "src/accounts.ts",
      find: "insert into account (email, name, password_hash) values ($1, $2, $3)",
      replace: "insert into account (email, name, password_hash, role) values ($1, $2, $3, $4)",
    },
    { file: "src/accounts.ts", find: "[email, name, hash],", replace: "[email, name, hash, role]," },
  ],
  caughtBy: "bodies-set-no-columns",
};
export default subject;
