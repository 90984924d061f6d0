/**
 * Keeps the app usable while its server is away: the app's files from when it was built, and of every page the last answer.
 *
 * The server is always asked first, so nothing old is shown while it runs. Only GET is ever kept, never a change, never a
 * stream, never an archive. What is kept says when it was answered, and the page shows that.
 */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Waiting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  addEventListener(kind: "install" | "activate", listener: (event: Waiting) => void): void;
  addEventListener(kind: "fetch", listener: (event: Asked) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
}
const worker = self as unknown as Worker;

/** Written in by the build: the app's files, and a name that changes with them. */
declare const builtFiles: readonly string[];
declare const builtName: string;

const filesName = `seaworthy-files-${builtName}`;
const answersName = "seaworthy-answers";
/** Answers kept: the pages of a long afternoon. */
const mostAnswers = 150;
/** Above this it is a recording or an archive, not a page. */
const largestAnswerBytes = 2 * 1024 * 1024;

worker.addEventListener("install", (event) => {
  const keep = async () => {
    const files = await caches.open(filesName);
    await files.addAll(builtFiles.map((file) => new Request(file, { cache: "reload" })));
    await worker.skipWaiting();
  };
  event.waitUntil(keep());
});

worker.addEventListener("activate", (event) => {
  const clear = async () => {
    for (const name of await caches.keys())
      if (name.startsWith("seaworthy-files-") && name !== filesName) await caches.delete(name);
    await worker.clients.claim();
  };
  event.waitUntil(clear());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/assets/") || pathname === "/icon.svg") event.respondWith(file(request));
  else if (pathname.startsWith("/api/") && isKept(request, pathname)) event.respondWith(answer(event));
});

const isKept = ({ headers }: Request, pathname: string) =>
  !/event-stream/.test(headers.get("accept") ?? "") && !/\/(events|archive)$/.test(pathname);

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match("/", { cacheName: filesName });
    if (!kept) throw error;
    return kept;
  }
}

/** Their names hold a hash of what is in them. */
async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: filesName })) ?? fetch(request);
}

async function answer(event: Asked): Promise<Response> {
  const { request } = event;
  try {
    const response = await fetch(request);
    if (response.ok) event.waitUntil(keepAnswer(request, response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.match(request, { cacheName: answersName });
    if (!kept || request.signal.aborted) throw error;
    return kept;
  }
}

async function keepAnswer(request: Request, response: Response): Promise<void> {
  const body = await response.blob();
  if (body.size > largestAnswerBytes) return;
  const headers = new Headers({
    "content-type": response.headers.get("content-type") ?? "application/json",
    "seaworthy-kept-at": new Date().toISOString(),
  });
  const etag = response.headers.get("etag");
  if (etag !== null) headers.set("etag", etag);
  const answers = await caches.open(answersName);
  // Deleted first, so that the order is that of the last asking.
  await answers.delete(request);
  await answers.put(request, new Response(body, { headers }));
  const requests = await answers.keys();
  for (const old of requests.slice(0, Math.max(requests.length - mostAnswers, 0))) await answers.delete(old);
}
