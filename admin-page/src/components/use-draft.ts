import { useCallback, useState } from "react";
import type * as z from "zod/mini";

/** What is being typed, kept over a reload or a sign-in for as long as the tab lives. */
export function useDraft<T>(key: string, schema: z.ZodMiniType<T>, initial: T) {
  const storageKey = `paysheet.draft.${key}`;
  const [draft, setDraft] = useState<T>(() => read(storageKey, schema) ?? initial);
  const change = useCallback(
    (next: T) => {
      sessionStorage.setItem(storageKey, JSON.stringify(next));
      setDraft(next);
    },
    [storageKey],
  );
  const forget = useCallback(() => sessionStorage.removeItem(storageKey), [storageKey]);
  return { draft, change, forget };
}

function read<T>(storageKey: string, schema: z.ZodMiniType<T>): T | undefined {
  const stored = sessionStorage.getItem(storageKey);
  if (stored === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(stored)).data;
  } catch {
    return undefined;
  }
}
