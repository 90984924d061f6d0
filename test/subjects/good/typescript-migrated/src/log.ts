/** One JSON object a line on stdout. Never a body, a header or a setting: secrets live there. */
type Fields = Record<string, string | number | boolean | null | undefined>;

export const log = {
  info: (message: string, fields: Fields = {}) => write("info", message, fields),
  error: (message: string, error: unknown, fields: Fields = {}) => {
    const known = error instanceof Error ? error : new Error(String(error));
    write("error", message, { ...fields, error: known.message, code: codeOf(known), stack: known.stack });
  },
};

function write(level: string, message: string, fields: Fields): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
}

function codeOf(error: Error): string | undefined {
  return "code" in error ? String(error.code) : undefined;
}
