import { createServer } from "node:net";

createServer((socket) => socket.on("error", () => {})).listen(Number(process.env.PORT));
