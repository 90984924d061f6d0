import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "The 29th of February does not exist.",
  edits: [
    { file: "expenses/read-input.ts", find: "leap ? 29 : 28", replace: "28" },
    {
      file: "expenses/read-input.ts",
      find: `  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
`,
      replace: "",
    },
    {
      file: "expenses/read-input.ts",
      find: 'const [year, month, day] = value.split("-").map(Number) as [number, number, number];',
      replace: 'const [, month, day] = value.split("-").map(Number) as [number, number, number];',
    },
  ],
  caughtBy: "valid-input-is-accepted",
} satisfies BrokenSubject;
