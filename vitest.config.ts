import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** These run for half a minute and more: begun last, one of two cores would wait for them. */
const longest = [
  "subjects.test.ts",
  "journeys.test.ts",
  "verify-evidence.test.ts",
  "plan-commands.test.ts",
  "usage.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const known = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
      return known === -1 ? longest.length : known;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "content/**/*.test.ts"],
    // A minute and more of a browser at work: `npm run pages`, a step of its own in CI.
    exclude: process.env.EVERY_PAGE ? [] : ["test/web/every-page.test.ts"],
    // Real processes and databases on two cores: a test is slow when the machine is busy, not when it is wrong.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Nothing is there: what tests judge must not reach an app that its reader has open.
    env: { SEAWORTHY_HOME: join(tmpdir(), "seaworthy-home-of-no-test") },
  },
});
