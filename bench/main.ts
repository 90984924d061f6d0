/**
 * Measurements, each against a named peer in the same run or a limit: `npm run bench -- <name> [--json]`.
 * A table, or with --json one object, on stdout; what is going on, on stderr. Exit code 2: the peer is not installed.
 */
import { UserError } from "../src/base/errors.ts";
import { advertsTable, benchAdverts } from "./adverts.ts";
import { apiTable, benchApi } from "./api.ts";
import { benchGrow, growTable } from "./grow.ts";
import { benchLoad, loadTable } from "./load.ts";
import { benchPlan, planTable } from "./plan.ts";
import { benchProxy, proxyTable } from "./proxy.ts";

const benches: Record<string, () => Promise<{ result: unknown; table: string }>> = {
  adverts: async () => {
    const result = await benchAdverts((line) => process.stderr.write(`${line}\n`));
    return { result, table: advertsTable(result) };
  },
  api: async () => {
    const result = await benchApi((line) => process.stderr.write(`${line}\n`));
    return { result, table: apiTable(result) };
  },
  load: async () => {
    const result = await benchLoad((line) => process.stderr.write(`${line}\n`));
    return { result, table: loadTable(result) };
  },
  grow: async () => {
    const result = await benchGrow((line) => process.stderr.write(`${line}\n`));
    return { result, table: growTable(result) };
  },
  plan: async () => {
    const result = await benchPlan((line) => process.stderr.write(`${line}\n`));
    return { result, table: planTable(result) };
  },
  proxy: async () => {
    const result = await benchProxy((line) => process.stderr.write(`${line}\n`));
    return { result, table: proxyTable(result) };
  },
};

const [name, ...flags] = process.argv.slice(2);
const bench = benches[name ?? ""];
try {
  const unknown = flags.find((flag) => flag !== "--json");
  if (!bench || unknown) {
    throw new UserError("usage", bench ? `unknown option ${unknown}` : `there is no bench ${name ?? ""}`.trim(), {
      fix: `npm run bench -- ${Object.keys(benches).join("|")} [--json]`,
    });
  }
  const { result, table } = await bench();
  process.stdout.write(flags.includes("--json") ? `${JSON.stringify(result, null, 2)}\n` : table);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\nfix: ${error.fix}\n`);
  process.exitCode = 2;
}
