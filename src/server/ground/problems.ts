/**
 * From whatever was thrown to a problem document (RFC 9457). What is our own bug is logged whole and told in one line.
 */
import { STATUS_CODES } from "node:http";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { UserError } from "../../base/errors.ts";
import type { Problem } from "../../contract/api/problem.ts";

/** An answer that is no success, thrown by a route. */
export class HttpProblem extends Error {
  readonly problem: Problem;
  constructor(status: number, title: string, more: Omit<Partial<Problem>, "status" | "title"> = {}) {
    super(title);
    this.problem = { type: "about:blank", title, status, ...more };
  }
}

export const notFound = (what: string) => new HttpProblem(404, `There is no such ${what}`);

export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error(error);
    // A database that restarts is back within seconds.
    if (problem.status === 503) reply.header("retry-after", "2");
    sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request: FastifyRequest, reply) => {
    sendProblem(reply, { type: "about:blank", title: "There is nothing here", status: 404, detail: request.method });
  });
}

/**
 * What goes wrong before there is a route: an address that cannot be decoded, a request that is no HTTP.
 */
export const beforeRouting: FastifyServerOptions = {
  frameworkErrors: (error, _, reply) => sendProblem(reply as FastifyReply, problemOf(error as FastifyError)),
  clientErrorHandler: (error, socket) => {
    // Of a connection that is gone there is nobody to tell.
    if (error.code === "ECONNRESET" || !socket.writable) return;
    const status = statusOfClientError[error.code] ?? 400;
    const title = STATUS_CODES[status] ?? "Bad Request";
    const body = JSON.stringify({ type: "about:blank", title, status } satisfies Problem);
    socket.end(
      `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/problem+json; charset=utf-8\r\n` +
        `content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    );
  },
};

const statusOfClientError: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  reply
    .code(problem.status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof HttpProblem) return error.problem;
  if (error instanceof UserError) {
    return { type: `urn:seaworthy:${error.code}`, title: error.message, status: 422, fix: error.fix };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message }) => ({
      path: `${error.validationContext ?? ""}${instancePath}`,
      message: message ?? "is not as it should be",
    }));
    return { type: "about:blank", title: "The request is not as it should be", status: 400, errors };
  }
  const status = error.statusCode ?? 500;
  if (error.code === "53100") {
    const fix = "make room; what was kept before is kept";
    return { type: "urn:seaworthy:disk-full", title: "The disk is full, so nothing was kept", status: 503, fix };
  }
  // pg and the socket layer: the database is away, not the program wrong.
  if (isDatabaseAway(error)) return { type: "about:blank", title: "The database cannot be reached", status: 503 };
  // Class 22, data exception: what the schema let through and PostgreSQL cannot hold, say a year before its first.
  if (/^22[0-9A-Z]{3}$/.test(error.code ?? "") && "severity" in error)
    return { type: "about:blank", title: "A value is out of range", status: 400 };
  // Class 22: a value of the right form that the database does not have, such as a day in the year 0.
  if (/^22[0-9A-Z]{3}$/.test(error.code ?? ""))
    return { type: "about:blank", title: "The request is not as it should be", status: 400 };
  if (status < 500) return { type: "about:blank", title: error.message, status };
  return { type: "about:blank", title: "Something went wrong on our side", status: 500 };
}

/**
 * By class or code of SQLSTATE: 08 connection exception, 53 insufficient resources (disk full, too many connections),
 * 58 system error, 57P01–57P03 shut down, crashed, starting, 57014 our own limit of time, 25006 a standby, which only reads,
 * 40001, 40P01 and 55P03 serialisation, deadlock and lock. All pass, and the same request may then succeed.
 */
const passing = /^(08...|53...|58...|57P0[123]|57014|25006|40001|40P01|55P03)$/;

function isDatabaseAway(error: { code?: string; message: string }): boolean {
  const { code = "", message } = error;
  if (passing.test(code)) return true;
  if (/^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/.test(code))
    return true;
  return /timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated|Client has encountered a connection error|Client was closed/.test(
    message,
  );
}
