/** What this browser kept, so that pages open while Seaworthy does not run; and how it forgets that. */
import { useState } from "react";
import { useDoing } from "../../api/use-doing.ts";
import { Button } from "../../design/button.tsx";
import { forgetCopy, isForgotten } from "../../shell/keep-copy.ts";

export function CopyOfBrowser() {
  const [isOff, setOff] = useState(isForgotten);
  const { isDoing, doIt } = useDoing();
  const forget = (again: boolean) =>
    doIt(async () => {
      await forgetCopy({ again });
      setOff(!again);
    });
  return (
    <div className="mt-6 border-t border-line pt-5">
      <h3 className="font-medium">This browser's copy</h3>
      <p className="mt-1 text-sm text-quiet">
        {isOff
          ? "This browser keeps nothing. Pages open only while Seaworthy runs."
          : "This browser keeps the last answers, private ones too, so that pages open while Seaworthy does not run. On a machine that others use, let it forget them."}
      </p>
      <div aria-live="polite" className="mt-3">
        <Button disabled={isDoing} onClick={() => forget(isOff)}>
          {isOff ? "Keep a copy again" : "Forget it, and keep none"}
        </Button>
      </div>
    </div>
  );
}
