/** Starts the program: reads its settings and listens. */
import { createServer } from "./server.ts";

const port = Number(process.env.PORT ?? 3000);

createServer().listen(port, () => {
  console.log(JSON.stringify({ message: "listening", port }));
});
