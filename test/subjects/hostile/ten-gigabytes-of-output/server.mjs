import { createServer } from "node:http";

let leftBytes = 10e9;

createServer((_request, response) => {
  response.end(JSON.stringify({ leftBytes }));
}).listen(Number(process.env.PORT));

const chunk = Buffer.alloc(1024 * 1024, "x");
const print = () => {
  if (leftBytes <= 0) return;
  leftBytes -= chunk.length;
  process.stdout.write(chunk, () => setImmediate(print));
};
setTimeout(print, 100);
