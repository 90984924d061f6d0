/**
 * How wide an element is, so that a drawing fills it and its text keeps its size. Measured before anything is painted: nothing jumps.
 */
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

export function useWidth<E extends HTMLElement>(first: number): [RefObject<E | null>, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    setWidth(box.clientWidth || first);
    const watch = new ResizeObserver(() => setWidth(box.clientWidth || first));
    watch.observe(box);
    return () => watch.disconnect();
  }, [first]);
  return [element, width];
}
