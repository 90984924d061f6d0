import { HttpError } from "../lib/http-error.js";
import { ExpenseInput } from "./expense-input.js";

const ID = /^exp_[0-9a-hjkmnp-tv-z]{26}$/;

export class ExpenseController {
  #repository;

  constructor(repository) {
    this.#repository = repository;
  }

  routes() {
    return {
      "/expenses": {
        GET: (request) => this.#list(request),
        POST: (request) => this.#create(request),
      },
      "/expenses/:id": {
        GET: (request) => this.#read(request),
        PATCH: (request) => this.#update(request),
        DELETE: (request) => this.#remove(request),
      },
    };
  }

  async #create({ body }) {
    const input = ExpenseInput.complete(await body());
    const expense = await this.#repository.insert(input);
    return { status: 201, headers: { Location: `expenses/${expense.id}` }, body: expense };
  }

  async #list({ query }) {
    const page = await this.#repository.page(limitOf(query.get("limit")), cursorOf(query.get("cursor")));
    return {
      status: 200,
      body: { items: page.items, nextCursor: page.next === null ? null : encodeCursor(page.next) },
    };
  }

  async #read({ parameters }) {
    return { status: 200, body: await this.#repository.find(idOf(parameters)) };
  }

  async #update({ parameters, body }) {
    const id = idOf(parameters);
    const input = ExpenseInput.partial(await body());
    return { status: 200, body: await this.#repository.change(id, input) };
  }

  async #remove({ parameters }) {
    await this.#repository.remove(idOf(parameters));
    return { status: 204 };
  }
}

function idOf({ id }) {
  if (!ID.test(id)) throw HttpError.notFound();
  return id;
}

/** More than a hundred is understood as a hundred. */
function limitOf(text) {
  if (text === null) return 20;
  if (!/^\d+$/.test(text) || Number(text) === 0) throw HttpError.badRequest("limit must be a positive integer");
  return Math.min(Number(text), 100);
}

function encodeCursor(position) {
  return Buffer.from(`p:${position}`).toString("base64");
}

function cursorOf(text) {
  if (text === null) return null;
  const match = /^p:(\d{1,18})$/.exec(Buffer.from(text, "base64").toString("latin1"));
  if (!match) throw HttpError.badRequest("Invalid cursor");
  return match[1];
}
