/**
 * The first ten minutes: three questions, a plan, what a judge says, and the next session on the calendar. One thing at a
 * time; each has an address of its own, so that the way back works.
 */
import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useHomeNow } from "../../api/use-home.ts";
import { focusNextHead } from "../../design/page-head.tsx";
import { leaveFirstRun, noteFirstRun } from "../../shell/first-run.ts";
import { BuildStep } from "./build-step.tsx";
import { EndStep } from "./end-step.tsx";
import { JudgeStep } from "./judge-step.tsx";
import { KeptStep } from "./kept-step.tsx";
import { PlanStep } from "./plan-step.tsx";
import { Questions } from "./questions.tsx";
import { type Step, Steps, steps } from "./steps.tsx";

const contents: Record<Step, () => React.ReactNode> = {
  questions: Questions,
  plan: PlanStep,
  judge: JudgeStep,
  build: BuildStep,
  kept: KeptStep,
  end: EndStep,
};

export function Page() {
  const home = useHomeNow();
  const hash = useRouterState({ select: ({ location }) => location.hash });
  const asked = steps.find(({ id }) => id === hash)?.id ?? "questions";
  const step = home.person === null ? "questions" : asked;
  useEffect(() => {
    if (step === "end") leaveFirstRun();
    else if (step !== "questions") noteFirstRun(step);
    scrollTo(0, 0);
    if (step !== "questions") focusNextHead();
  }, [step]);
  const Content = contents[step];
  return (
    <div className="mx-auto max-w-3xl">
      <Steps at={step} canMove={home.person !== null} />
      <Content />
    </div>
  );
}
