import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "go-net-http",
  fault: "Writes are made one at a time, under a mutex that is held until the transaction has ended.",
  edits: [
    {
      file: "store.go",
      find: `	defer tx.Rollback()
`,
      replace: `	defer tx.Rollback()
	if !readOnly {
		writing.Lock()
		defer writing.Unlock()
	}
`,
    },
    {
      file: "store.go",
      find: `var errNotFound = errors.New("not found")
`,
      replace: `var errNotFound = errors.New("not found")

var writing sync.Mutex
`,
    },
    { file: "store.go", find: `	"strings"\n`, replace: `	"strings"\n	"sync"\n` },
  ],
  caughtBy: "slow-requests-starve-nobody",
} satisfies BrokenSubject;
