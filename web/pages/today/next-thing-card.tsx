/** What to do now, ready to be done. */
import type { TodayThing } from "../../../src/contract/api/today.ts";
import { Button, ButtonLink } from "../../design/button.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { Icon } from "../../design/icons.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { counted, minutesInWords } from "../../design/words.ts";

export function NextThingCard({ thing, onDone }: { thing: TodayThing; onDone: () => void }) {
  const { title, doThis, why, unit, skill, checks, minutes, project } = thing;
  return (
    <section
      aria-labelledby="next-thing"
      className="mt-5 rounded-2xl border border-line bg-raised p-5 sm:min-h-[24rem] sm:p-8"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="next-thing" className="text-xl font-semibold tracking-tight sm:text-2xl">
          {title}
        </h2>
        <p className="flex items-center gap-1.5 text-sm text-quiet">
          <Icon name="clock" className="size-4" />
          {minutesInWords(minutes)}
        </p>
      </div>
      <Markdown text={doThis} className="mt-4 leading-relaxed sm:text-lg" />
      <div className="mt-5 border-l-2 border-accent/50 pl-4">
        <p className="text-sm font-medium">Why this, and why now</p>
        <Markdown text={why} className="mt-1 text-sm text-quiet" />
      </div>
      {checks.length > 0 && (
        <Disclosure title={`At the end: ${counted(checks.length, "check")} to run`} className="mt-4">
          <ul className="list-disc space-y-1 pl-5 text-sm">
            {checks.map(({ id, title: name }) => (
              <li key={id}>
                {project ? (
                  <TextLink to="/projects/$project" params={{ project }} hash={id}>
                    {name}
                  </TextLink>
                ) : (
                  name
                )}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      <div className="mt-7 flex flex-wrap items-center gap-3">
        <Button look="primary" icon="check" onClick={onDone}>
          Done
        </Button>
        {project && (
          <ButtonLink to="/projects/$project" params={{ project }}>
            Open the project
          </ButtonLink>
        )}
        <ButtonLink look="quiet" to="/plan/skills/$skill" params={{ skill: skill.id }}>
          About this skill
        </ButtonLink>
      </div>
      {unit.title !== title && (
        <p className="mt-5 text-sm text-quiet">
          Part of <strong className="font-medium text-text">{unit.title}</strong>: {unit.build}
        </p>
      )}
    </section>
  );
}
