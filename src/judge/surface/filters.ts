/**
 * Filters of a list, as far as they can be told from a contract: a query parameter that is named like a member of what is listed
 * and takes only values that this member can have. Of others ("draft=true", "q") a contract's schema does not say what they leave out.
 */
import type { Resource, Surface } from "../../contract/surface.ts";

export interface Filter {
  /** Of the parameter and of the member. */
  name: string;
  values: string[];
}

/** Only those by what is said when a thing is made, so that it is known which things have which value. */
export function filtersOf({ operations }: Pick<Surface, "operations">, resource: Resource): Filter[] {
  const of = (id: string | undefined) => operations.find((operation) => operation.id === id);
  const members = Object(of(resource.create)?.body?.schema.properties);
  const paging = [resource.page?.cursorParameter, resource.page?.limitParameter];
  return (of(resource.list)?.parameters ?? []).flatMap(({ in: where, name, schema }) => {
    const [values, possible] = [textsIn(schema.enum), textsIn(Object(members[name]).enum)];
    const isFilter = where === "query" && !paging.includes(name) && values.length > 1;
    return isFilter && values.every((value) => possible.includes(value)) ? [{ name, values }] : [];
  });
}

function textsIn(values: unknown): string[] {
  return Array.isArray(values) ? values.filter((value) => typeof value === "string") : [];
}
