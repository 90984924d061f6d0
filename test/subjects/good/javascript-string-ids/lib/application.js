import { createServer, STATUS_CODES } from "node:http";
import { HttpError } from "./http-error.js";

const BODY_LIMIT = 1024 * 1024;

/** A very small framework: controllers register routes, routes return a reply, errors become problems. */
export class Application {
  #logger;
  #routes = [];
  #active = 0;
  #sequence = 0;
  #server;

  constructor(logger) {
    this.#logger = logger;
    this.#server = createServer((request, response) => this.#serve(request, response));
  }

  register(controller) {
    for (const [pattern, handlers] of Object.entries(controller.routes())) {
      const names = [];
      const source = pattern.replace(/:(\w+)/g, (_, name) => {
        names.push(name);
        return "([^/]+)";
      });
      this.#routes.push({ expression: new RegExp(`^${source}/?$`), names, handlers });
    }
    return this;
  }

  listen(port) {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, () => {
        this.#logger.info("listening", { port });
        resolve();
      });
    });
  }

  async close(limitMs) {
    const deadline = Date.now() + limitMs;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    while (this.#active > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request, response) {
    const startedAt = performance.now();
    const requestId = `${process.pid}-${++this.#sequence}`;
    this.#active++;
    response.on("close", () => {
      this.#active--;
      this.#logger.info("request completed", {
        requestId,
        httpRequest: {
          requestMethod: request.method,
          requestUrl: request.url.split("?")[0],
          status: response.statusCode,
          latency: `${((performance.now() - startedAt) / 1000).toFixed(6)}s`,
        },
      });
    });
    try {
      const reply = await this.#dispatch(request);
      this.#reply(response, reply, "application/json; charset=UTF-8");
    } catch (error) {
      const known = error instanceof HttpError ? error : new HttpError(500, "Internal server error", { cause: error });
      if (known.statusCode >= 500) this.#logger.error("request failed", known.cause ?? known, { requestId });
      const headers = known.allow ? { Allow: known.allow } : {};
      this.#reply(
        response,
        { status: known.statusCode, headers, body: known.toProblem() },
        "application/problem+json; charset=UTF-8",
      );
      request.resume();
    }
  }

  async #dispatch(request) {
    const [path, search] = request.url.split("?", 2);
    for (const route of this.#routes) {
      const match = route.expression.exec(path);
      if (!match) continue;
      const handler = route.handlers[request.method];
      if (!handler) {
        const error = new HttpError(405, STATUS_CODES[405]);
        error.allow = Object.keys(route.handlers).join(", ");
        throw error;
      }
      const parameters = Object.fromEntries(route.names.map((name, i) => [name, decode(match[i + 1])]));
      return await handler({ parameters, query: new URLSearchParams(search), body: () => readBody(request) });
    }
    throw HttpError.notFound();
  }

  #reply(response, { status, headers = {}, body }, contentType) {
    if (response.destroyed) return;
    if (!this.#server.listening) response.setHeader("Connection", "close");
    if (body === undefined) {
      response.writeHead(status, headers);
      response.end();
      return;
    }
    response.writeHead(status, { ...headers, "Content-Type": contentType });
    response.end(JSON.stringify(body));
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw HttpError.badRequest("Malformed path");
  }
}

function readBody(request) {
  const [type, ...parameters] = (request.headers["content-type"] ?? "").toLowerCase().split(";");
  if (type.trim() !== "application/json") throw new HttpError(415, "Unsupported media type");
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("charset="));
  if (charset && !/^charset="?utf-?8"?$/.test(charset)) throw new HttpError(415, "Unsupported charset");
  return new Promise((resolve, reject) => {
    const parts = [];
    let length = 0;
    request.on("data", (part) => {
      length += part.length;
      if (length <= BODY_LIMIT) parts.push(part);
      else reject(new HttpError(413, "Payload too large"));
    });
    request.on("error", () => reject(HttpError.badRequest("Incomplete body")));
    request.on("end", () => {
      try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
        resolve(JSON.parse(text));
      } catch {
        reject(HttpError.badRequest("Malformed JSON"));
      }
    });
  });
}
