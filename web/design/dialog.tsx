/**
 * Something that has to be decided before going on. In the middle of a wide window; on a phone from below, where the thumb is.
 */
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";

export function Dialog({
  open,
  onOpenChange,
  title,
  children,
  actions,
  wide = false,
  high = false,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  /** Stays where it is while what is in it grows and shrinks. */
  high?: boolean;
}) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/45" />
        <Base.Viewport className="fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-6">
          <Base.Popup
            className={`flex max-h-[90dvh] w-full flex-col rounded-t-2xl bg-raised shadow-float outline-none sm:rounded-2xl ${wide ? "sm:max-w-2xl" : "sm:max-w-lg"} ${high ? "h-[85dvh] sm:h-[36rem]" : ""}`}
          >
            <div className="flex items-start justify-between gap-4 px-5 pt-4 sm:px-6 sm:pt-5">
              <Base.Title className="pt-1.5 text-lg font-semibold">{title}</Base.Title>
              <Base.Close
                aria-label="Close"
                className="inline-flex size-11 shrink-0 items-center justify-center rounded-lg text-quiet hover:bg-sunken hover:text-text"
              >
                <Icon name="close" />
              </Base.Close>
            </div>
            <div className="overflow-y-auto px-5 pt-2 pb-5 sm:px-6 sm:pb-6">{children}</div>
            {actions && (
              <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 sm:px-6">{actions}</div>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
