import { Stop } from "../http/reply.ts";

type Column = "amount_minor" | "currency_code" | "description" | "spent_on";
export type Values = Partial<Record<Column, string | number>>;

interface Member {
  name: string;
  column: Column;
  wants: string;
  accepts(value: unknown): boolean;
}

const memberList: Member[] = [
  {
    name: "amount",
    column: "amount_minor",
    wants: "an integer from 1 to 1000000000",
    accepts: (value) => typeof value === "number" && value % 1 === 0 && value >= 1 && value <= 1_000_000_000,
  },
  {
    name: "currency",
    column: "currency_code",
    wants: "three letters from A to Z",
    accepts: (value) => typeof value === "string" && value.length === 3 && /^[A-Z]+$/.test(value),
  },
  {
    name: "description",
    column: "description",
    wants: "text of 1 to 200 characters",
    accepts: (value) => typeof value === "string" && isText(value) && within(Array.from(value).length, 1, 200),
  },
  {
    name: "spentOn",
    column: "spent_on",
    wants: "a date, YYYY-MM-DD",
    accepts: (value) => typeof value === "string" && isDate(value),
  },
];

export function readInput(body: unknown, { all }: { all: boolean }): Values {
  if (body === null || typeof body !== "object" || Array.isArray(body)) {
    throw new Stop(422, "Unprocessable Content", { more: { invalid: ["body"] } });
  }
  const given = new Map(Object.entries(body));
  const invalid = memberList.filter(({ name, accepts }) => (given.has(name) ? !accepts(given.get(name)) : all));
  if (invalid.length > 0) {
    const errors = invalid.map(({ name, wants }) => ({ member: name, wants }));
    throw new Stop(422, "Unprocessable Content", { more: { errors } });
  }
  const values: Values = {};
  for (const { name, column } of memberList) {
    if (given.has(name)) values[column] = given.get(name) as string | number;
  }
  if (Object.keys(values).length === 0) throw new Stop(422, "Unprocessable Content", { more: { invalid: ["body"] } });
  return values;
}

function isText(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const [year, month, day] = value.split("-").map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return within(month, 1, 12) && within(day, 1, days[month - 1] ?? 0);
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
