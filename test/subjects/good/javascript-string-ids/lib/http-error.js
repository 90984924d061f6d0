export class HttpError extends Error {
  constructor(statusCode, message, options) {
    super(message, options);
    this.name = "HttpError";
    this.statusCode = statusCode;
  }

  static badRequest(message) {
    return new HttpError(400, message);
  }

  static notFound() {
    return new HttpError(404, "Not found");
  }

  static unprocessable(message) {
    return new HttpError(422, message);
  }

  static unavailable(cause) {
    return new HttpError(503, "Service unavailable", { cause });
  }

  toProblem() {
    return { type: `https://example.com/problems/${this.statusCode}`, title: this.message, status: this.statusCode };
  }
}
