import { createServer } from "node:http";

const chunk = Buffer.alloc(64 * 1024, "[");

createServer((request, response) => {
  if (request.url === "/healthz") return response.end("ok");
  response.writeHead(200, { "content-type": "application/json" });
  const more = () => {
    while (response.write(chunk));
    response.once("drain", more);
  };
  more();
}).listen(Number(process.env.PORT));
