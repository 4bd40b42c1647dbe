/** What happened in a run: a hash that two runs of one seed share, and the lines when asked for. */
export interface Trace {
  add(nowMs: number, who: string, what: string, outcome: string): void;
  hash(): string;
  readonly lines: readonly string[];
}

export function createTrace(startMs: number, keepsLines: boolean): Trace {
  const lines: string[] = [];
  let hash = 0x811c9dc5;
  const mix = (text: string): void => {
    for (let at = 0; at < text.length; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    }
  };
  return {
    lines,
    add(nowMs, who, what, outcome) {
      hash = Math.imul(hash ^ (nowMs - startMs), 0x01000193);
      mix(who);
      mix(what);
      mix(outcome);
      if (!keepsLines) return;
      lines.push(`${timeOf(nowMs - startMs)}  ${who.padEnd(22)} ${what.padEnd(34)} ${outcome}`);
    },
    hash: () => (hash >>> 0).toString(16).padStart(8, "0"),
  };
}

/** `h:mm:ss.mmm` since the start. */
function timeOf(ms: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const seconds = `${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, "0")}`;
  return `${Math.floor(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${seconds}`;
}
