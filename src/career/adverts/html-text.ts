/**
 * HTML of an advert to its text: headings as `## `, list items as `• `, table cells apart, nothing that no reader sees.
 *
 * A scanner and not a parser: what job boards export is often not well-formed (unclosed `<li>`, escaped twice), and all that is
 * wanted is where lines and cells end. It knows no more of a page than the table below. A parser can stand in its
 * place behind the same signature.
 */
export function htmlText(html: string): string {
  const text = scan(html);
  // Feeds carry HTML escaped inside of HTML. Once more is enough: a third layer was never seen.
  return looksLikeHtml(text) ? scan(text) : text;
}

/** Tags that adverts have, opening or closing, also escaped ones. "a < b" and "<hiring manager>" are text. */
export function looksLikeHtml(text: string): boolean {
  return /(?:<|&lt;)(?:!doctype html|\/?(?:html|body|div|p|ul|ol|li|h[1-6]|br|table|tr|td|section|main|article|span|strong|b|em))(?:\s[^<>]*)?\/?(?:>|&gt;)/i.test(
    text,
  );
}

/** What stands in these is not the advert. `nav` and `footer` of boards list other jobs: "Java jobs", "Python jobs". */
const unseen = new Set(["script", "style", "noscript", "template", "head", "nav", "footer", "svg", "select", "iframe"]);
const blocks = new Set(
  "address article aside blockquote body br dd details div dl dt fieldset figure form header hr html main ol p pre section summary table tbody thead tr ul".split(
    " ",
  ),
);

function scan(html: string): string {
  let text = "";
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) return text + words(html.slice(at));
    text += words(html.slice(at, open));
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const tag = /^<(\/?)([a-z][a-z0-9]*)(?:[\s/][^<>]*)?>|^<[!?][^<>]*>/i.exec(html.slice(open, open + longestTag));
    if (!tag) {
      text += "<";
      at = open + 1;
      continue;
    }
    at = open + tag[0].length;
    const name = (tag[2] ?? "").toLowerCase();
    const closing = tag[1] === "/";
    if (unseen.has(name) && !closing) at = endOf(html, name, at);
    else text += lineOf(name, closing);
  }
  return text;
}

/** A tag with long inline styles has some hundred characters; what is longer is no tag. */
const longestTag = 4_000;

function endOf(html: string, name: string, at: number): number {
  const close = new RegExp(`</${name}\\s*>`, "gi");
  close.lastIndex = at;
  const found = close.exec(html);
  // Never closed: then it hides nothing, or a forgotten tag would swallow the advert.
  return found ? found.index + found[0].length : at;
}

function lineOf(name: string, closing: boolean): string {
  if (/^h[1-6]$/.test(name)) return closing ? "\n" : "\n\n## ";
  if (name === "li") return closing ? "\n" : "\n• ";
  if (name === "td" || name === "th") return closing ? "  " : "";
  if (name === "p" || name === "table") return "\n\n";
  return blocks.has(name) ? "\n" : "";
}

/** Line ends of the source are spaces to a browser. */
function words(source: string): string {
  return source.replace(/\s+/g, " ").replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});?/gi, (whole, name: string) => {
    if (name.startsWith("#")) return character(name) ?? whole;
    return named[name] ?? named[name.toLowerCase()] ?? whole;
  });
}

function character(name: string): string | undefined {
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  // 128 to 159 are Windows-1252 in every browser: dashes and quotes.
  if (code >= 128 && code < 160) return windows1252[code];
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

const windows1252: Record<number, string> = {
  128: "€",
  133: "…",
  145: "'",
  146: "'",
  147: '"',
  148: '"',
  149: "•",
  150: "–",
  151: "—",
  153: "™",
};

const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  shy: "",
  zwnj: "",
  pound: "£",
  euro: "€",
  dollar: "$",
  yen: "¥",
  cent: "¢",
  ndash: "–",
  mdash: "—",
  minus: "-",
  hyphen: "-",
  lsquo: "'",
  rsquo: "'",
  sbquo: "'",
  ldquo: '"',
  rdquo: '"',
  bdquo: '"',
  laquo: '"',
  raquo: '"',
  bull: "•",
  middot: "·",
  sdot: "·",
  hellip: "…",
  copy: "©",
  reg: "®",
  trade: "™",
  deg: "°",
  plus: "+",
  num: "#",
  times: "×",
  frac12: "½",
  rarr: "→",
  check: "✓",
  sol: "/",
  colon: ":",
  comma: ",",
  period: ".",
  lpar: "(",
  rpar: ")",
  eacute: "é",
  egrave: "è",
  uuml: "ü",
  ouml: "ö",
  auml: "ä",
  szlig: "ß",
  ntilde: "ñ",
  ccedil: "ç",
  aacute: "á",
  iacute: "í",
  oacute: "ó",
};
