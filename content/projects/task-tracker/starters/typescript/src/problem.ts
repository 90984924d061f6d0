/** An answer that is not a success, in the form that RFC 9457 describes. Throw it anywhere; the server sends it. */
import { STATUS_CODES } from "node:http";

export class Problem extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }

  toJSON() {
    return { title: STATUS_CODES[this.status], status: this.status, detail: this.message };
  }
}
