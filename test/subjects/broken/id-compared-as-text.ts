// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code of the subject, as text.
import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A row is looked for by the text of its id, for which there is no index.",
  edits: [
    {
      file: "src/expenses.ts",
      find: "`select ${columns} from expense where id = $1`",
      replace: "`select ${columns} from expense where id::text = $1`",
    },
  ],
  caughtBy: "item-operations-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
