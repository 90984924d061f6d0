/** Where from, where to, by when it would be nice. */
import { type FormEvent, useState } from "react";
import type { Home } from "../../../src/contract/api/home.ts";
import type { Person } from "../../../src/contract/person.ts";
import { send } from "../../api/client.ts";
import { useDoing } from "../../api/use-doing.ts";
import { Card } from "../../design/card.tsx";
import { InputField, SelectField } from "../../design/field.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { Saving } from "./saving.tsx";

interface Values {
  market: string;
  job: Person["job"];
  readyBy: string;
}

export function DirectionCard({ person, home }: { person: Person; home: Home }) {
  const doing = useDoing();
  const [changed, setChanged] = useState<Partial<Values>>({});
  const [isSaved, setSaved] = useState(false);
  const kept: Values = { market: person.market, job: person.job, readyBy: person.wish?.readyBy ?? "" };
  const values = { ...kept, ...changed };
  const change = (part: Partial<Values>) => setChanged({ ...changed, ...part });
  const title = home.occupations.find(({ id }) => id === person.occupation)?.title;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { market, job, readyBy } = values;
    const body = { market, job, wish: readyBy === "" ? null : { readyBy } };
    if (!(await doing.doIt(() => send("PATCH", "/api/person", body)))) return;
    setChanged({});
    setSaved(true);
  };
  return (
    <div id="direction">
      <Card title="From here to there">
        <p>
          {person.role ?? title ?? "No job of the list"}
          {person.role && title && person.role !== title && <span className="text-quiet"> · planned as {title}</span>}
          {" · "}
          <TextLink to="/welcome">Change</TextLink>
        </p>
        <form onSubmit={save} className="mt-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              label="Country to work in"
              hint="Decides currency, pay bands and job boards."
              value={values.market}
              onChange={(event) => change({ market: event.target.value })}
            >
              {home.markets.map(({ id, title: name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
            <SelectField
              label="Your job now"
              hint="Keeping it is what the plan expects."
              value={values.job}
              onChange={(event) => change({ job: event.target.value as Person["job"] })}
            >
              <option value="employed">I have it</option>
              <option value="left">I left it, or it ended</option>
              <option value="offer-signed">I signed an offer</option>
            </SelectField>
            <InputField
              label="A day you would like to be ready by"
              hint="Answered with the hours that it takes."
              type="date"
              min={home.today}
              value={values.readyBy}
              onChange={(event) => change({ readyBy: event.target.value })}
            />
          </div>
          <Saving doing={doing} isChanged={Object.keys(changed).length > 0} isSaved={isSaved} />
        </form>
      </Card>
    </div>
  );
}
