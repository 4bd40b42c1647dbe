import { type PageConfig, pageConfigSchema } from "./page-config.ts";

/** @throws {Error} when the configuration is missing or wrong */
export async function loadConfig(): Promise<PageConfig> {
  const response = await fetch("/config.json", { cache: "no-cache" });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}.`);
  return pageConfigSchema.parse(await response.json());
}
