import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "An error of the database that it was never told of (57P03, it is starting up) ends the program.",
  edits: [
    {
      file: "src/expenses.ts",
      find: "    } catch (error) {\n      if (isOutage(error))",
      replace: `    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "57P03") process.exit(1);
      if (isOutage(error))`,
    },
  ],
  caughtBy: "restarted-database-is-found-again",
} satisfies BrokenSubject;
