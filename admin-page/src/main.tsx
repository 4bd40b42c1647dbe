import "pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css";
import "./app.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { type PageConfig, pageConfigSchema } from "./page-config.ts";
import { answerRenewal } from "./sign-in/provider.ts";
import { readersLanguage, TEXTS } from "./texts/language.ts";

async function start(): Promise<void> {
  const config = await loadConfig();
  // In the hidden frame of a renewal there is nothing to show, only an answer to hand over.
  if (window.parent !== window) {
    await answerRenewal(config);
    return;
  }
  const root = document.getElementById("root");
  if (root === null) throw new Error("The page has no root element.");
  createRoot(root).render(
    <StrictMode>
      <App config={config} />
    </StrictMode>,
  );
}

start().catch((error: unknown) => {
  console.error(error);
  document.body.textContent = TEXTS[readersLanguage("ko")].failures.start;
});

/** @throws {Error} when the configuration is missing or wrong */
async function loadConfig(): Promise<PageConfig> {
  const response = await fetch("/config.json", { cache: "no-cache" });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}.`);
  return pageConfigSchema.parse(await response.json());
}
