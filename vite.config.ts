import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Builds `web/` into `dist/web`, which the server serves. In development: `vite`, beside `npm start`. */
export default defineConfig({
  root: "web",
  plugins: [react(), tailwind()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    // Browsers of the last two years; nothing is translated for older ones.
    target: "es2023",
    // The content security policy allows no inline script, and this one would be.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/api": "http://127.0.0.1:4747" } },
});
