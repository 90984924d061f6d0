// What the client did wrong, on its way to an answer.
export class Refused extends Error {
  constructor(status, title, headers = {}) {
    super(title);
    Object.assign(this, { status, headers });
  }
}

export const notThere = () => new Refused(404, "There is no such thing");
