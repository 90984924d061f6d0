/**
 * The staircase: imports go only down this list, type imports too, and there are no circles.
 * A room may import itself and every room below it. The reason for each wall is in docs/architecture.md.
 */
const staircase = [
  "src/base",
  "src/contract",
  "src/catalog",
  "src/plan",
  "src/judge",
  "src/evidence",
  "src/career",
  "src/server",
  "src/cli",
];

const above = (room) => staircase.slice(staircase.indexOf(room) + 1);

export default {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    ...staircase.slice(0, -1).map((room) => ({
      name: `${room.slice(4)}-looks-down-only`,
      severity: "error",
      from: { path: `^${room}/` },
      to: { path: above(room).map((upper) => `^${upper}/`) },
    })),
    {
      name: "the-judge-never-prints",
      comment: "It yields events; doors decide what to show.",
      severity: "error",
      from: { path: "^src/(judge|evidence|catalog|contract|base)/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "checks-are-pure",
      comment: "A check reads a recording. No I/O, no clock, no dice, so that a saved recording can be judged again.",
      severity: "error",
      from: { path: "^src/judge/checks/" },
      to: {
        path: [
          "^(node:)?(fs|net|http|https|child_process|crypto|timers|os|dns)",
          "^src/base/random",
          "^src/judge/(subject|probe/postgres|instance|ground|judge)",
        ],
        pathNot: ["\\.test\\.ts$"],
      },
    },
    {
      name: "scenarios-act-through-their-stage",
      severity: "error",
      from: { path: "^src/judge/scenarios/" },
      to: {
        path: ["^(node:)?(net|http|https|child_process)", "^src/judge/(subject|instance|ground|judge\\.ts|checks/)"],
      },
    },
    {
      name: "probes-know-no-checks",
      severity: "error",
      from: { path: "^src/judge/(subject|probe|surface)/" },
      to: { path: "^src/judge/(scenarios|checks|judge|ground)" },
    },
    {
      name: "the-web-knows-only-contracts",
      comment: "Types of documents, and nothing that runs: a page is made of what the server answers.",
      severity: "error",
      from: { path: "^web/" },
      to: { path: "^(src|test|bench)/", pathNot: "^src/contract/" },
    },
    {
      name: "nobody-knows-the-web",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^web/" },
    },
    {
      name: "the-server-starts-no-program",
      comment: "A hosted server must not be able to. The command line hands it a judge where there is one.",
      severity: "error",
      from: { path: "^src/server/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(node:)?child_process$|^src/judge/(subject|instance|ground|judge\\.ts)" },
    },
    {
      name: "no-tests-in-the-house",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.ts$" },
      to: { path: "^test/|\\.test\\.ts$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"], conditionNames: ["import", "node", "default"] },
  },
};
