/** Something that one person alone sees in the channel, until this process ends. */
export interface PrivateNote {
  readonly userId: string;
  /** The message beneath which it stands. */
  readonly messageTs: string;
  readonly atMs: number;
  readonly content:
    | { readonly kind: "message"; readonly text: string }
    /** The app did not answer a click as it must. */
    | { readonly kind: "failure"; readonly error: string };
}

export interface PrivateNotes {
  of(userId: string): readonly PrivateNote[];
  add(note: PrivateNote): void;
  /** Failures are forgotten when the person tries again. */
  clearFailures(userId: string, messageTs: string): void;
  /** Called after each change. */
  onChange(listener: () => void): () => void;
}

export function createPrivateNotes(): PrivateNotes {
  let notes: readonly PrivateNote[] = [];
  const listeners = new Set<() => void>();
  const replace = (next: readonly PrivateNote[]) => {
    notes = next;
    for (const listener of listeners) listener();
  };
  return {
    of: (userId) => notes.filter((note) => note.userId === userId),
    add: (note) => replace([...notes, note]),
    clearFailures(userId, messageTs) {
      const isOld = (note: PrivateNote) =>
        note.content.kind === "failure" && note.userId === userId && note.messageTs === messageTs;
      if (notes.some(isOld)) replace(notes.filter((note) => !isOld(note)));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
