/** One line of JSON for everything worth knowing. */
export function log(level, message, details) {
  console.log(JSON.stringify({ time: new Date().toISOString(), level, message, ...details }));
}
