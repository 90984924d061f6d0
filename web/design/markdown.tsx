/**
 * Markdown of ours as elements. No HTML of a text is ever let through: what looks like a tag is shown as text.
 */
import { lexer, type Token, type Tokens } from "marked";
import { Fragment, type ReactNode } from "react";

export function Markdown({ text, className = "" }: { text: string; className?: string }) {
  return <div className={`max-w-prose space-y-3 ${className}`}>{blocks(lexer(text))}</div>;
}

function blocks(tokens: Token[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other name, and never move
  return tokens.map((token, i) => <Fragment key={i}>{block(token)}</Fragment>);
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case "heading":
      return <h3 className="pt-2 font-semibold">{inline(token.tokens ?? [])}</h3>;
    case "paragraph":
      return <p>{inline(token.tokens ?? [])}</p>;
    case "text":
      return token.tokens ? inline(token.tokens) : token.text;
    case "list": {
      const { ordered, items } = token as Tokens.List;
      const List = ordered ? "ol" : "ul";
      return (
        <List className={`space-y-1 pl-6 ${ordered ? "list-decimal" : "list-disc"}`}>
          {items.map((item, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <li key={i}>{blocks(item.tokens)}</li>
          ))}
        </List>
      );
    }
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
        <pre tabIndex={0} className="overflow-x-auto rounded-lg bg-sunken p-3 font-mono text-sm">
          <code>{token.text}</code>
        </pre>
      );
    case "blockquote":
      return <blockquote className="border-l-2 border-line pl-4 text-quiet">{blocks(token.tokens ?? [])}</blockquote>;
    case "hr":
      return <hr className="border-line" />;
    case "space":
      return null;
    case "table":
      return table(token as Tokens.Table);
    default:
      return token.raw;
  }
}

function table({ header, rows }: Tokens.Table): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
    <div className="overflow-x-auto" tabIndex={0}>
      <table className="w-full text-left text-sm">
        <thead>
          <tr>
            {header.map((cell) => (
              <th key={cell.text} className="border-b border-line py-2 pr-4 font-medium">
                {inline(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.map(({ text }) => text).join()}>
              {row.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column's place is its name
                <td key={i} className="border-b border-line py-2 pr-4 align-top">
                  {inline(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(tokens: Token[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: as above
  return tokens.map((token, i) => <Fragment key={i}>{span(token)}</Fragment>);
}

function span(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong>{inline(token.tokens ?? [])}</strong>;
    case "em":
      return <em>{inline(token.tokens ?? [])}</em>;
    case "codespan":
      return <code className="rounded bg-sunken px-1 font-mono text-[0.9em] break-words">{token.text}</code>;
    case "link":
      return /^(https?:|\/|#)/.test(token.href) ? (
        <a className="text-accent underline underline-offset-2" href={token.href} rel="noreferrer">
          {inline(token.tokens ?? [])}
        </a>
      ) : (
        inline(token.tokens ?? [])
      );
    case "br":
      return <br />;
    case "escape":
    case "text":
      return unescaped(token.text);
    default:
      return token.raw;
  }
}

/** marked hands over text with a few characters already escaped for HTML, which React does itself. */
function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
