/**
 * Present role, hours a week, country. Never a name, never an e-mail address.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { SpreadWeek } from "../../../src/contract/api/first-run.ts";
import type { Home } from "../../../src/contract/api/home.ts";
import type { HoursByWeekday, Person } from "../../../src/contract/person.ts";
import { get, send } from "../../api/client.ts";
import { useDoing } from "../../api/use-doing.ts";
import { homeQuery, useHomeNow } from "../../api/use-home.ts";
import { Button } from "../../design/button.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { SelectField } from "../../design/field.tsx";
import { Notice } from "../../design/notice.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Slider } from "../../design/slider.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { WeekHours, weekSum } from "../../design/week-hours.tsx";
import { OccupationField, type RoleAnswer } from "./occupation-field.tsx";

export function Questions() {
  const home = useHomeNow();
  const { person } = home;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [role, setRole] = useState<RoleAnswer>(() => roleOf(home));
  const [hours, setHours] = useState(person ? weekSum(person.hoursByWeekday) : 8);
  const [week, setWeek] = useState<HoursByWeekday | undefined>(person?.hoursByWeekday);
  const [market, setMarket] = useState(person?.market ?? marketOfBrowser(home));
  const [missing, setMissing] = useState<"role" | "market">();
  const { isDoing, fault, doIt } = useDoing();

  const spread = async (total: number) => {
    const { hoursByWeekday } = await get<SpreadWeek>(`/api/first-run/week?hours=${total}`);
    return hoursByWeekday;
  };
  const answer = async (event: FormEvent) => {
    event.preventDefault();
    const lacks = role.words.trim() === "" ? "role" : market === "" ? "market" : undefined;
    setMissing(lacks);
    if (lacks)
      return document.getElementById(`question-${lacks}`)?.querySelector<HTMLElement>("input, select")?.focus();
    const done = await doIt(async () => {
      const hoursByWeekday = week && weekSum(week) === hours ? week : await spread(hours);
      const own = role.words.trim();
      const isOwnName = own.toLowerCase() !== role.title?.toLowerCase();
      const answers = { occupation: role.occupation, market, hoursByWeekday };
      if (person) await send("PATCH", "/api/person", { ...answers, role: isOwnName ? own : null });
      else {
        const whole = { ...answers, start: home.today, ...(isOwnName && { role: own }) } satisfies Partial<Person>;
        await send("PUT", "/api/person", whole, { headers: { "if-none-match": "*" } });
      }
      await queries.fetchQuery({ ...homeQuery, staleTime: 0 });
    });
    if (done) await navigate({ to: "/welcome", hash: "plan" });
  };

  return (
    <form onSubmit={answer} noValidate>
      <PageHead title="Three questions, and you have a plan">
        From the job you have to a job as a backend developer. No name, no e‑mail address; what you answer stays on this
        machine.
      </PageHead>
      <div className="space-y-8">
        <div id="question-role">
          <OccupationField answer={role} onChange={setRole} isMissing={missing === "role"} />
        </div>
        <div>
          <Slider
            label="2. How many hours a week can you give it?"
            value={hours}
            min={3}
            max={40}
            says={(value) => `${value} hours`}
            onChange={(value) => {
              setHours(value);
              setWeek(undefined);
            }}
            ends={["3 hours", "40 hours"]}
          />
          <p className="mt-2 text-sm text-quiet">
            Only what is truly free. The date comes from this, and a slip only moves it.
          </p>
          <Disclosure
            title="On which days"
            className="mt-2"
            onToggle={(open) => {
              if (open && week === undefined) void spread(hours).then(setWeek);
            }}
          >
            {week ? (
              <WeekHours
                week={week}
                onChange={(next) => {
                  setWeek(next);
                  setHours(weekSum(next));
                }}
              />
            ) : (
              <Button size="small" onClick={() => void spread(hours).then(setWeek)}>
                Spread {hours} hours over the week
              </Button>
            )}
          </Disclosure>
        </div>
        <div id="question-market">
          <SelectField
            label="3. In which country do you want to work?"
            hint="For pay, currency and the places where jobs are."
            error={missing === "market" ? "choose the nearest one." : undefined}
            value={market}
            onChange={(event) => setMarket(event.target.value)}
            className="max-w-md"
          >
            {market === "" && <option value="">Choose</option>}
            {home.markets.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </SelectField>
        </div>
        {fault && <Notice tone="unsure">{fault}</Notice>}
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <Button type="submit" look="primary" disabled={isDoing}>
            {isDoing ? "Making your plan" : "Make my plan"}
          </Button>
          <p className="text-sm text-quiet">
            Been here before?{" "}
            <TextLink to="/settings" hash="data">
              Bring your archive
            </TextLink>
          </p>
        </div>
      </div>
    </form>
  );
}

function roleOf({ person, occupations }: Home): RoleAnswer {
  if (!person) return { words: "", occupation: null };
  const title = occupations.find(({ id }) => id === person.occupation)?.title;
  return { words: person.role ?? title ?? "", occupation: person.occupation, ...(title !== undefined && { title }) };
}

/** The browser's language says a country often enough; it is shown, and can be changed. */
function marketOfBrowser({ markets }: Home): string {
  const region = navigator.language.split("-").at(-1)?.toUpperCase();
  return markets.find(({ locale }) => locale.split("-").at(-1) === region)?.id ?? "";
}
