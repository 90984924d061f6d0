import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../base/errors.ts";
import { advertText, pastedText } from "./advert-text.ts";
import { plainText } from "./plain-text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("HTML", () => {
  it("becomes lines, items and cells, without what no reader sees", () => {
    const html = `<html><head><title>x</title><style>p{}</style></head><body><nav>Java jobs</nav><script>var a = "<p>PHP</p>"</script>
      <h2>You&rsquo;ll need</h2><ul><li>C# &amp; SQL<li>Python&nbsp;3</ul><table><tr><th>Pay</th><td>&pound;30k&ndash;&#163;36k</td></tr></table><!-- no java --></body></html>`;
    expect(pastedText(html)).toBe("## You'll need\n\n• C# & SQL\n• Python 3\n\nPay  £30k–£36k");
  });

  it("is read when it is escaped inside of HTML", () => {
    expect(pastedText("&lt;p&gt;Java &amp;amp; Kotlin&lt;/p&gt;&lt;ul&gt;&lt;li&gt;SQL&lt;/li&gt;&lt;/ul&gt;")).toBe(
      "Java & Kotlin\n\n• SQL",
    );
  });

  it("hides nothing behind a tag that never closes", () => {
    expect(pastedText("<div>Python</div><nav><p>SQL")).toContain("SQL");
  });

  it("is told from text with angle brackets", () => {
    expect(pastedText("C++ <templates>, a < b, must have >> Java")).toBe("C++ <templates>, a < b, must have >> Java");
  });
});

describe("text", () => {
  it("has one spelling of spaces, quotes and line ends", () => {
    expect(plainText("\uFEFFYou\u2019ll\u00A0use Post\u00ADgre\u200BSQL\r\n\r\n\r\n\r\nﬁne  ")).toBe(
      "You'll use PostgreSQL\n\nfine",
    );
  });

  it("does not change when it is made plain again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
    );
  });

  it("is read in the encodings that programs save", async () => {
    expect(await advertText(bytes("£30k" + " pay"))).toBe("£30k pay");
    expect(await advertText(Uint8Array.from([0xa3, 0x33, 0x30, 0x6b, 0x20, 0x70, 0x61, 0x79]))).toBe("£30k pay");
    expect(await advertText(Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x62, 0]))).toBe("ab");
  });

  it("is refused when there is none, or far too much", async () => {
    await expect(advertText(bytes("  \n 42"))).rejects.toThrow(UserError);
    expect(() => pastedText("word ".repeat(100_000))).toThrow(/too long/);
  });
});

describe("a PDF", () => {
  it("is known by its first bytes and read line by line", async () => {
    expect(await advertText(pdf(["Junior Backend Developer", "Python and PostgreSQL"]))).toBe(
      "Junior Backend Developer\nPython and PostgreSQL",
    );
  });

  it("that is broken or has no text says what to do", async () => {
    await expect(advertText(bytes("%PDF-1.4 nothing"))).rejects.toMatchObject({ code: "pdf-unreadable" });
    await expect(advertText(pdf([]))).rejects.toMatchObject({ code: "pdf-without-text" });
  });
});

/** The smallest PDF: one page, one font, one line of text below the other. */
function pdf(lines: string[]): Uint8Array {
  const text = lines.map((line, i) => `BT /F1 12 Tf 72 ${720 - 20 * i} Td (${line}) Tj ET`).join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, i) => {
    const place = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const start = file.length;
  file += `xref\n0 6\n0000000000 65535 f \n${table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return bytes(file);
}
