/** Lines as pino writes them. */
export function logLine(level: 30 | 40 | 50 | 60, msg: string, fields: object = {}): void {
  process.stdout.write(`${JSON.stringify({ level, time: Date.now(), pid: process.pid, ...fields, msg })}\n`);
}
