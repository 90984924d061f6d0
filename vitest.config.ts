import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "content/**/*.test.ts"],
    // Real processes and databases on two cores: a test is slow when the machine is busy, not when it is wrong.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // Nothing is there: what tests judge must not reach an app that its reader has open.
    env: { SEAWORTHY_HOME: join(tmpdir(), "seaworthy-home-of-no-test") },
  },
});
