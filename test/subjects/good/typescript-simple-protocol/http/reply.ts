export interface Reply {
  status: number;
  body?: object;
  headers?: Record<string, string>;
}

/** Thrown anywhere on the way to end a request early. */
export class Stop extends Error {
  readonly status: number;
  readonly more: object;
  readonly reason: unknown;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    title: string,
    { more = {}, reason, headers = {} }: { more?: object; reason?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(title);
    this.status = status;
    this.more = more;
    this.reason = reason;
    this.headers = headers;
  }
}
