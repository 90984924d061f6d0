/**
 * A run on one axis, to be zoomed and walked: what was done, what was asked, what the database was asked, what was done to the
 * program. By mouse (drag to zoom, point to read), by touch, by keys; and as a list, for who does not see it.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import type { Timeline as Data } from "../../src/contract/report.ts";
import { Button } from "../design/button.tsx";
import { Disclosure } from "../design/disclosure.tsx";
import { count, duration, figure, moment, size, words } from "./amounts.ts";
import { clamped, lanesOf, type Mark, ticksOf, type Window } from "./timeline-lanes.ts";
import { useWidth } from "./use-width.ts";

export function Timeline({
  data,
  focus,
}: {
  data: Data;
  focus: { from: number; to: number; scenario: string; says: string } | null;
}) {
  const whole = { from: 0, to: data.durationMs };
  const [window, setWindow] = useState<Window>(whole);
  const [scenario, setScenario] = useState<string>();
  const [at, setAt] = useState<string>();
  const lanes = useMemo(() => lanesOf(data, window, scenario), [data, window, scenario]);
  const chosen = lanes.walk.find(({ key }) => key === at);

  const zoomTo = (next: Window) => setWindow(clamped(next, data.durationMs));
  const zoom = (factor: number) => {
    const middle = chosen ? chosen.at + chosen.ms / 2 : (window.from + window.to) / 2;
    const half = ((window.to - window.from) * factor) / 2;
    zoomTo({ from: middle - half, to: middle + half });
  };
  const pan = (part: number) => {
    const step = (window.to - window.from) * part;
    zoomTo({ from: window.from + step, to: window.to + step });
  };
  const walk = (step: 1 | -1) => {
    const i = lanes.walk.findIndex(({ key }) => key === at);
    const next = lanes.walk[i < 0 ? (step > 0 ? 0 : lanes.walk.length - 1) : i + step];
    if (next) setAt(next.key);
  };
  const showAll = () => {
    setScenario(undefined);
    setWindow(whole);
  };
  const look = (mark: Mark) => {
    setAt(mark.key);
    if (mark.lane !== "scenarios" || mark.key !== at) return;
    // A second time: into it.
    setScenario(mark.scenario);
    zoomTo({ from: mark.at - mark.ms * 0.02, to: mark.at + mark.ms * 1.02 });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act({ zoom, pan, walk, showAll, enter: () => chosen && look(chosen) });
  };
  const isWhole = window.from === 0 && window.to === data.durationMs && scenario === undefined;

  return (
    <div className="rounded-xl border border-line bg-raised p-3 sm:p-4">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Button size="small" onClick={() => zoom(0.5)} aria-label="Zoom in">
          +
        </Button>
        <Button size="small" onClick={() => zoom(2)} aria-label="Zoom out">
          −
        </Button>
        <Button size="small" onClick={() => walk(-1)} icon="back" aria-label="The event before" />
        <Button size="small" onClick={() => walk(1)} icon="forward" aria-label="The next event" />
        <Button size="small" onClick={showAll} disabled={isWhole}>
          Whole run
        </Button>
        {focus && (
          <Button
            size="small"
            onClick={() => {
              setScenario(data.scenarios.some(({ id }) => id === focus.scenario) ? focus.scenario : undefined);
              const room = Math.max(20, (focus.to - focus.from) * 0.15);
              zoomTo({ from: focus.from - room, to: focus.to + room });
            }}
          >
            {focus.says}
          </Button>
        )}
        {scenario !== undefined && <span className="text-sm text-quiet">only “{words(scenario)}”</span>}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: there is no form */}
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: walked and zoomed by keys
        tabIndex={0}
        role="group"
        aria-label={summaryOf(data)}
        onKeyDown={onKeyDown}
        className="rounded-md"
      >
        <Drawing
          data={data}
          lanes={lanes}
          window={window}
          chosen={chosen}
          onLook={look}
          onPoint={({ key }) => setAt(key)}
          onZoom={zoomTo}
        />
      </div>
      <p aria-live="polite" className="mt-1 min-h-[3.2em] text-sm [overflow-wrap:anywhere]">
        {chosen ? (
          <>
            <span className="text-quiet tabular-nums">
              {duration(chosen.at)}
              {chosen.ms > 0 && `, took ${duration(chosen.ms)}`}
            </span>{" "}
            {chosen.says}
            {chosen.lane === "scenarios" && (
              <span className="text-quiet"> Press Enter, or point at it again, to go into it.</span>
            )}
          </>
        ) : (
          <span className="text-quiet">
            Drag to zoom, point at something to read it. By keys: left and right walk, + and − zoom, Page Up and Page
            Down move, 0 shows all.
          </span>
        )}
      </p>
      <LeftOut data={data} />
      <Disclosure title="As a list" aside={count(lanes.walk.length, "event")}>
        <EventList marks={lanes.walk} />
      </Disclosure>
    </div>
  );
}

interface Acts {
  zoom: (factor: number) => void;
  pan: (part: number) => void;
  walk: (step: 1 | -1) => void;
  showAll: () => void;
  enter: () => void;
}

const keys: Readonly<Record<string, (acts: Acts) => void>> = {
  "+": ({ zoom }) => zoom(0.5),
  "=": ({ zoom }) => zoom(0.5),
  "-": ({ zoom }) => zoom(2),
  ArrowRight: ({ walk }) => walk(1),
  ArrowLeft: ({ walk }) => walk(-1),
  PageDown: ({ pan }) => pan(0.5),
  PageUp: ({ pan }) => pan(-0.5),
  "0": ({ showAll }) => showAll(),
  Home: ({ showAll }) => showAll(),
  Enter: ({ enter }) => enter(),
};

function summaryOf({ durationMs, scenarios, density }: Data): string {
  const sum = (list: readonly { n: number }[]) => list.reduce((total, { n }) => total + n, 0);
  return `Timeline of ${duration(durationMs)}: ${scenarios.length} scenarios, ${figure(sum(density.requests))} requests, ${figure(sum(density.statements))} statements`;
}

const names = 76;
const bar = 11;
const gap = 3;
const countedHeight = 34;

/** The names of the lanes stand above them where there is no room beside them. */
function Drawing({
  data,
  lanes,
  window,
  chosen,
  onLook,
  onPoint,
  onZoom,
}: {
  data: Data;
  lanes: ReturnType<typeof lanesOf>;
  window: Window;
  chosen: Mark | undefined;
  onLook: (mark: Mark) => void;
  onPoint: (mark: Mark) => void;
  onZoom: (window: Window) => void;
}) {
  const [box, width] = useWidth<HTMLDivElement>(640);
  const clip = useId();
  const isNarrow = width < 560;
  const left = isNarrow ? 0 : names;
  const scale = (width - left) / (window.to - window.from);
  const x = (at: number) => left + (at - window.from) * scale;
  const brush = useBrush((from, to) =>
    onZoom({ from: window.from + (from - left) / scale, to: window.from + (to - left) / scale }),
  );
  const marksIn = (lane: Mark[]) => Math.max(1, ...lane.map(({ row }) => row + 1)) * (bar + gap);

  let y = 18;
  const lane = (name: string, height: number) => {
    const top = y + (isNarrow ? 16 : 0);
    y = top + height + 10;
    return { name, top, height };
  };
  const scenarios = lane("scenarios", marksIn(lanes.scenarios));
  const faults = lanes.faults.length > 0 ? lane("faults", marksIn(lanes.faults)) : undefined;
  const requests = lane("requests", lanes.requests === "counted" ? countedHeight : marksIn(lanes.requests));
  const statements = lane("statements", lanes.statements === "counted" ? countedHeight : marksIn(lanes.statements));
  const processes = lane("process", bar + gap);
  const memory = data.samples.length > 1 ? lane("memory", countedHeight) : undefined;
  const shown = [scenarios, faults, requests, statements, processes, memory].filter((one) => one !== undefined);

  return (
    <div ref={box}>
      <svg width={width} height={y} aria-hidden="true" className="block touch-pan-y select-none" {...brush.handlers}>
        <clipPath id={clip}>
          <rect x={left} y={0} width={Math.max(0, width - left)} height={y} />
        </clipPath>
        {ticksOf(window).map((at) => (
          <g key={at}>
            <line x1={x(at)} x2={x(at)} y1={16} y2={y} className="stroke-line" />
            <text
              x={x(at)}
              y={11}
              textAnchor={x(at) > width - 30 ? "end" : x(at) < left + 20 ? "start" : "middle"}
              className="fill-quiet text-[11px] tabular-nums"
            >
              {moment(at)}
            </text>
          </g>
        ))}
        {shown.map(({ name, top }) => (
          <text key={name} x={0} y={isNarrow ? top - 4 : top + 10} className="fill-quiet text-[12px]">
            {name}
          </text>
        ))}
        <g clipPath={`url(#${clip})`}>
          <Bars marks={lanes.scenarios} top={scenarios.top} {...{ x, scale, chosen, onLook, onPoint }} isLabelled />
          {faults && (
            <Bars marks={lanes.faults} top={faults.top} {...{ x, scale, chosen, onLook, onPoint }} isLabelled />
          )}
          {lanes.requests === "counted" ? (
            <Counted steps={data.density.requests} stepMs={data.density.stepMs} top={requests.top} {...{ x, scale }} />
          ) : (
            <Bars marks={lanes.requests} top={requests.top} {...{ x, scale, chosen, onLook, onPoint }} isLabelled />
          )}
          {lanes.statements === "counted" ? (
            <Counted
              steps={data.density.statements}
              stepMs={data.density.stepMs}
              top={statements.top}
              {...{ x, scale }}
            />
          ) : (
            <Bars marks={lanes.statements} top={statements.top} {...{ x, scale, chosen, onLook, onPoint }} isLabelled />
          )}
          {lanes.processes.map((mark) => (
            <Moment
              key={mark.key}
              mark={mark}
              x={x(mark.at)}
              top={processes.top}
              isChosen={mark === chosen}
              {...{ onLook, onPoint }}
            />
          ))}
          {memory && <Memory samples={data.samples} top={memory.top} x={x} />}
        </g>
        {brush.span && (
          <rect
            x={brush.span[0]}
            y={0}
            width={brush.span[1] - brush.span[0]}
            height={y}
            className="fill-accent opacity-15"
          />
        )}
      </svg>
    </div>
  );
}

const fills: Readonly<Record<Mark["tone"], string>> = {
  plain: "fill-accent/70",
  quiet: "fill-edge/70",
  bad: "fill-bad",
  fault: "fill-unsure",
  good: "fill-good",
};

function Bars({
  marks,
  top,
  x,
  scale,
  chosen,
  onLook,
  onPoint,
  isLabelled,
}: {
  marks: readonly Mark[];
  top: number;
  x: (at: number) => number;
  scale: number;
  chosen: Mark | undefined;
  onLook: (mark: Mark) => void;
  onPoint: (mark: Mark) => void;
  isLabelled?: boolean;
}) {
  return marks.map((mark) => {
    const width = Math.max(2, mark.ms * scale);
    const start = Math.max(x(mark.at), 0);
    const seen = width - (start - x(mark.at));
    const y = top + mark.row * (bar + gap);
    const fits = isLabelled && mark.label !== undefined && seen > 48;
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by keys on the group around it
      <g
        key={mark.key}
        onPointerEnter={(event) => event.pointerType === "mouse" && onPoint(mark)}
        onClick={() => onLook(mark)}
      >
        <rect
          x={x(mark.at)}
          y={y}
          width={width}
          height={bar}
          rx={Math.min(2, width / 2)}
          className={`${fills[mark.tone]} ${mark.key === chosen?.key ? "stroke-text stroke-2" : ""}`}
        />
        {fits && (
          <text x={start + 4} y={y + 9} className="pointer-events-none fill-raised text-[9.5px]">
            {mark.label?.slice(0, Math.floor((seen - 6) / 5.2))}
          </text>
        )}
      </g>
    );
  });
}

function Moment({
  mark,
  x,
  top,
  isChosen,
  onLook,
  onPoint,
}: {
  mark: Mark;
  x: number;
  top: number;
  isChosen: boolean;
  onLook: (mark: Mark) => void;
  onPoint: (mark: Mark) => void;
}) {
  const middle = top + bar / 2;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by keys on the group around it
    <path
      d={`M${x} ${middle - 6}l5 6-5 6-5-6z`}
      onPointerEnter={() => onPoint(mark)}
      onClick={() => onLook(mark)}
      className={`${fills[mark.tone]} ${isChosen ? "stroke-text stroke-2" : ""}`}
    />
  );
}

/** Heights by the root: where a load was brought, all else would lie flat on the ground. */
function Counted({
  steps,
  stepMs,
  top,
  x,
  scale,
}: {
  steps: readonly { n: number; bad: number }[];
  stepMs: number;
  top: number;
  x: (at: number) => number;
  scale: number;
}) {
  const most = Math.max(1, ...steps.map(({ n }) => n));
  const height = (n: number) => (n === 0 ? 0 : Math.max(2, Math.sqrt(n / most) * countedHeight));
  const width = Math.max(1, stepMs * scale - 0.6);
  return steps.map(({ n, bad }, i) => {
    if (n === 0) return null;
    const left = x(i * stepMs);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a step's place is its name
      <g key={i}>
        <rect
          x={left}
          y={top + countedHeight - height(n)}
          width={width}
          height={height(n)}
          className="fill-accent/70"
        />
        {bad > 0 && (
          <rect
            x={left}
            y={top + countedHeight - height(bad)}
            width={width}
            height={height(bad)}
            className="fill-bad"
          />
        )}
      </g>
    );
  });
}

function Memory({ samples, top, x }: { samples: Data["samples"]; top: number; x: (at: number) => number }) {
  const most = Math.max(...samples.map(({ memoryBytes }) => memoryBytes));
  const y = (bytes: number) => top + countedHeight - (bytes / most) * (countedHeight - 4);
  const byInstance = Map.groupBy(samples, ({ instance }) => instance);
  return (
    <>
      {[...byInstance].map(([instance, list]) => (
        <polyline
          key={instance}
          points={list.map(({ at, memoryBytes }) => `${x(at)},${y(memoryBytes)}`).join(" ")}
          fill="none"
          className="stroke-accent"
          strokeWidth="1.5"
        />
      ))}
      <text x={x(samples[0]?.at ?? 0) + 2} y={top + 4} className="fill-quiet text-[10px]">
        up to {size(most)}
      </text>
    </>
  );
}

function LeftOut({ data: { leftOut, density } }: { data: Data }) {
  if (leftOut.requests + leftOut.statements === 0) return null;
  const all = (list: readonly { n: number }[]) => list.reduce((sum, { n }) => sum + n, 0);
  return (
    <p className="text-xs text-quiet">
      All {figure(all(density.requests))} requests and {figure(all(density.statements))} statements are counted; drawn
      one by one are {figure(all(density.requests) - leftOut.requests)} and{" "}
      {figure(all(density.statements) - leftOut.statements)} of them: those on the cards, those that went wrong, and
      some of the rest. The saved recording has all.
    </p>
  );
}

/** A screen reader is not made to read thousands. */
const mostListed = 200;

function EventList({ marks }: { marks: readonly Mark[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
    <div className="max-h-80 overflow-y-auto" tabIndex={0}>
      <table className="w-full text-left text-sm">
        <thead>
          <tr className="text-quiet">
            <th className="py-1 pr-3 font-medium">at</th>
            <th className="py-1 pr-3 font-medium">took</th>
            <th className="py-1 font-medium">what</th>
          </tr>
        </thead>
        <tbody>
          {marks.slice(0, mostListed).map((mark) => (
            <tr key={mark.key} className="align-top">
              <td className="py-0.5 pr-3 whitespace-nowrap tabular-nums">{duration(mark.at)}</td>
              <td className="py-0.5 pr-3 whitespace-nowrap text-quiet tabular-nums">
                {mark.ms > 0 ? duration(mark.ms) : ""}
              </td>
              <td className={`py-0.5 [overflow-wrap:anywhere] ${mark.tone === "bad" ? "text-bad" : ""}`}>
                {mark.says}
                {mark.tone === "bad" && <span className="sr-only"> (went wrong)</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {marks.length > mostListed && (
        <p className="text-sm text-quiet">and {marks.length - mostListed} more: zoom in to see them</p>
      )}
    </div>
  );
}

/** Less is a click with an unsteady hand. */
const leastDragPx = 8;

/** A part is chosen by dragging over it. */
function useBrush(onChoose: (from: number, to: number) => void) {
  const start = useRef<number>(undefined);
  const [span, setSpan] = useState<[number, number]>();
  const place = (event: PointerEvent<SVGSVGElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  useEffect(() => {
    const drop = () => {
      start.current = undefined;
      setSpan(undefined);
    };
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", drop);
    return () => {
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", drop);
    };
  }, []);
  return {
    span,
    handlers: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        if (event.pointerType === "mouse" && event.button === 0) start.current = place(event);
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        if (start.current === undefined) return;
        const here = place(event);
        if (Math.abs(here - start.current) > leastDragPx || span) {
          setSpan([Math.min(here, start.current), Math.max(here, start.current)]);
        }
      },
      onPointerUp: () => {
        if (span && span[1] - span[0] > leastDragPx) onChoose(...span);
      },
    },
  };
}
