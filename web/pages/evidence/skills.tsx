/**
 * Skill by skill: the checks that prove it, each with the run that says so.
 */
import { useState } from "react";
import type { Proof, ProofReport, ProvenSkill } from "../../../src/contract/api/evidence.ts";
import { Choice } from "../../design/choice.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { dayOf } from "../../design/moment.ts";
import { TextLink } from "../../design/text-link.tsx";
import { ProofBadge, ProofIcon, proofLooks } from "./proof-state.tsx";

type Shown = "all" | "proven" | "attention";

export function Skills({ report, locale }: { report: ProofReport; locale: string }) {
  const [shown, setShown] = useState<Shown>("all");
  const wanted = report.skills.filter(
    ({ proven, state }) => shown === "all" || (shown === "proven" ? proven : state === "stale" || state === "broken"),
  );
  const byCheck = Map.groupBy(report.proofs, ({ check }) => check);
  return (
    <>
      <Choice<Shown>
        label="Which skills"
        hideLabel
        value={shown}
        onChange={setShown}
        options={[
          { value: "all", label: "All" },
          { value: "proven", label: "Proven" },
          { value: "attention", label: "Stale or broken" },
        ]}
      />
      {wanted.length === 0 && (
        <p className="mt-4 text-quiet">
          {shown === "proven"
            ? "None is proven yet: every check of a skill has to pass."
            : "Nothing is stale or broken."}
        </p>
      )}
      <div className="mt-3 border-t border-line">
        {wanted.toSorted(bySince).map((skill) => (
          <Disclosure
            key={skill.skill}
            title={<Head skill={skill} byCheck={byCheck} />}
            aside={<Aside skill={skill} />}
          >
            {skill.proven && skill.since && (
              <p className="mb-2 text-sm text-quiet">Proven since {dayOf(skill.since, locale)}.</p>
            )}
            <ul className="divide-y divide-line">
              {skill.checks.map((check) => (
                <Check key={check} check={check} proofs={byCheck.get(check) ?? []} report={report} locale={locale} />
              ))}
            </ul>
            <p className="mt-3 text-sm">
              <TextLink to="/plan/skills/$skill" params={{ skill: skill.skill }}>
                What this skill is for
              </TextLink>
            </p>
          </Disclosure>
        ))}
      </div>
    </>
  );
}

/** What needs a look first, then what was proven last. */
function bySince(a: ProvenSkill, b: ProvenSkill): number {
  const weight = ({ proven, state }: ProvenSkill) => (proven ? (state === "broken" ? 0 : 1) : 2);
  return (
    weight(a) - weight(b) ||
    (b.since ?? "").localeCompare(a.since ?? "") ||
    b.passed / b.checks.length - a.passed / a.checks.length
  );
}

function Head({ skill, byCheck }: { skill: ProvenSkill; byCheck: ReadonlyMap<string, Proof[]> }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>{skill.title}</span>
      {/* One mark a check; the words beside it say the same. */}
      <span aria-hidden="true" className="flex flex-wrap gap-0.5">
        {skill.checks.map((check) => {
          const state = best(byCheck.get(check) ?? []);
          return <span key={check} className={`h-3 w-1.5 rounded-sm ${state ? proofLooks[state].fill : "bg-line"}`} />;
        })}
      </span>
    </span>
  );
}

function Aside({ skill: { proven, state, passed, checks } }: { skill: ProvenSkill }) {
  return (
    <span className="flex items-center gap-3">
      <span className="tabular-nums max-sm:sr-only">
        {passed} of {checks.length}
      </span>
      {proven && state ? (
        <ProofBadge state={state} />
      ) : (
        <span className="w-14 text-right text-sm">{passed > 0 ? "in part" : "not yet"}</span>
      )}
    </span>
  );
}

function Check(options: { check: string; proofs: readonly Proof[]; report: ProofReport; locale: string }) {
  const { check, proofs, report, locale } = options;
  const titles = report.checks[check];
  if (proofs.length === 0)
    return (
      <li className="flex gap-3 py-2.5">
        <ProofIcon state="failing" />
        <span className="min-w-0">
          {titles?.passed ?? check}
          <span className="block text-sm text-quiet">Not asked yet.</span>
        </span>
      </li>
    );
  return proofs.map((proof) => (
    <li key={proof.subject} id={proof.check} className="flex gap-3 py-2.5">
      <ProofIcon state={proof.state} />
      <div className="min-w-0 flex-1">
        <p>{(proof.state === "broken" || proof.state === "failing" ? titles?.failed : titles?.passed) ?? check}</p>
        <Says proof={proof} locale={locale} />
        <Measured proof={proof} />
        {proofs.length > 1 && <p className="text-sm text-quiet">{subjectTitle(report, proof.subject)}</p>}
      </div>
    </li>
  ));
}

function Says({ proof: { state, why, lastPassed, lastFailed, check }, locale }: { proof: Proof; locale: string }) {
  const link = ({ hash, beganAt }: { hash: string; beganAt: string }) => (
    <TextLink to="/evidence/$hash" params={{ hash }} hash={check}>
      {dayOf(beganAt, locale)}
    </TextLink>
  );
  return (
    <div className="text-sm text-quiet">
      {state === "broken" && lastFailed && (
        <p className="text-text">
          Seen on {link(lastFailed)}: {lastFailed.headline}
        </p>
      )}
      {state === "failing" && lastFailed && <p>Failed on {link(lastFailed)}. It has not passed yet.</p>}
      {lastPassed && (
        <p>
          Passed on {link(lastPassed)}
          {lastPassed.guided && ", after the last hint"}.{state === "stale" && ` ${why}`}
        </p>
      )}
    </div>
  );
}

/** Two or three figures; all of them are in the document. */
function Measured({ proof }: { proof: Proof }) {
  const figures = Object.entries(proof.lastPassed?.measured ?? {}).slice(0, 3);
  if (figures.length === 0 || proof.state === "broken") return null;
  return (
    <p className="text-sm text-quiet tabular-nums">
      Measured: {figures.map(([name, value]) => `${name} ${value}`).join(" · ")}
    </p>
  );
}

const best = (proofs: readonly Proof[]) =>
  (["fresh", "stale", "broken", "failing"] as const).find((state) => proofs.some((proof) => proof.state === state));

const subjectTitle = (report: ProofReport, name: string) =>
  report.subjects.find((subject) => subject.name === name)?.title ?? name;
