/**
 * The contract as an API reference: what each operation takes and answers, with the schemas written out.
 */
import { Disclosure } from "../../design/disclosure.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { type Described, operationsOf, type Schema, schemaRows } from "./read-contract.ts";

export function Contract({ contract }: { contract: Record<string, unknown> }) {
  const { description, operations } = operationsOf(contract);
  return (
    <div className="space-y-6">
      {description && (
        <div className="rounded-xl border border-line bg-raised px-4 sm:px-6">
          <Disclosure title="The rules, in words: read them once from beginning to end">
            <Markdown text={description} />
          </Disclosure>
        </div>
      )}
      <div className="rounded-xl border border-line bg-raised px-4 sm:px-6">
        {operations.map((operation) => (
          <Disclosure
            key={`${operation.method} ${operation.path}`}
            title={
              <span className="font-mono text-sm [overflow-wrap:anywhere]">
                <span className="mr-2 inline-block w-16 font-semibold text-accent">{operation.method}</span>
                {operation.path}
              </span>
            }
            aside={<span className="hidden sm:inline">{operation.summary}</span>}
          >
            <Operation operation={operation} />
          </Disclosure>
        ))}
      </div>
    </div>
  );
}

function Operation({ operation: { summary, description, parameters, body, answers } }: { operation: Described }) {
  return (
    <div className="space-y-5">
      {summary && <p className="sm:hidden">{summary}</p>}
      {description && <Markdown text={description} />}
      {parameters.length > 0 && (
        <Part title="Parameters">
          <Members
            rows={parameters.map(({ name, place, required, schema, description: says }) => ({
              name: `${name} (${place})`,
              required,
              type: schema,
              says,
            }))}
          />
        </Part>
      )}
      {body && (
        <Part title="Body">
          <Members rows={schemaRows(body)} />
        </Part>
      )}
      <Part title="Answers">
        <ul className="space-y-3">
          {answers.map(({ status, description: says, schema }) => (
            <li key={status}>
              <p>
                <span className="mr-2 font-mono font-semibold">{status}</span>
                {says}
              </p>
              {schema && status.startsWith("2") && (
                <div className="mt-1 pl-4">
                  <Members rows={schemaRows(schema)} />
                </div>
              )}
            </li>
          ))}
        </ul>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="mb-1.5 text-sm font-semibold">{title}</h3>
      {children}
    </div>
  );
}

interface Member {
  name: string;
  required: boolean;
  type: string | Schema;
  says: string;
}

function Members({ rows }: { rows: readonly Member[] }) {
  if (rows.length === 0) return <p className="text-quiet">none</p>;
  return (
    <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[minmax(9rem,auto)_minmax(0,1fr)]">
      {rows.map(({ name, required, type, says }) => (
        <div key={name} className="contents">
          <dt className="font-mono [overflow-wrap:anywhere] max-sm:mt-1.5">
            {name}
            {required && <span className="font-sans text-quiet"> required</span>}
          </dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">
            <span className="text-quiet">{String(type)}</span>
            {says && <span className="block">{says}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
