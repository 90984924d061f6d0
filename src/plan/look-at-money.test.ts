import { beforeAll, expect, test } from "vitest";
import type { Catalog, Occupation, Target } from "../catalog/catalog.ts";
import { payFileSchema } from "../catalog/kinds/pay.ts";
import { contentFolder } from "../catalog/read-project.ts";
import { readYamlFile } from "../catalog/yaml-file.ts";
import { moneySchema } from "../contract/person.ts";
import { lookAtMoney } from "./look-at-money.ts";
import { sampleAdverts } from "./sample-catalog.ts";

type PayFile = Catalog["pay"] extends ReadonlyMap<string, infer File> ? File : never;
let uk: PayFile;

beforeAll(async () => {
  const yaml = await readYamlFile(`${contentFolder}/pay/uk.yaml`);
  if (Array.isArray(yaml)) throw new Error("content/pay/uk.yaml cannot be read");
  uk = payFileSchema.parse(yaml.value);
});

const target = { id: "backend-developer", title: "Backend developer", pay: "backend-developer" } as Target;
const occupation = (id: string, title: string) => ({ id, title }) as Occupation;
const look = (changes: Partial<Parameters<typeof lookAtMoney>[0]> = {}) =>
  lookAtMoney({
    payFile: uk,
    occupation: occupation("frontend-developer", "Frontend developer"),
    target,
    money: moneySchema.parse({}),
    job: "employed",
    adverts: undefined,
    weeksUntilReady: 52,
    ...changes,
  });

test("the dip of a frontend developer is 37%, from the middle of one band to the middle of the other", () => {
  const planned = look().bands.find((band) => band.planned);
  expect(look().present).toEqual({ pay: 51000, from: "band", source: "s1-frontend-to-backend-uk" });
  expect(planned?.change).toEqual({ aYear: -19000, aMonth: -1583, share: -0.373 });
});

test("both entry bands are shown, and the lower one is planned on", () => {
  expect(look().bands.map(({ source, pay, planned }) => ({ source, pay, planned }))).toEqual([
    { source: "s1-frontend-to-backend-uk", pay: 32000, planned: true },
    { source: "s2-backend-roadmap-2026", pay: 45000, planned: false },
  ]);
});

test("a data engineer is told plainly that the figures show no gain", () => {
  const outlook = look({ occupation: occupation("data-engineer", "Data engineer") });
  expect(outlook.bands[0]?.change?.share).toBe(-0.488);
  expect(outlook.bands.flatMap(({ paths }) => paths.map(({ payBackMonths }) => payBackMonths))).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(outlook.notes.join(" ")).toContain("They show no gain in pay, neither soon nor later.");
  expect(look().notes.join(" ")).not.toContain("They show no gain");
});

test("pay comes back before the sum does", () => {
  const [fast, slow] = look().bands[0]?.paths ?? [];
  expect(fast?.payBackMonths).toBe(22);
  expect(slow?.payBackMonths).toBe(43);
  expect(fast?.breakEvenMonths).toBeNull();
  expect(slow?.after18).toBeLessThan(fast?.after18 as number);
  expect(slow?.payByMonth).toHaveLength(49);
});

test("who earns less than the entry band gains from the first month", () => {
  const outlook = look({ money: moneySchema.parse({ presentPay: 25000 }) });
  expect(outlook.bands[0]?.paths[1]).toMatchObject({ payBackMonths: 0, breakEvenMonths: 0 });
  expect(outlook.notes.join(" ")).not.toContain("less than by staying");
});

test("savings carry the difference for so many months, and what is missing has to be saved first", () => {
  const money = { presentPay: 51000, monthlyCosts: 2500, netShare: 0.78 };
  const runway = (savings: number) => look({ money: moneySchema.parse({ ...money, savings }) }).runway;
  // 2,500 less 78% of 32,000 a year; a little less each month, nothing from the fifteenth on: 3,243 in all.
  expect(runway(2000)).toEqual({ shortfallAMonth: 420, months: 5, saveFirst: 1243 });
  expect(runway(6000)).toEqual({ shortfallAMonth: 420, months: null, saveFirst: 0 });
  expect(look().runway).toBeUndefined();
});

test("who has left the job sees whether savings last until ready", () => {
  const money = moneySchema.parse({ savings: 12000, monthlyCosts: 1500 });
  expect(look({ money, job: "left" }).withoutPay).toEqual({ months: 8, needed: 12, enough: false });
  expect(look({ money, job: "employed" }).withoutPay).toBeUndefined();
});

test("five adverts with a figure make a band of their own", () => {
  const adverts = {
    ...sampleAdverts({}),
    pay: [{ currency: "GBP", adverts: 6, low: 30000, high: 36000, lowest: 25000, highest: 50000 }],
  };
  expect(look({ adverts }).bands.at(-1)).toMatchObject({ source: "your-adverts", pay: 33000, planned: false });
  const few = { ...adverts, pay: adverts.pay.map((pay) => ({ ...pay, adverts: 4 })) };
  expect(look({ adverts: few }).bands).toHaveLength(2);
});

test("without a present pay only the new one is shown, and it is said", () => {
  const outlook = look({ occupation: undefined });
  expect(outlook.present).toBeUndefined();
  expect(outlook.bands[0]?.change).toBeUndefined();
  expect(outlook.notes.join(" ")).toContain("Without your present pay");
});
