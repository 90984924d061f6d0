/** An answer that is not a success, as RFC 9457 wants it. */
import { STATUS_CODES } from "node:http";

export class Problem extends Error {
  readonly status: number;
  readonly headers: Record<string, string> = {};

  constructor(status: number, detail: string, headers?: Record<string, string>, cause?: unknown) {
    super(detail, { cause });
    this.status = status;
    if (headers) this.headers = headers;
  }

  toJSON() {
    return { type: "about:blank", title: STATUS_CODES[this.status], status: this.status, detail: this.message };
  }
}
