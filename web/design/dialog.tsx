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
            className={`relative flex max-h-[90dvh] w-full flex-col rounded-t-2xl bg-raised shadow-float outline-none sm:rounded-2xl ${wide ? "sm:max-w-2xl" : "sm:max-w-lg"} ${high ? "h-[85dvh] sm:h-[36rem]" : ""}`}
          >
            <Base.Title className="pt-5.5 pr-16 pl-5 text-lg font-semibold sm:pt-6.5 sm:pl-6">{title}</Base.Title>
            <div className="overflow-y-auto px-5 pt-3 pb-5 sm:px-6 sm:pb-6">{children}</div>
            {actions && (
              <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 sm:px-6">{actions}</div>
            )}
            {/* Last, so that what it was opened for has the focus first. */}
            <Base.Close
              aria-label="Close"
              className="absolute top-3 right-3 inline-flex size-11 items-center justify-center rounded-lg text-quiet hover:bg-sunken hover:text-text sm:top-4 sm:right-4"
            >
              <Icon name="close" />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
