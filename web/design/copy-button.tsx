/**
 * Copies a text, and says that it did.
 */
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";

export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), 2_000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Select it and copy");
    }
  };
  return (
    <Button look="quiet" size="small" icon={said === "Copied" ? "check" : "copy"} onClick={copy}>
      <span aria-live="polite">{said ?? label}</span>
    </Button>
  );
}
