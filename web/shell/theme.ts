/**
 * Light or dark: as the system has it, unless it was chosen in the settings.
 */
export type Theme = "system" | "light" | "dark";
const name = "seaworthy-theme";
const systemDark = matchMedia("(prefers-color-scheme: dark)");

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(name);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(name, theme);
  applyTheme();
}

export function applyTheme(): void {
  const theme = chosenTheme();
  const isDark = theme === "dark" || (theme === "system" && systemDark.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

systemDark.addEventListener("change", applyTheme);
