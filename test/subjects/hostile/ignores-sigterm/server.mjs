import { createServer } from "node:http";

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => {});

createServer((_request, response) => response.end("ok")).listen(Number(process.env.PORT));
