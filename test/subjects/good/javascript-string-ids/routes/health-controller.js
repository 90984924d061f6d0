export class HealthController {
  #database;

  constructor(database) {
    this.#database = database;
  }

  routes() {
    return { "/healthz": { GET: () => this.#check() } };
  }

  async #check() {
    await this.#database.transaction((client) => client.query("select 1"));
    return { status: 200, body: { status: "UP" } };
  }
}
