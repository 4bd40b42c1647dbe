/** Remembers what a map holds, whose values never change; called, the result brings that back. */
export function snapshotOf<Key, Value>(map: Map<Key, Value>): () => void {
  const held = [...map];
  return () => {
    map.clear();
    for (const [key, value] of held) map.set(key, value);
  };
}
