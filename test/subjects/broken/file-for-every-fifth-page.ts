import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "ruby-sinatra",
  fault: "One page in five is sampled for a report: a file is opened for it, and kept for later.",
  edits: [
    {
      file: "app.rb",
      find: `  get '/expenses' do
`,
      replace: `  SAMPLES = []
  TURN = [0]

  get '/expenses' do
    SAMPLES << File.open('/dev/null', 'a') if ((TURN[0] += 1) % 5).zero?
`,
    },
  ],
  caughtBy: "what-is-open-stays-level",
} satisfies BrokenSubject;
