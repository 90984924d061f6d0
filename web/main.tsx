/**
 * The web app begins here.
 */
import "./design/theme.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { takeKey } from "./api/client.ts";
import { queryClient } from "./api/query-client.ts";
import { router } from "./router.tsx";
import { applyTheme } from "./shell/theme.ts";

takeKey();
applyTheme();

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
