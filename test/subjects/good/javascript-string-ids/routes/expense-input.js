import { HttpError } from "../lib/http-error.js";

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class ExpenseInput {
  static complete(body) {
    const input = ExpenseInput.partial(body);
    for (const name of ["amount", "currency", "description", "spentOn"]) {
      if (input[name] === undefined) throw HttpError.unprocessable(`${name} is required`);
    }
    return input;
  }

  static partial(body) {
    if (!body || typeof body !== "object" || Array.isArray(body)) throw HttpError.unprocessable("Expected an object");
    const own = (name) => (Object.hasOwn(body, name) ? body[name] : undefined);
    const input = {
      amount: ExpenseInput.#amount(own("amount")),
      currency: ExpenseInput.#currency(own("currency")),
      description: ExpenseInput.#description(own("description")),
      spentOn: ExpenseInput.#spentOn(own("spentOn")),
    };
    if (Object.values(input).every((value) => value === undefined)) throw HttpError.unprocessable("Nothing to change");
    return input;
  }

  static #amount(value) {
    if (value === undefined) return undefined;
    if (!Number.isSafeInteger(value) || value < 1 || value > 1_000_000_000) {
      throw HttpError.unprocessable("amount must be an integer between 1 and 1000000000");
    }
    return value;
  }

  static #currency(value) {
    if (value === undefined) return undefined;
    if (typeof value !== "string" || !/^[A-Z]{3}$/.test(value)) throw HttpError.unprocessable("currency is not valid");
    return value;
  }

  static #description(value) {
    if (value === undefined) return undefined;
    if (typeof value !== "string" || value === "" || value.includes("\u0000") || !value.isWellFormed()) {
      throw HttpError.unprocessable("description is not valid");
    }
    let length = 0;
    for (const _ of value) length++;
    if (length > 200) throw HttpError.unprocessable("description is too long");
    return value;
  }

  static #spentOn(value) {
    if (value === undefined) return undefined;
    if (typeof value !== "string" || !DATE.test(value) || value.startsWith("0000")) {
      throw HttpError.unprocessable("spentOn is not a date");
    }
    const date = new Date(`${value}T12:00:00Z`);
    if (date.getUTCDate() !== Number(value.slice(8))) throw HttpError.unprocessable("spentOn is not a date");
    return value;
  }
}
