/** An answer that is not a success, in the form that RFC 9457 describes. */
import { STATUS_CODES } from "node:http";

export class Problem extends Error {
  constructor(status, detail, cause) {
    super(detail, { cause });
    this.status = status;
  }

  toJSON() {
    return { title: STATUS_CODES[this.status], status: this.status, detail: this.message };
  }
}
