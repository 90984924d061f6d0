/**
 * A line to a server that can be cut and mended: connections end at once and no new one is taken, as when it was killed.
 */
import { connect, createServer, type Socket } from "node:net";

export interface Line {
  url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openLine(to: URL): Promise<Line> {
  const sockets = new Set<Socket>();
  const relay = createServer((socket) => {
    const onward = connect(Number(to.port), to.hostname);
    for (const one of [socket, onward]) {
      sockets.add(one);
      // Either end may go at any moment; the other goes with it.
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        socket.destroy();
        onward.destroy();
      });
    }
    socket.pipe(onward).pipe(socket);
  });
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      relay.once("error", reject);
      relay.listen(port, "127.0.0.1", () => resolve((relay.address() as { port: number }).port));
    });
  const cut = () =>
    new Promise<void>((resolve) => {
      relay.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    mend: async () => void (await listen(port)),
    close: () => (relay.listening ? cut() : Promise.resolve()),
  };
}
