/**
 * How a sentence asks for a thing that it names: must, nice, only named, or not wanted at all.
 *
 * It looks at the clause around the word, not at the whole sentence: "Python and Go, and Terraform is a plus".
 */
import type { Mention, SectionKind } from "../../contract/advert.ts";

type Asking = Pick<Mention, "necessity" | "negated">;

export interface Around {
  /** The sentence up to the word, and from its end. */
  before: string;
  after: string;
  section: SectionKind;
  /** The word before it in the same list ("Java, PHP or Ruby") is not wanted. */
  listNegated: boolean;
}

export function askingOf({ before, after, section, listNegated }: Around): Asking {
  // Longest of these phrases have some 60 characters; the clause ends before.
  const left = clauseBefore(before.slice(-120));
  const right = clauseAfter(after.slice(0, 120));
  const negated = section === "unwanted" || listNegated || negatedBefore(left) || negatedAfter(after.slice(0, 80));
  const nice = niceAfter.test(right) || niceInBrackets.test(after.slice(0, 60)) || niceBefore.test(left);
  if (nice) return { necessity: "nice", negated };
  if (section === "nice-to-have")
    return { necessity: mustInBrackets.test(after.slice(0, 60)) ? "must" : "nice", negated };
  const must =
    section === "requirements" ||
    mustBefore.test(left) ||
    mustAfter.test(right) ||
    mustInBrackets.test(after.slice(0, 60));
  return { necessity: must ? "must" : "named", negated };
}

function clauseBefore(text: string): string {
  return (
    /(?:^|[;()]| but |[.!?] )([^;()]*?)$/i.exec(text.replace(/\s+/g, " "))?.[1]?.replace(/^.*(?: but |[.!?] )/i, "") ??
    text
  );
}

function clauseAfter(text: string): string {
  return (/^(.*?)(?:[;()]| but |[.!?](?:\s|$)|$)/is.exec(text)?.[1] ?? text).replace(/\s+/g, " ");
}

const filler =
  "(?:(?:any|a|an|the|more|much|need for|prior|previous|commercial|experience (?:of|in|with)|knowledge of|using|either) )*";
const notVerb =
  "(?:don't|doesn't|do not|does not|won't|will not|never|no longer|needn't|need not|cannot|not) (?:really |actually |yet |currently |even )?(?:need|use|want|require|do|run|expect|touch|write|care about|have|like|believe in|support|work with|work in|looking for|look for|hire for|know)(?: to)?(?: (?:know|have|use|do|run|be|learn|write))?";

const negators = [
  // "not only Java", "no less than": the opposite.
  new RegExp(`\\b(?:no|not|without|neither|nor|zero|non) ${filler}$`, "i"),
  new RegExp(`\\b${notVerb} ${filler}$`, "i"),
  /\b(?:moved|moving|migrated|migrating|switched|switching|stepp(?:ed|ing)|transition(?:ed|ing)) (?:completely |entirely )?(?:away )?(?:off|from|out of) (?:our |the |legacy |old )*$/i,
  /\b(?:dropped|ditched|retired|abandoned|got rid of|said goodbye to|instead of|rather than|other than) (?:our |the |legacy |old )*$/i,
];

function negatedBefore(left: string): boolean {
  const words = left.replace(/\s+/g, " ").replace(/["*_]/g, "");
  if (/\bif you(?:'ve| have)? (?:don't|haven't|never|do not|have not|are not|aren't)\b/i.test(words)) return false;
  return negators.some((form) => form.test(words.replace(/[:>]+ ?$/, "")));
}

function negatedAfter(after: string): boolean {
  return (
    /^\s*(?:experience |skills? |knowledge )?(?:is |are |isn't |aren't )?(?:not |isn't |aren't |never )?(?:(?<=n't |not |never )(?:\w+ )?(?:required|needed|necessary|used|expected|wanted))\b/i.test(
      after,
    ) ||
    /^\s*\((?:which |that )?(?:we |they |it )?(?:don't|do not|no longer|is not|isn't|not (?:used|needed|required))/i.test(
      after,
    )
  );
}

const niceWords =
  "nice[- ]to[- ]haves?|plus(?:es)?\\b|bonus(?:es)?|advantage(?:ous)?|preferred|preferable|desirable|desired|beneficial|helpful|helps?\\b|optional|welcome|useful|not essential|not mandatory|great to have|good to have|be nice|be great|be lovely|be ideal";
/** No comma between: in "Python, Go, Terraform a plus" only the last is meant. */
const niceAfter = new RegExp(`^[^,]{0,50}\\b(?:${niceWords})`, "i");
const niceInBrackets =
  /^[^,;.()]{0,30}\((?:(?:strongly|highly|is|as|would be) )?(?:preferred|desirable|desired|optional|nice[- ]to[- ]have|a plus|plus|bonus|advantageous|beneficial)\)/i;
const niceBefore =
  /\b(?:ideally|preferably|bonus(?: points)?(?: for| if)?|nice[- ]to[- ]have|desirable|extra points|even better|would love|advantageous)\b[^.;]{0,80}$/i;
const mustBefore =
  /\b(?:must[- ]haves?|must (?:have|know|be|bring)|essential|mandatory|required|need (?:to|strong|solid|someone|you))\b[^.;]{0,80}$/i;
const mustAfter = /^[^,]{0,40}\b(?:is |are )?(?:essential|a must|required|mandatory)\b/i;
const mustInBrackets = /^[^,;.()]{0,30}\((?:required|essential|must[- ]have|mandatory)\)/i;
