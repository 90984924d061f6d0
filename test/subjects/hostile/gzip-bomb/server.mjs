import { createServer } from "node:http";
import { constants, createGzip } from "node:zlib";

const zeros = Buffer.alloc(1024 * 1024);

createServer((request, response) => {
  if (request.url === "/healthz") return response.end("ok");
  response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  response.on("close", () => gzip.destroy());
  gzip.pipe(response);
  let left = 10_000;
  const more = () => {
    if (left-- <= 0) return gzip.end();
    gzip.write(zeros, more);
  };
  more();
}).listen(Number(process.env.PORT));
