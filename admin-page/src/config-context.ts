import { createContext, useContext } from "react";
import type { PageConfig } from "./page-config.ts";

export const ConfigContext = createContext<PageConfig | undefined>(undefined);

export function useConfig(): PageConfig {
  const config = useContext(ConfigContext);
  if (config === undefined) throw new Error("There is no configuration above this component.");
  return config;
}
