/** A page on its way: its place is kept, so that nothing jumps when it comes. */
export function PageWaiting() {
  return (
    <div aria-busy="true" className="min-h-[80vh]">
      <span className="sr-only">Loading</span>
    </div>
  );
}
