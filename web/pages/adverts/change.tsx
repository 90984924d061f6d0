/**
 * What changed against the month before: only what is more than chance is called a change.
 */
import type { AdvertReport } from "../../../src/contract/advert.ts";
import { percent, shortDay } from "../../design/words.ts";

type Changes = NonNullable<AdvertReport["change"]>;

const words = { must: "a must", likely: "likely", nice: "nice to have", unseen: "not seen" } as const;

export function Change({ change: { since, skills, levels }, locale }: { change: Changes; locale: string }) {
  const sure = skills.filter((skill) => skill.sure);
  const [first] = skills;
  return (
    <div className="max-w-prose space-y-4">
      <p className="text-quiet">
        {first && `${first.after.of} adverts since ${shortDay(since, locale)} beside ${first.before.of} older ones. `}
        {sure.length === 0 && "No share moved by more than chance would move it."}
      </p>
      {sure.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {sure.map(({ skill, title, before, after }) => (
            <li key={skill} className="flex flex-wrap justify-between gap-x-4 py-2.5">
              <span>{title}</span>
              <span className="text-sm text-quiet tabular-nums">
                {percent(before.share)} before, <span className="text-text">{percent(after.share)} now</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {levels.length > 0 && (
        <>
          <p className="text-sm text-quiet">These stand elsewhere than a month ago, which a few adverts can do:</p>
          <ul className="divide-y divide-line border-y border-line">
            {levels.map(({ skill, title, from, to }) => (
              <li key={skill} className="flex flex-wrap justify-between gap-x-4 py-2">
                <span>{title}</span>
                <span className="text-sm text-quiet">
                  {words[from]}, now <span className="text-text">{words[to]}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
