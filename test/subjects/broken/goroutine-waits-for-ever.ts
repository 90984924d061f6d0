import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "go-net-http",
  fault: "Requests that are served leave a goroutine behind, which waits on a channel for an answer that nobody takes.",
  edits: [
    {
      file: "api.go",
      find: `	if err := a.route(ctx, w, r); err != nil {`,
      replace: `	taken := make(chan error)
	err := a.route(ctx, w, r)
	go func() { taken <- err }()
	if err != nil {
		<-taken`,
    },
  ],
  caughtBy: "memory-stays-level",
} satisfies BrokenSubject;
