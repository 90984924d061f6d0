/**
 * The evidence document (docs: src/contract/evidence.ts), and nothing else.
 */
import type { Reporter } from "../reporter.ts";

const json: Reporter = {
  summary: "the evidence document",
  render: ({ evidence }) => `${JSON.stringify(evidence, null, 2)}\n`,
};
export default json;
