import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort, releasePort } from "./free-port.ts";

test("a port is not handed out twice, nor one that somebody listens on", async () => {
  const ports = await Promise.all(Array.from({ length: 200 }, () => freePort()));
  expect(new Set(ports).size).toBe(200);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(ports[0], () => resolve()));
  for (const port of ports) releasePort(port);
  expect(await Promise.all(Array.from({ length: 200 }, () => freePort()))).not.toContain(ports[0]);
  await new Promise((resolve) => server.close(resolve));
});

test("ports lie where the system gives none to outgoing connections", async () => {
  const port = await freePort();
  expect(port).toBeLessThan(32_768);
  releasePort(port);
});
