import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "content/**/*.test.ts"],
    // Real processes and databases on two cores: a test is slow when the machine is busy, not when it is wrong.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
});
