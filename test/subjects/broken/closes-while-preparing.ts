import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "go-net-http",
  fault: "SIGTERM closes every connection at once, also those whose statement is only being prepared.",
  edits: [
    {
      file: "main.go",
      find: `	deadline, cancel := context.WithTimeout(context.Background(), 8*time.Second)
	defer cancel()
	if err := srv.Shutdown(deadline); err != nil {
		srv.Close()
	}
	return nil`,
      replace: `	srv.Close()
	return nil`,
    },
  ],
  caughtBy: "stop-finishes-requests-in-flight",
  mayFail: ["crowd-is-answered-before-a-stop"],
} satisfies BrokenSubject;
