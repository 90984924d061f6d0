/**
 * The map as a picture one can walk: skills in the order of the way, lines to what each stands on. One stop for the Tab key;
 * inside, arrow keys lead along the lines. Who would rather read has the list.
 */
import { Link, useNavigate } from "@tanstack/react-router";
import { memo, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { SkillMap as Skills } from "../../../src/contract/api/skill.ts";
import type { Holding } from "../../../src/contract/plan.ts";
import { HoldingMark } from "../../design/holding-mark.tsx";
import {
  type Arrow,
  dependents,
  foundationsOf,
  layOutMap,
  linePath,
  type MapLayout,
  type Node,
  nodeHeight,
  walk,
} from "./map-layout.ts";
import { SkillPanel } from "./skill-panel.tsx";

export function SkillMap({ map, only }: { map: Skills; only: Holding | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = () => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return <div ref={place}>{width > 0 && <Walkable map={map} width={width} only={only} />}</div>;
}

function Walkable({ map, width, only }: { map: Skills; width: number; only: Holding | undefined }) {
  const layout = useMemo(() => layOutMap(map, width), [map, width]);
  const after = useMemo(() => dependents(map.skills), [map]);
  const first = map.next ?? map.rows[0]?.skills[0] ?? "";
  const [active, setActive] = useState(first);
  // On a phone the panel covers half of the picture, so it waits until a skill was chosen.
  const [wasChosen, setChosen] = useState(false);
  const elements = useRef(new Map<string, HTMLAnchorElement>());
  const navigate = useNavigate();
  const go = (id: string) => {
    setActive(id);
    const element = elements.current.get(id);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const here = layout.nodes.get(active);
  const near = useMemo(
    () => new Set([...(here?.skill.requires ?? []), ...(after.get(active) ?? [])]),
    [here, after, active],
  );
  return (
    <>
      <p id="map-keys" className="mb-4 text-sm text-quiet max-sm:hidden">
        Arrow up leads to what comes first, arrow down to what stands on it, left and right along the way. Enter opens.
      </p>
      <nav
        aria-label="Map of skills"
        aria-describedby="map-keys"
        className="relative"
        style={{ height: layout.height }}
        onFocus={() => setChosen(true)}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          if (/^Arrow(Up|Down|Left|Right)$/.test(event.key)) go(walk(active, event.key as Arrow, layout, after));
          else if (event.key === "Home") go(map.rows[0]?.skills[0] ?? active);
          else if (event.key === "End") go([...layout.nodes.keys()].at(-1) ?? active);
          else return;
          event.preventDefault();
        }}
      >
        <Lines layout={layout} active={active} after={after} />
        {layout.rows.map((row) => (
          <div key={row.id} aria-hidden="true">
            {row.step !== undefined && (
              <p
                className="absolute flex h-8 items-end text-sm font-semibold"
                style={{ top: row.y - 40, left: 0, right: 0 }}
              >
                <span className="z-[1] min-w-0 truncate bg-ground pr-3">{row.step}</span>
                <span className="mb-2 h-px min-w-4 flex-1 bg-line" />
              </p>
            )}
            <p
              className="absolute text-sm text-quiet"
              style={
                layout.isWide
                  ? { top: row.y + 8, left: 0, width: layout.names - 20 }
                  : { top: row.y + 2, left: 0, right: 0 }
              }
            >
              {row.title}
            </p>
          </div>
        ))}
        {[...layout.nodes.values()].map((node) => {
          const { id } = node.skill;
          return (
            <SkillNode
              key={id}
              node={node}
              width={layout.nodeWidth}
              isActive={id === active}
              isNear={near.has(id)}
              isNext={id === map.next}
              isDim={only !== undefined && node.skill.holding !== only}
              register={elements.current}
              onActive={setActive}
            />
          );
        })}
      </nav>
      {here && (
        <SkillPanel
          className={wasChosen ? "" : "max-sm:hidden"}
          skill={here.skill}
          locale={map.locale}
          requires={here.skill.requires.flatMap((id) => layout.nodes.get(id)?.skill ?? [])}
          neededBy={(after.get(active) ?? []).flatMap((id) => layout.nodes.get(id)?.skill ?? [])}
          onGo={go}
          onOpen={() => navigate({ to: "/plan/skills/$skill", params: { skill: active } })}
        />
      )}
    </>
  );
}

/** All lines faintly; of the skill that is looked at what it stands on and what stands on it. */
function Lines({
  layout,
  active,
  after,
}: {
  layout: MapLayout;
  active: string;
  after: ReadonlyMap<string, readonly string[]>;
}) {
  const below = useMemo(() => foundationsOf(active, layout.nodes), [active, layout]);
  const all = useMemo(
    () =>
      [...layout.nodes.values()].flatMap((to) =>
        to.skill.requires.flatMap((id) => {
          const from = layout.nodes.get(id);
          return from ? [{ from: id, to: to.skill.id, d: linePath(from, to, layout) }] : [];
        }),
      ),
    [layout],
  );
  // The shelf lies far from what it stands on: its lines would cross the whole picture, and show only when looked at.
  const shelf = layout.rows.findIndex(({ id }) => id === "shelf");
  const onTheWay = useMemo(() => all.filter(({ to }) => layout.nodes.get(to)?.row !== shelf), [all, layout, shelf]);
  const direct = all.filter(({ from, to }) => to === active || (from === active && after.get(active)?.includes(to)));
  const deeper = all.filter(({ from, to }) => below.has(to) && below.has(from));
  return (
    <svg
      aria-hidden="true"
      width={layout.width}
      height={layout.height}
      className="pointer-events-none absolute inset-0 fill-none"
    >
      <path d={useMemo(() => onTheWay.map(({ d }) => d).join(""), [onTheWay])} className="stroke-line" />
      <path d={deeper.map(({ d }) => d).join("")} className="stroke-accent/55" strokeWidth="1.5" />
      {direct.map(({ from, to, d }) => (
        <path
          key={`${from} ${to}`}
          d={d}
          className="stroke-accent"
          strokeWidth="2.5"
          strokeDasharray={to === active ? undefined : "6 4"}
        />
      ))}
    </svg>
  );
}

const SkillNode = memo(function SkillNode({
  node: { skill, x, y },
  width,
  isActive,
  isNear,
  isNext,
  isDim,
  register,
  onActive,
}: {
  node: Node;
  width: number;
  isActive: boolean;
  isNear: boolean;
  isNext: boolean;
  isDim: boolean;
  register: Map<string, HTMLAnchorElement>;
  onActive: (id: string) => void;
}) {
  const { id, title, holding, hoursLow, hoursHigh } = skill;
  const ring = isActive
    ? "border-accent bg-accent-soft"
    : isNear
      ? "border-accent bg-raised"
      : "border-edge/45 bg-raised";
  const isHeld = holding === "proven" || holding === "shown";
  return (
    <Link
      to="/plan/skills/$skill"
      params={{ skill: id }}
      preload={false}
      ref={(element: HTMLAnchorElement | null) => {
        if (element) register.set(id, element);
        else register.delete(id);
      }}
      tabIndex={isActive ? 0 : -1}
      onFocus={() => onActive(id)}
      // Pointed at once it is looked at, twice it is opened; by a key or a reader it is opened at once.
      onPointerDown={(event) => event.currentTarget.toggleAttribute("data-was-active", isActive)}
      onClick={(event) => {
        if (event.detail > 0 && !event.currentTarget.hasAttribute("data-was-active")) event.preventDefault();
      }}
      className={`absolute flex flex-col justify-between rounded-lg border px-2 py-1.5 text-left transition-opacity ${ring} ${isActive ? "shadow-[inset_0_0_0_1px_var(--accent)]" : ""} ${isDim ? "opacity-35" : ""}`}
      style={{ left: x, top: y, width, height: nodeHeight }}
    >
      <span className="line-clamp-2 text-sm leading-tight font-medium">{title}</span>
      <span className="flex items-center gap-1.5 text-xs text-quiet">
        <HoldingMark holding={holding} className="size-3.5" />
        {/* The mark beside it says the same by its shape; there is room for one of the two. */}
        {isHeld || isNext ? (
          <span className="truncate">{holding}</span>
        ) : (
          <span className="truncate">
            <span className="sr-only">{holding}, </span>
            {shortHours(hoursLow, hoursHigh)}
          </span>
        )}
        {isNext && <span className="ml-auto rounded-full bg-accent px-1.5 text-on-accent">next</span>}
      </span>
    </Link>
  );
});

/** "8–16 h": a node has room for no more. */
function shortHours(low: number, high: number): string {
  const [from, to] = [Math.max(Math.round(low), 1), Math.max(Math.round(high), 1)];
  return from === to ? `${to} h` : `${from}–${to} h`;
}
