/**
 * `seaworthy verify`: runs what evidence speaks of once more, from its commit and with new random data, and compares.
 */
import type { CliCommand } from "../cli-command.ts";
import type { VerifyOptions } from "../verify/verify-evidence.ts";

const verify: CliCommand<VerifyOptions> = {
  order: 5,
  summary: "run evidence again from its commit, with new random data, and compare",
  examples: [
    ["verify", "The newest evidence of the program in this folder."],
    ["verify .seaworthy/evidence/2026-11-20T14-31-07Z-3f2a1bc09d41.json", "One document."],
    ["verify evidence.json --in ../their-clone", "Somebody else's, with a clone of their repository."],
  ],
  declare(command) {
    command
      .argument("[evidence]", "an evidence document, or a folder with .seaworthy/evidence", ".")
      .option("--in <folder>", "the program's folder in a clone of its repository, where the document lies elsewhere")
      .option("--seed <seed>", "random data of an earlier run, instead of new ones")
      .option("--json", "the comparison as JSON");
  },
  async run({ arguments: [evidence = "."], options, door }) {
    const { verifyEvidence } = await import("../verify/verify-evidence.ts");
    return verifyEvidence(evidence, options, door);
  },
};
export default verify;
