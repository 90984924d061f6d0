/**
 * What is shown to a browser that the server does not know: how to come in.
 */
import { useEffect } from "react";
import { Button } from "../design/button.tsx";
import { CodeBlock } from "../design/code-block.tsx";
import { Icon } from "../design/icons.tsx";

export function NoKey() {
  useEffect(() => {
    document.title = "Open the address from the terminal · Seaworthy";
  }, []);
  return (
    <main className="mx-auto max-w-xl px-4 py-16 sm:py-24">
      <Icon name="lock" className="size-8 text-accent" />
      <h1 className="mt-4 text-2xl font-semibold tracking-tight">Open the address from the terminal</h1>
      <p className="mt-3 text-quiet">
        What you keep here is yours, so no other page or person on this machine gets in by guessing. The address that
        Seaworthy prints when it starts holds a key. This browser does not have it, or the one it has is an old one.
      </p>
      <ol className="mt-6 list-decimal space-y-4 pl-5">
        <li>Go to the terminal in which Seaworthy runs. If it does not run, start it:</li>
      </ol>
      <div className="mt-3">
        <CodeBlock label="In the folder of Seaworthy" text="npm start" />
      </div>
      <ol start={2} className="mt-4 list-decimal space-y-4 pl-5">
        <li>Open the whole address that it prints, with everything after the #.</li>
      </ol>
      <Button look="primary" className="mt-8" onClick={() => location.reload()}>
        Try again
      </Button>
    </main>
  );
}
