/**
 * Which part of an advert a line opens. Employers write their headings in a hundred ways, but with few words.
 *
 * Order matters: "Nice-to-have skills" is read before "skills", "What we don't need" before "what we need".
 */
import type { SectionKind } from "../../contract/advert.ts";

const you = "you(?:'ll|'d|'ve|'re| will| would| have| are| should| could| may| might| can)*";
const we = "we(?:'re|'d|'ll|'ve| are| would| will| have)*";

const kinds: readonly (readonly [SectionKind, RegExp])[] = [
  [
    "unwanted",
    new RegExp(
      `^(?:(?:things |what |which )?(?:${you} |${we} )?(?:do(?:es)?n't|do(?:es)? not|won't|will not|not) (?:need(?:ed)?|require[ds]?|expect(?:ed)?|care about|look(?:ing)? for|find(?: here)?|use|have to know|necessary|want(?:ed)?)|not (?:a fit|for you)|(?:what )?${you} (?:won't|don't|will not) (?:find|need|be)|what ${we} (?:not|don't))`,
    ),
  ],
  [
    "nice-to-have",
    new RegExp(
      `^(?:(?:it(?:'s|'d| is| would be)|that'd be|what(?:'s| is|'d| would be)?|these are|also|even|extra|some|any) )*(?:(?:a |an )?(?:nice|bonus|plus|pluses|preferred|preferable|preferably|desirables?|desired|advantageous|advantages?|beneficial|helpful|optional|extra credit|extras|lovely|good[- ]to[- ]have|great if|better|brownie|ideally|ideal(?! candidate)|would help|not essential|not mandatory)\\b|help(?:s)?$|(?:make |help )?${you} (?:\\w+ )?stand out|${you} (?:could|might|may)(?: also| even)? have|${you} could (?:also )?bring|(?:experience|things|skills) ${we} (?:like|love)|${we} (?:be )?(?:impressed|delighted|love(?: it)?)|make ${you} stand out|stand(?:s|ing)? out)`,
    ),
  ],
  [
    "requirements",
    new RegExp(
      `^(?:(?:the|our|your|key|core|top \\d+|minimum|min|basic|main|technical|essential|required|mandatory|necessary|important|job|role|candidate|person|must[- ]have|hard|specific|relevant) )*(?:requirements?|requires?|required|qualifications?|must[- ]haves?|musts?|essentials?|needs?|needed|skills?|skillset|competenc(?:y|ies)|person specification|candidate profile|profile|criteria|experience(?! of| in| with)|expertise|education|knowledge)\\b|^(?:about|who) ${you}(?: are)?$|^who ${we} look|^you$|^${we} (?:look(?:ing)?(?: for)?|need|want|expect|hope|like)|^(?:what|things) (?:${we} (?:look(?:ing)?|need|want|expect|hope|like|ask|value|seek)|${you} (?:\\w+ )?(?:need|bring|have|know|done|show|offer|possess|had)|matters|it takes)|^${you} (?:\\w+ )?(?:need|bring|show|possess|must|should|have$|fit)|^${you}(?:'ve|'ll have| have| should| should have| must| must have)$|^you(?:'re| are) (?:a |the |an )?(?:good |great |right |perfect |ideal )?(?:fit|match|person|someone)|^could this be you|^is this you|^(?:the )?ideal candidate|^look(?:ing)? for|^to be successful|^to succeed`,
    ),
  ],
  [
    "stack",
    /^(?:(?:the|our|your|current|main) )*(?:tech(?:nical|nology)? ?)?(?:stack|technolog(?:y|ies)|tools?|toolbox|toolset|tech|world|environment)\b|^(?:what|tools|technologies) we (?:use|work with)|^we (?:use|work with)$|^built with/,
  ],
  [
    "duties",
    new RegExp(
      `^(?:(?:the|your|key|main|core|essential|day-to-day|job|primary|principal) )*(?:responsibilit(?:y|ies)|duties|tasks?|role|job|work|day|day-to-day|typical day|opportunity|mission|scope|position|accountabilities|job description|job summary|description|summary|overview)\\b|^(?:what|things|some of what) ${you} (?:\\w+ )?(?:do(?:ing)?|work(?:ing)?|build(?:ing)?|own(?:ing)?|learn|get to do)|^${you} be(?:ing)?\\b|^${you}$|^in (?:this|the|your) (?:role|job|first)|^how ${you} (?:spend|help|make)|^a day|^what the job`,
    ),
  ],
  [
    "benefits",
    /^(?:(?:the|our|your|some|annual|base|other|company|total) )*(?:benefits?|perks?|pay|salary|compensation|comp|rate|money|reward|offer|package|remuneration|band|pay range|salary range)\b|^(?:what|why) (?:we (?:offer|pay|give|can offer)|you(?:'ll|'d| will)? (?:get|receive)|it pays|'?s in it for you|is in it for you|join)|^in return|^why (?:join|work|us)/,
  ],
  [
    "about",
    /^(?:(?:about|who|meet|why) (?:us|we are|the (?:company|team|organisation|organization|role|department|programme)|\w+$)|who we are|what we do|why this role|our (?:company|mission|story|values|culture|team)|the (?:company|team)|company|client|background|introduction|location|department)\b/,
  ],
  [
    "process",
    /^(?:(?:how|to|ready to) (?:apply|we hire)|(?:our |the )?(?:interview|hiring|recruitment|selection|application) (?:process|stages?)|next steps|apply|closing date|equal|eeo|diversity|inclusion|please note|additional information|keywords?|schedule|job types?)\b/,
  ],
];

export function headingKind(words: string): SectionKind | undefined {
  const heading = words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}'&/+ -]+/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s\-&/+']+|[\s\-&/+]+$/g, "");
  if (heading === "") return undefined;
  return kinds.find(([, form]) => form.test(heading))?.[0];
}
