/** The end of a form: the button, and what came of it. Its place is kept, so that nothing moves. */
import type { Doing } from "../../api/use-doing.ts";
import { Button } from "../../design/button.tsx";
import { Notice } from "../../design/notice.tsx";

export function Saving({
  doing: { isDoing, fault },
  isChanged,
  isSaved,
  name = "Save",
}: {
  doing: Doing;
  isChanged: boolean;
  isSaved: boolean;
  name?: string;
}) {
  return (
    <div className="mt-5">
      <div className="flex min-h-11 flex-wrap items-center gap-4">
        <Button type="submit" look={isChanged ? "primary" : "plain"} disabled={isDoing || !isChanged}>
          {isDoing ? "Saving" : name}
        </Button>
        <p role="status" className="text-sm text-quiet">
          {isSaved && !isChanged ? "Saved. The plan is made anew." : ""}
        </p>
      </div>
      {fault && (
        <div className="mt-3">
          <Notice tone="unsure" live>
            {fault}
          </Notice>
        </div>
      )}
    </div>
  );
}
