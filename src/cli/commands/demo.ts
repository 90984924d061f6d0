/**
 * `seaworthy demo`: the main job in half a minute, on a small supplied backend with one planted fault.
 */
import type { CliCommand } from "../cli-command.ts";

const demo: CliCommand = {
  order: 7,
  summary: "see it work: a small backend with one planted fault, judged, mended, judged again",
  examples: [["demo", "Asks before it mends on a terminal; goes on by itself anywhere else."]],
  declare() {},
  async run({ door }) {
    const { showDemo } = await import("../demo/show-demo.ts");
    return showDemo(door);
  },
};
export default demo;
