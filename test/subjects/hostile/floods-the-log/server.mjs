import { createServer } from "node:http";

createServer((_request, response) => response.end("ok")).listen(Number(process.env.PORT));

const lines = '{"level":"debug","message":"still here"}\n'.repeat(2_000);
const print = (stream) => stream.write(lines, () => setImmediate(print, stream));
print(process.stdout);
print(process.stderr);
