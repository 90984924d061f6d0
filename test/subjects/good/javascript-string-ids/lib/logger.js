export class Logger {
  #service;

  constructor(service) {
    this.#service = service;
  }

  info(message, fields) {
    this.#write("INFO", message, fields);
  }

  error(message, error, fields) {
    this.#write("ERROR", message, {
      ...fields,
      exception: { type: error.name, message: error.message, stack: error.stack },
    });
  }

  fatal(message) {
    this.#write("FATAL", message);
  }

  #write(severity, message, fields = {}) {
    const line = { timestamp: new Date().toISOString(), severity, service: this.#service, message, ...fields };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}
