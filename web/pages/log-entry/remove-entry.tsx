/**
 * Removes an entry, after asking once: it does not come back.
 */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { announceChange } from "../../api/changes.ts";
import { send } from "../../api/client.ts";
import { Button } from "../../design/button.tsx";
import { Dialog } from "../../design/dialog.tsx";

export function RemoveEntry({ id, title }: { id: string; title: string }) {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const remove = async () => {
    // Away from the page first: it would ask for what is gone.
    await navigate({ to: "/log" });
    await send("DELETE", `/api/log-entries/${id}`);
    announceChange();
  };
  return (
    <>
      <Button icon="bin" onClick={() => setOpen(true)}>
        Remove
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Remove this entry?"
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button look="remove" onClick={remove}>
              Remove it
            </Button>
          </>
        }
      >
        <p className="[overflow-wrap:anywhere]">{title}</p>
        <p className="mt-2 text-quiet">It does not come back.</p>
      </Dialog>
    </>
  );
}
