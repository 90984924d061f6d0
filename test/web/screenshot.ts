/**
 * A picture of a page, to be looked at: `node test/web/screenshot.ts /plan plan.png [--width 360] [--dark] [--first] [--viewport]`.
 *
 * The app is filled by test/web/fill.ts unless `--first` asks for an empty one. The whole page, unless `--viewport`.
 */
import { parseArgs } from "node:util";
import { fill } from "./fill.ts";
import { openApp } from "./open-app.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: "string", default: "1440" },
    dark: { type: "boolean", default: false },
    first: { type: "boolean", default: false },
    viewport: { type: "boolean", default: false },
  },
});
const [path = "/", file = "page.png"] = positionals;
const app = await openApp();
try {
  if (!values.first) await fill(app.server);
  const { page, faults } = await app.open(path, { width: Number(values.width), dark: values.dark });
  await page.screenshot({ path: file, fullPage: !values.viewport });
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  const said = [...faults, ...(overflow > 0 ? [`the page is ${overflow} px wider than the window`] : [])];
  process.stdout.write(`${file}${said.map((fault) => `\nfault: ${fault}`).join("")}\n`);
} finally {
  await app.close();
}
