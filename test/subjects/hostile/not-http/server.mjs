import { createServer } from "node:net";

createServer((socket) => {
  socket.on("error", () => {});
  socket.write("220 mail.example ESMTP ready\r\n");
}).listen(Number(process.env.PORT));
