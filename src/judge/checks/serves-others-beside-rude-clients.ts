import type { Exchange, Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { inWords } from "../reading/process-life.ts";
import type { BesideNote, RudeClients, RudeKind } from "../scenarios/rude-clients.ts";

const good = example((r) => {
  r.scenario("rude-clients");
  for (const kind of ["idle", "slow headers", "slow body"]) {
    const beside = { label: "beside", durationMs: 9 };
    r.exchange({ ...beside, url: "/notes", note: { kind, does: "list" }, status: 200, json: { items: [] } });
    r.exchange({
      ...beside,
      method: "POST",
      url: "/notes",
      note: { kind, does: "create" },
      status: 201,
      json: { id: 1 },
    });
    r.exchange({ ...beside, url: "/k3j", note: { kind, does: "unknown" }, status: 404, json: {} });
    r.fact("rude clients", { kind, asked: 24, connected: 24, closed: 0 });
  }
});
const unservedBy = (kinds: number[], { alsoUnknown }: { alsoUnknown: boolean }) =>
  broken("", good, (r) => {
    for (const nth of kinds) {
      for (const at of alsoUnknown ? [0, 1, 2] : [0, 1]) {
        answer(r, "beside", null, nth * 3 + at);
        Object.assign(exchangeIn(r, "beside", nth * 3 + at), {
          outcome: "timeout",
          durationMs: 11_500,
          limitMs: 11_500,
        });
      }
    }
  }).recording;

const check: Check = {
  title: { passed: "Slow and rude clients hold up nobody else", failed: "A few slow clients hold up everybody else" },
  severity: "major",
  skills: ["connection-pooling", "timeouts", "resilience"],
  references: [
    { name: "CWE-410: insufficient resource pool", url: "https://cwe.mitre.org/data/definitions/410.html" },
    { name: "Slowloris", url: "https://www.cloudflare.com/learning/ddos/ddos-attack-tools/slowloris/" },
    {
      name: "OWASP API4:2023",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
    },
  ],
  why: `A phone in a tunnel sends half a request and then nothing for a minute. Twenty such phones are an ordinary evening. Whoever takes a
    database connection first and reads the request afterwards lends it to the phone: when all are lent, the database is idle and
    nobody is served. It looks like an overloaded database, and is none.`,
  hints: {
    look: "Look at which clients were there, how many, and which ordinary request waited beside them.",
    ask: "What does your handler already hold while it is still waiting for bytes of the client?",
    concept: `Some things there are few of: connections of the pool, locks, transactions, workers. Hold them only while you work, never while you
      wait for somebody outside. First read and check the whole request, with a limit of size and time; then take the connection, do
      the work, give it back; then write the answer. And give every wait for a client a limit of its own: most servers have one for
      headers, for the body and for idle connections. https://nodejs.org/api/http.html#serverrequesttimeout`,
    shape: `body = read(request, at most 64 kB, at most 10 s)   // holds nothing
with pool.connection() as c:  row = c.run(…)        // holds a connection, for milliseconds
answer 201 with row`,
    example: `A photo server opened a transaction, then read the upload into it. Ten visitors on a train took all ten connections. Fixed: the
upload goes to a file first, the transaction begins afterwards.`,
    causes: {
      "slow headers":
        "The clients were slow with their headers. Look at what your server does before a request is whole.",
      "slow body":
        "The clients were slow with their bodies. Look at what is taken before the body is read: a connection, a transaction, a lock.",
      "never reading":
        "The clients did not read their answers. Look at what is still held while the answer is written.",
      other: "Look at what each connection takes as soon as it is there.",
    },
  },
  scenarios: ["rude-clients"],
  after: ["created-thing-reads-back", "oversized-bodies-are-survived"],
  judge(view) {
    const groups = view.of("fact", "rude-clients").filter(({ name }) => name === "rude clients");
    const seen = groups.map((fact) => lookAt(view, fact));
    const stuck = seen.find(({ served, knows }) => !served && !knows);
    const failures = seen.flatMap(({ failure }) => failure ?? []);
    if (failures.length === 0 && stuck) {
      const { kind, connected } = stuck.clients;
      return {
        verdict: "unclear",
        why: `beside ${connected} ${inPlural[kind]} nothing at all was answered: its server gives each client a worker, and needs a proxy in front of it that takes slow clients`,
      };
    }
    const slowest = Math.max(0, ...seen.flatMap(({ work }) => work.map(({ durationMs }) => durationMs)));
    return conclude(failures, {
      cases: seen.length,
      otherwise: "no rude clients were there",
      measured: {
        "kinds of rude clients": seen.length,
        "of each at once, at most": Math.max(0, ...seen.map(({ clients }) => clients.connected)),
        "slowest answer to somebody else": inWords(slowest),
      },
    });
  },
  passes: [
    good,
    // Refused once, as all places were taken for a moment, and served at the next attempt.
    broken("", good, (r) => {
      const again = structuredClone(exchangeIn(r, "beside", 6));
      again.id = r.entries.length;
      r.entries.push(again);
      answer(r, "beside", { status: 503, json: {} }, 6);
    }).recording,
  ],
  breaks: [
    { fault: "a connection is taken before the body is read", recording: unservedBy([2], { alsoUnknown: false }) },
    broken("the pool gives up", good, (r) => {
      for (const at of [6, 7]) answer(r, "beside", { status: 503, json: {} }, at);
    }),
    broken("only writing waits", good, (r) => answer(r, "beside", { status: 500, json: {} }, 7)),
  ],
  leavesOpen: [{ fault: "a server with few threads", recording: unservedBy([1, 2], { alsoUnknown: true }) }],
};
export default check;

const inPlural: Readonly<Record<RudeKind, string>> = {
  idle: "idle connections",
  "slow headers": "clients that were slow with their headers",
  "slow body": "clients that were slow with their bodies",
  "never reading": "clients that did not read their answers",
  pipelining: "clients that asked several things at once",
  "hanging up": "clients that hung up in the middle",
};

interface Look {
  clients: RudeClients;
  /** People got what they asked for: listing and creating, each at least once. */
  served: boolean;
  /** At least what needs no database was answered. */
  knows: boolean;
  work: Exchange[];
  failure: Failure | undefined;
}

function lookAt(view: RecordingView, fact: Fact): Look {
  const clients = fact.value as unknown as RudeClients;
  const { kind } = clients;
  const beside = view
    .of("exchange", "rude-clients")
    .filter(({ label, note }) => label === "beside" && noteOf(note).kind === kind);
  const does = (what: BesideNote["does"]) => beside.filter(({ note }) => noteOf(note).does === what);
  const unserved = (["list", "create"] as const).map(does).find((asked) => asked.length > 0 && !asked.some(succeeded));
  const knows = does("unknown").some(
    ({ response, outcome }) => outcome === "answered" && (response?.status ?? 500) < 500,
  );
  const waiting = unserved?.at(-1);
  return {
    clients,
    served: unserved === undefined,
    knows,
    work: beside.filter(succeeded),
    failure: waiting && knows && waiting.outcome !== "aborted" ? failureOf(waiting, clients, fact) : undefined,
  };
}

function failureOf(waiting: Exchange, { kind, connected }: RudeClients, fact: Fact): Failure {
  return {
    headline: `Beside ${connected} ${inPlural[kind]}, ${lineOf(waiting)} of somebody else ${outcomeOf(waiting)}.`,
    expected: "an answer as if they were not there; what needs no database was answered",
    seen: `${answerOf(waiting)} after ${inWords(waiting.durationMs)}`,
    entries: [fact.id, waiting.id],
    cause: ["slow headers", "slow body", "never reading"].includes(kind) ? kind : "other",
  };
}

function noteOf(note: unknown): BesideNote {
  return (note ?? {}) as BesideNote;
}
