/**
 * Whether `content/steps.yaml` holds together: its ids lead somewhere, each skill of the path is learned in exactly one unit,
 * and no unit comes before what it needs.
 */
import type { Catalog } from "./catalog.ts";
import { type Lead, lead } from "./lead.ts";

const path = "steps.yaml";

export function stepMistakes({ steps: file, skills, sources }: Catalog): Lead[] {
  const { shape, steps, stages, units, productionOrder, threads, choices, resolutions } = file;
  const unitIds = units.map(({ id }) => id);
  const toUnit = (place: PropertyKey[], id: string) => lead(path, place, "unit", id, unitIds);
  const toSkill = (place: PropertyKey[], id: string) => lead(path, place, "skill", id, skills.keys());
  const toSource = (place: PropertyKey[], id: string) => lead(path, place, "source", id, sources.keys());
  return [
    ...(
      [
        ["steps", steps],
        ["stages", stages],
        ["units", units],
        ["threads", threads],
        ["choices", choices],
      ] as const
    ).flatMap(([list, entries]) => doubles(list, entries)),
    ...toUnit(["shape", "tipsAt"], shape.tipsAt),
    ...toSource(["shape", "hoursPerWeek", "source"], shape.hoursPerWeek.source),
    ...shape.months.flatMap(({ source }, i) => toSource(["shape", "months", i, "source"], source)),
    ...steps.flatMap(({ published }, i) => toSource(["steps", i, "published", "source"], published.source)),
    ...stages.flatMap(({ published }, i) => toSource(["stages", i, "published", "source"], published.source)),
    ...units.flatMap((unit, i) => [
      ...unit.skills.flatMap((id, j) => toSkill(["units", i, "skills", j], id)),
      ...unit.notYet.flatMap((id, j) => toSkill(["units", i, "notYet", j], id)),
    ]),
    ...toUnit(["productionOrder", "first"], productionOrder.first),
    ...productionOrder.then.flatMap((id, i) => toUnit(["productionOrder", "then", i], id)),
    ...productionOrder.next.flatMap((id, i) => toUnit(["productionOrder", "next", i], id)),
    ...threads.flatMap(({ fromUnit }, i) => toUnit(["threads", i, "fromUnit"], fromUnit)),
    ...choices.flatMap(({ skill, options, questions }, i) => [
      ...toSkill(["choices", i, "skill"], skill),
      ...options.flatMap((option, j) => [
        ...toSkill(["choices", i, "options", j, "skill"], option.skill),
        ...(option.only === undefined ? [] : toSkill(["choices", i, "options", j, "only"], option.only)),
        ...option.yesTo.flatMap((id, k) =>
          lead(
            path,
            ["choices", i, "options", j, "yesTo", k],
            "question",
            id,
            questions.map((question) => question.id),
          ),
        ),
      ]),
    ]),
    ...resolutions.flatMap(({ sources: ids }, i) =>
      ids.flatMap((id, j) => toSource(["resolutions", i, "sources", j], id)),
    ),
    ...homelessSkills(file, skills),
    ...wrongOrder(file, skills),
  ];
}

function doubles(list: string, entries: readonly { id: string }[]): Lead[] {
  return entries.flatMap(({ id }, i) =>
    entries.findIndex((other) => other.id === id) < i
      ? [{ path, place: [list, i, "id"], message: `has \`${id}\` twice; give this one its own id` }]
      : [],
  );
}

/** A skill that no unit teaches would never be learned; one in two units would be counted twice. */
function homelessSkills({ units, choices }: Catalog["steps"], skills: Catalog["skills"]): Lead[] {
  const options = new Set(choices.flatMap((choice) => choice.options.map(({ skill }) => skill)));
  const homeless = [...skills].flatMap(([id, skill]): Lead[] => {
    const homes = units.filter((unit) => unit.skills.includes(id));
    if (homes.length > 1)
      return [
        {
          path,
          place: ["units"],
          message: `teaches \`${id}\` in ${homes.map((unit) => unit.id).join(" and ")}; keep one`,
        },
      ];
    if (homes.length === 1 || skill.path === "not-yet" || options.has(id)) return [];
    return [
      { path, place: ["units"], message: `teaches \`${id}\` nowhere; put it into a unit, or on the not-yet shelf` },
    ];
  });
  const shelved = units.flatMap((unit, i) =>
    unit.skills.flatMap((id, j): Lead[] =>
      skills.get(id)?.path === "not-yet"
        ? [
            {
              path,
              place: ["units", i, "skills", j],
              message: `teaches \`${id}\`, which is on the not-yet shelf; take it out`,
            },
          ]
        : [],
    ),
  );
  return [...homeless, ...shelved];
}

/** Units are in the order of the way, and so are the skills in each. */
function wrongOrder({ units }: Catalog["steps"], skills: Catalog["skills"]): Lead[] {
  const order = new Map(units.flatMap((unit) => unit.skills).map((id, i) => [id, i]));
  return units.flatMap((unit, i) =>
    unit.skills.flatMap((id, j) =>
      (skills.get(id)?.requires ?? [])
        .filter((required) => (order.get(required) ?? -1) > (order.get(id) ?? 0))
        .map((required) => ({
          path,
          place: ["units", i, "skills", j],
          message: `teaches \`${id}\` before \`${required}\`, which it requires; turn them round`,
        })),
    ),
  );
}
