/**
 * Whole bodies that are wrong: no JSON, other JSON, other bytes, under another name. Each is made from a valid one.
 */
export interface HostileBody {
  key: string;
  what: string;
  kind: "malformed" | "content-type" | "odd";
  body: string | Uint8Array;
  /** `null` sends none. Left out: that of the contract. */
  contentType?: string | null;
  headers?: Record<string, string>;
  /**
   * syntax: not JSON, or not what was said to be sent. schema: for the schema to tell. free: the contract leaves it open.
   */
  refusedBy: "syntax" | "schema" | "free";
  essential?: true;
}

/** Programs that read JSON by recursion end at some thousand levels, so this is deep enough and still small. */
const deep = 10_000;

/** `valid` is the text of a valid JSON object, `text` a value in it that may be any text. */
export function hostileBodies(valid: string, text: string | undefined): HostileBody[] {
  const inner = valid.slice(1, -1);
  const first = /^"(?:[^"\\]|\\.)*":/.exec(inner)?.[0] ?? '"a":';
  const broken = (key: string, what: string, body: string | Uint8Array): HostileBody => ({
    key,
    what,
    kind: "malformed",
    body,
    refusedBy: "syntax",
  });
  const other = (key: string, what: string, body: string): HostileBody => ({
    key,
    what,
    kind: "malformed",
    body,
    refusedBy: "schema",
  });
  const odd = (key: string, what: string, body: string): HostileBody => ({
    key,
    what,
    kind: "odd",
    body,
    refusedBy: "free",
  });
  const typed = (key: string, what: string, contentType: string | null, body: string): HostileBody => ({
    ...{ key, what, kind: "content-type", body, contentType },
    refusedBy: "syntax",
  });
  return [
    { ...broken("empty", "an empty body", ""), essential: true },
    broken("blank", "nothing but spaces", "   "),
    {
      ...broken("truncated", "JSON that ends in the middle", valid.slice(0, Math.ceil(valid.length * 0.6))),
      essential: true,
    },
    broken("trailing-comma", "a comma after the last member", `{${inner},}`),
    broken("no-braces", "JSON without its braces", inner),
    broken("single-quotes", "single quotes instead of double ones", valid.replaceAll('"', "'")),
    broken("bare-names", "member names without quotes", valid.replace(/"([A-Za-z]+)":/g, "$1:")),
    broken("words", "words instead of JSON", "hello"),
    broken("form", "a form under the name of JSON", "a=1&b=2"),
    // Refusing is better (RFC 8259 §8.1), yet most of Node's body parsers put U+FFFD there. Nobody may break on it.
    {
      ...broken("bad-bytes", "bytes that are not UTF-8, in a text", withBadBytes(valid, text)),
      refusedBy: "free",
      essential: true,
    },
    broken("open-lists", `${deep} lists that are never closed`, "[".repeat(deep)),
    { ...other("list", "a list where an object is due", `[${valid}]`), essential: true },
    { ...other("null", "null where an object is due", "null"), essential: true },
    other("text", "a text where an object is due", '"hello"'),
    other("number", "a number where an object is due", "42"),
    { ...other("nothing", "an object without members", "{}"), essential: true },
    { ...other("deep-lists", `${deep} lists in each other`, "[".repeat(deep) + "]".repeat(deep)), essential: true },
    odd(
      "deep-unknown",
      `${deep} lists in each other, in a member that nobody knows`,
      `{${inner},"zz":${"[".repeat(deep)}${"]".repeat(deep)}}`,
    ),
    odd("twice", "a member that is there twice", `{${first}null,${inner}}`),
    odd("proto", "a member `__proto__`", `{${inner},"__proto__":{"admin":true}}`),
    odd("constructor", "a member `constructor`", `{${inner},"constructor":{"prototype":{"admin":true}}}`),
    odd("unknown", "a member that nobody knows", `{${inner},"noSuchMember":"x"}`),
    odd("empty-name", "a member with an empty name", `{${inner},"":1}`),
    odd(
      "many",
      "a thousand members that nobody knows",
      `{${inner},${Array.from({ length: 1000 }, (_, i) => `"x${i}":${i}`).join(",")}}`,
    ),
    odd("byte-order-mark", "a byte order mark before the JSON", `\ufeff${valid}`),
    { ...typed("text-type", "JSON under the name of plain text", "text/plain", valid), essential: true },
    typed("form-type", "a form", "application/x-www-form-urlencoded", "a=1&b=2"),
    typed("xml-type", "XML", "application/xml", "<a>1</a>"),
    typed("multipart-type", "a multipart form without a boundary", "multipart/form-data", valid),
    { ...typed("no-type", "no content type", null, valid), refusedBy: "free" },
    { ...typed("nonsense-type", "a content type that is none", "nonsense", valid), refusedBy: "free" },
    {
      ...typed("odd-charset", "a charset that does not exist", "application/json; charset=no-such-charset", valid),
      refusedBy: "free",
    },
    { ...odd("not-gzip", "plain bytes under the name of gzip", valid), headers: { "content-encoding": "gzip" } },
  ];
}

/** 0xff and 0xfe stand in no UTF-8 text; 0xed 0xa0 0x80 would be a surrogate. */
function withBadBytes(valid: string, text: string | undefined): Uint8Array {
  const at = text === undefined ? 1 : valid.indexOf(JSON.stringify(text)) + 1;
  const bad = Buffer.from([0xff, 0xfe, 0xed, 0xa0, 0x80]);
  return Buffer.concat([Buffer.from(valid.slice(0, at)), bad, Buffer.from(valid.slice(at))]);
}
