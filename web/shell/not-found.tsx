/** An address of ours that leads nowhere. */
import { ButtonLink } from "../design/button.tsx";
import { PageHead } from "../design/page-head.tsx";

export function NotFound() {
  return (
    <>
      <PageHead title="There is no such page">The address may be mistyped, or what it named was removed.</PageHead>
      <ButtonLink to="/">To today</ButtonLink>
    </>
  );
}
