import { PageHead } from "../../design/page-head.tsx";

export function Page() {
  return <PageHead title="Map of skills" />;
}
