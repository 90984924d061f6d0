import { createHash } from "node:crypto";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Builds the report of `--reporter html` into one file, `dist/report/report.html`: it is opened from a disk, and asks nothing of anybody. */
export default defineConfig({
  root: "web",
  publicDir: false,
  plugins: [react(), tailwind(), oneFile()],
  build: {
    outDir: "../dist/report",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: { input: "web/report.html" },
  },
});

/**
 * Script and style go into the page itself. Its content security policy names that one script by its hash, so that no other
 * could run, whatever a judged program managed to say; and it allows no request.
 */
function oneFile(): Plugin {
  return {
    name: "one-file",
    enforce: "post",
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const page = files.find(({ fileName }) => fileName.endsWith(".html"));
      if (page?.type !== "asset") throw new Error("the report has no page");
      const script = files
        .flatMap((file) => (file.type === "chunk" ? [file.code] : []))
        .join("\n")
        .replaceAll("</script", "<\\/script");
      const style = files
        .flatMap((file) => (file.fileName.endsWith(".css") && file.type === "asset" ? [String(file.source)] : []))
        .join("\n");
      const hash = createHash("sha256").update(script).digest("base64");
      const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
      page.source = String(page.source)
        .replace(/\s*<script type="module"[^>]*><\/script>/, "")
        .replace(/\s*<link rel="stylesheet"[^>]*>/, "")
        .replace("<title>", () => `<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <title>`)
        .replace("</head>", () => `<style>${style}</style>\n  </head>`)
        .replace("</body>", () => `<script type="module">${script}</script>\n  </body>`);
      for (const { fileName } of files) if (fileName !== page.fileName) delete bundle[fileName];
    },
  };
}
