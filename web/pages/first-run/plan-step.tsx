/**
 * The plan at first sight: by when, what it costs in pay, what is likely missing, and what other hours would do.
 */
import { useSuspenseQueries } from "@tanstack/react-query";
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import type { MappedSkill, SkillMap } from "../../../src/contract/api/skill.ts";
import { get } from "../../api/client.ts";
import { HoldingBadge, PrivateBadge } from "../../design/badge.tsx";
import { Button, ButtonLink } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { Notice } from "../../design/notice.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Slider } from "../../design/slider.tsx";
import { Stat, Stats } from "../../design/stat.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { amountIn, hoursLeft } from "../../design/words.ts";
import { FinishBand } from "../plan/finish.tsx";
import { useReplan } from "../plan/use-replan.ts";

export function PlanStep() {
  // Both asked for at once, so that it is one wait.
  useSuspenseQueries({
    queries: ["/api/plan", "/api/skills"].map((path) => ({
      queryKey: [path],
      queryFn: ({ signal }: { signal: AbortSignal }) => get<unknown>(path, signal),
    })),
  });
  const { page, hours, finish, tryHours, keep, isKeeping, canKeep, said } = useReplan();
  const isTried = hours !== page.hours.kept;
  return (
    <>
      <PageHead title="Your plan">
        {page.from ? `From ${page.from.title.toLowerCase()} to ${page.to.title.toLowerCase()}. ` : ""}
        {page.plan.realism.sentence}
      </PageHead>
      <div className="space-y-5">
        <Card>
          <FinishBand page={page} finish={finish} />
          <div className="mt-5 border-t border-line pt-5">
            <Slider
              label="Hours a week"
              value={hours}
              min={3}
              max={40}
              says={(value) => `${value} hours`}
              onChange={tryHours}
              ends={["3 hours", "40 hours"]}
            />
            <div className="mt-2 flex min-h-11 items-center gap-3">
              {isTried ? (
                <Button look="primary" disabled={!canKeep || isKeeping} onClick={keep}>
                  Keep {hours} hours
                </Button>
              ) : (
                <p role="status" className="text-sm text-quiet">
                  {said && "kept" in said
                    ? `${said.kept} hours a week are kept.`
                    : "Move it and see. Nothing changes until you keep it."}
                </p>
              )}
            </div>
            {said && "failed" in said && <Notice tone="unsure">{said.failed}</Notice>}
          </div>
        </Card>
        <PayCard page={page} />
        <GapsCard page={page} />
        <Onward to="judge">See what a judge says</Onward>
      </div>
    </>
  );
}

/** Said plainly, before anybody finds it out alone. */
function PayCard({ page: { money, from } }: { page: PlanPage }) {
  const band = money?.bands.find(({ planned }) => planned);
  if (!money || !band) return null;
  const amount = amountIn(money);
  const { present } = money;
  const [path] = band.paths;
  const back = path?.payBackMonths ?? null;
  return (
    <Card title="What it means for your pay" aside={<PrivateBadge />}>
      <Stats>
        {present && (
          <Stat name="Now, a year" value={amount(present.pay)}>
            {present.from === "band"
              ? `the middle of a usual band${from ? ` for ${from.title.toLowerCase()}` : ""}`
              : "as you said"}
          </Stat>
        )}
        <Stat name="First backend job, a year" value={amount(band.pay)}>
          the middle of {amount(band.low)} to {amount(band.high)}
        </Stat>
        {band.change && (
          <Stat name="Each month, before tax" value={signed(band.change.aMonth, amount)}>
            {band.change.aMonth >= 0
              ? "no dip on the lowest of the sources"
              : back === null
                ? "not back within four years"
                : `back after ${back} months, if it goes well`}
          </Stat>
        )}
      </Stats>
      <p className="mt-4 text-sm text-quiet">
        Where sources differ, the plan counts on the lowest. Your own pay makes it exact; it stays in a part of its own
        that is never shared.{" "}
        <TextLink to="/settings" hash="money">
          Say what you earn
        </TextLink>
      </p>
    </Card>
  );
}

const signed = (figure: number, amount: (figure: number) => string) =>
  figure < 0 ? `−${amount(-figure)}` : `+${amount(figure)}`;

/** Enough to know oneself in, few enough to read. */
const shownOfEach = 5;

function GapsCard({ page }: { page: PlanPage }) {
  const [{ data }] = useSuspenseQueries({
    queries: [{ queryKey: ["/api/skills"], queryFn: ({ signal }) => get<SkillMap>("/api/skills", signal) }],
  });
  const brought = data.skills.filter(({ holding }) => holding !== "missing");
  const missing = data.skills
    .filter(({ holding, planned }) => holding === "missing" && planned !== null)
    .sort((a, b) => (a.planned?.from ?? "").localeCompare(b.planned?.from ?? ""));
  return (
    <Card title="What you likely bring, and what is missing">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <SkillList title={`Brought along: ${brought.length}`} skills={brought.slice(0, shownOfEach)}>
          {brought.length === 0 && "Nothing is assumed. Any skill can be tested out by its checks, at any time."}
        </SkillList>
        <SkillList title={`To learn: ${page.skills.missing}, these first`} skills={missing.slice(0, shownOfEach)} />
      </div>
      <p className="mt-4 text-sm text-quiet">
        <strong className="font-medium text-text">Assumed</strong> is what your job usually brings. Only a check that
        passed on a real program is called proven. <TextLink to="/plan">All of it is on your plan</TextLink>
      </p>
    </Card>
  );
}

function SkillList({
  title,
  skills,
  children,
}: {
  title: string;
  skills: readonly MappedSkill[];
  children?: React.ReactNode;
}) {
  return (
    <div>
      <h3 className="text-sm font-medium text-quiet">{title}</h3>
      {children && <p className="mt-2 text-sm">{children}</p>}
      <ul className="mt-1 divide-y divide-line">
        {skills.map(({ id, title: name, holding, hoursLow, hoursHigh }) => (
          <li key={id} className="flex items-center justify-between gap-3 py-1.5 text-sm">
            <span className="min-w-0">{name}</span>
            {holding === "missing" ? (
              <span className="shrink-0 text-quiet tabular-nums">{hoursLeft(hoursLow, hoursHigh)}</span>
            ) : (
              <HoldingBadge holding={holding} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Onward({
  to,
  children,
  look = "primary",
}: {
  to: string;
  children: string;
  look?: "primary" | "plain";
}) {
  return (
    <ButtonLink to="/welcome" hash={to} look={look}>
      {children}
    </ButtonLink>
  );
}
