import { useMemo, useSyncExternalStore } from "react";
import type { Looks } from "./theme.ts";

const darkQuery = matchMedia("(prefers-color-scheme: dark)");
const stillQuery = matchMedia("(prefers-reduced-motion: reduce)");

function useMedia(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}

/** What the reader's system prefers, as it changes. */
export function useLooks(): Looks {
  const dark = useMedia(darkQuery);
  const still = useMedia(stillQuery);
  return useMemo(() => ({ dark, still }), [dark, still]);
}
