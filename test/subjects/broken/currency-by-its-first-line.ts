import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "ruby-sinatra",
  fault: "The pattern of the currency stands between ^ and $, which to Ruby are the ends of a line.",
  edits: [{ file: "app.rb", find: "value.match?(/\\A[A-Z]{3}\\z/)", replace: "value.match?(/^[A-Z]{3}$/)" }],
  caughtBy: "invalid-input-is-refused",
} satisfies BrokenSubject;
