import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Builds `web/` into `dist/web`, which the server serves. In development: `vite`, beside `npm start`. */
export default defineConfig({
  root: "web",
  plugins: [react(), tailwind(), serviceWorkerFiles(), compressed()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    // Browsers of the last two years; nothing is translated for older ones.
    target: "es2023",
    // The content security policy allows no inline script, and this one would be.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "web/index.html", sw: "web/service-worker.ts" },
      // A worker's scope is its own folder, so it lies at the top, under a name that stays.
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:4747", "/healthz": "http://127.0.0.1:4747" } },
});

/** Tells web/service-worker.ts which files there are to keep. */
function serviceWorkerFiles(): Plugin {
  return {
    name: "service-worker-files",
    generateBundle(_, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") return;
      const files = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
      const kept = ["/", "/icon.svg", ...files.map((name) => `/${name}`).sort()];
      const name = createHash("sha256").update(kept.join("\n")).digest("hex").slice(0, 12);
      worker.code = `const builtFiles = ${JSON.stringify(kept)}, builtName = ${JSON.stringify(name)};\n${worker.code}`;
    },
  };
}

/** Beside each file of text a smaller one for browsers that take it, made once instead of at each answer. */
function compressed(): Plugin {
  return {
    name: "compressed",
    async writeBundle({ dir = "" }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(js|css|html|svg)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const bytes = await readFile(join(dir, name));
          // Smaller than a packet there is nothing to win.
          if (bytes.length < 1_000) return;
          await writeFile(join(dir, `${name}.br`), await promisify(brotliCompress)(bytes));
          await writeFile(join(dir, `${name}.gz`), await promisify(gzip)(bytes));
        }),
      );
    },
  };
}
