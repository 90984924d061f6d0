/**
 * The web app begins here.
 */
import "./design/theme.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { takeKey } from "./api/client.ts";
import { keepTrue, queryClient } from "./api/query-client.ts";
import { router } from "./router.tsx";
import { keepCopy } from "./shell/keep-copy.ts";
import { applyTheme } from "./shell/theme.ts";

takeKey();
applyTheme();
keepTrue();
keepCopy();

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
