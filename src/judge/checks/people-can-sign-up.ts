import type { Exchange } from "../../contract/recording.ts";
import type { Identity } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import { tokenOf } from "../acts/people.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, objectOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";

const dana = { id: 1, email: "dana-k3@example.com", name: "Dana" };
const good = example((r) => {
  r.scenario("first-contact");
  r.exchange({ label: "sign up", operation: "register", method: "POST", url: "/users", status: 201, json: dana });
  const session = { token: "t0k3n" };
  r.exchange({ label: "log in", operation: "logIn", method: "POST", url: "/sessions", status: 201, json: session });
  r.exchange({ label: "who am I", operation: "me", url: "/users/me", status: 200, json: dana });
});
/** By address, with a seed of an earlier run: they are known already, and can log in. */
const known = structuredClone(good);
answer(known, "sign up", { status: 409, json: { title: "Taken", status: 409 } });
const otherHabits = structuredClone(good);
answer(otherHabits, "sign up", { json: { ...dana, id: "1" } });

const check: Check = {
  title: { passed: "People can sign up and log in", failed: "Somebody cannot sign up, log in, or be known again" },
  severity: "critical",
  skills: ["authentication", "rest-api-design"],
  references: [
    { name: "RFC 6750 (bearer tokens)", url: "https://www.rfc-editor.org/rfc/rfc6750" },
    {
      name: "OWASP API2:2023 (authentication)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/",
    },
  ],
  why: `Everything else stands behind this door. When it jams, nobody sees an error in what they wanted to do, because they never get there;
    they leave, and the graphs only show that it is a quiet day. That is why it is the first thing that a service watches.`,
  hints: {
    look: "Look at which of the three requests failed, in this order: sign up, log in, who am I.",
    ask: "What does your program keep of a person at sign-up, and by what does it find that person again at log-in, and at each request?",
    concept: `Signing up keeps a person with a slow hash of the password. Logging in finds the person by the e-mail address, compares the password with
      that hash by the library's own function (a second hash of the same password is never equal: it has a new salt), and answers a
      new token. Each later request brings it as "Authorization: Bearer …"; the program looks it up, or verifies its signature,
      and knows who it is. https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Authorization`,
    shape: `POST /users:    person = insert(email, name, slowHash(password)); answer 201
POST /sessions: person = find(email); if verify(password, person.hash): answer 201, { token: newToken(person) }
each request:   person = personOf(after "Bearer " in the header Authorization)`,
    example: `A library's site hashed the password again at log-in and compared the two texts. They were never equal, and nobody got in. Fixed: the
library's verify(password, storedHash), which takes the salt out of the stored one.`,
    causes: {
      register: "Look at the answer to signing up: the body is one that the contract allows.",
      "log-in": "Look at the log-in: the address and the password are those of the request before it.",
      "no-token": "Look at the body of the log-in's answer: what comes next needs the token in it.",
      unknown: "Look at the header Authorization of the last request: that token was answered just before.",
      "other-person": "Look at who was answered: the token was given to somebody else.",
    },
  },
  scenarios: ["first-contact"],
  judgesStopped: true,
  after: ["program-starts-and-answers"],
  judge(view) {
    const { identity } = view.surface;
    if (!identity) return { verdict: "not-applicable", why: "nobody has an account in this contract" };
    const exchanges = view.of("exchange", "first-contact");
    const labelled = (label: string) => exchanges.find((exchange) => exchange.label === label);
    const [registered, loggedIn, asked] = [labelled("sign up"), labelled("log in"), labelled("who am I")];
    const failure =
      judgeRegister(registered) ??
      judgeLogIn(loggedIn, identity) ??
      judgeAsked({ registered, loggedIn, asked }, identity);
    const cases = [registered, loggedIn].filter((exchange) => exchange !== undefined).length;
    return conclude(failure ? [failure] : [], { view, cases, otherwise: "nobody tried to sign up" });
  },
  passes: [good, known, otherHabits],
  breaks: [
    broken("signing up is not there yet", good, (r) => answer(r, "sign up", { status: 404, json: { title: "No" } })),
    broken("a valid password is refused", good, (r) => answer(r, "sign up", { status: 422, json: { title: "No" } })),
    broken("the hash is made again and compared", good, (r) =>
      answer(r, "log in", { status: 401, json: { title: "Wrong password" } }),
    ),
    broken("the log-in answers no token", good, (r) => answer(r, "log in", { json: { ok: true } })),
    broken("the token is not known again", good, (r) =>
      answer(r, "who am I", { status: 401, json: { title: "Log in" } }),
    ),
    broken("everybody is the first one who signed up", good, (r) =>
      answer(r, "who am I", { json: { ...dana, id: 7 } }),
    ),
  ],
};
export default check;

function judgeRegister(registered: Exchange | undefined): Failure | undefined {
  if (!registered || succeeded(registered) || registered.response?.status === 409) return undefined;
  return failed(registered, "with a body that the contract allows", "201 and the new person", "register");
}

function judgeLogIn(loggedIn: Exchange | undefined, identity: Identity): Failure | undefined {
  if (!loggedIn) return undefined;
  if (!succeeded(loggedIn)) {
    return failed(loggedIn, "for somebody who had just signed up", "201 and a token", "log-in");
  }
  if (tokenOf(loggedIn, identity) !== undefined) return undefined;
  const { carrier, cookie, tokenMember } = identity;
  const wanted = carrier === "cookie" ? `a cookie${cookie ? ` "${cookie}"` : ""}` : `a text "${tokenMember}"`;
  return failed(loggedIn, `without ${wanted}`, `${loggedIn.response?.status} with ${wanted}`, "no-token");
}

interface Steps {
  registered: Exchange | undefined;
  loggedIn: Exchange | undefined;
  asked: Exchange | undefined;
}

function judgeAsked({ registered, loggedIn, asked }: Steps, { idMember }: Identity): Failure | undefined {
  if (!asked) return undefined;
  const entries = [registered, loggedIn, asked].flatMap((exchange) => exchange?.id ?? []);
  if (!succeeded(asked)) {
    const failure = failed(asked, "with the token that had just been answered", "200 and the person", "unknown");
    return { ...failure, entries };
  }
  const [made, found] = [registered, asked].map((exchange) => objectOf(exchange)?.[idMember]);
  if (!succeeded(registered) || made === undefined || found === undefined || String(made) === String(found)) {
    return undefined;
  }
  return {
    headline: `${lineOf(asked)} answers the person ${say(found)}, with a token of the person ${say(made)}.`,
    expected: `"${idMember}": ${say(made)}`,
    seen: answerOf(asked),
    entries,
    mark: [`"${idMember}"`],
    cause: "other-person",
  };
}

function failed(exchange: Exchange, how: string, expected: string, cause: string): Failure {
  const headline = `${lineOf(exchange)} ${how} ${outcomeOf(exchange)}.`;
  return { headline, expected, seen: answerOf(exchange), entries: [exchange.id], cause };
}
