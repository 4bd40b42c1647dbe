/**
 * A way around the XML parser for a part that is one record after the other (rows, shared texts)
 * and nearly all of them ordinary: the parser takes half of the time of reading a sheet.
 */
export interface Shortcut {
  /** The end tag of a record, e.g. `</row>`. */
  readonly ending: string;
  /** Records that the parser's handlers have seen end. */
  recordsEnded(): number;
  /**
   * Reads the record at `at`, blanks before it included, when it is ordinary in every character:
   * returns where it ends, at most `end`, having done what the handlers would have done. Returns
   * -1 for any other, having done nothing.
   */
  read(text: string, at: number, end: number): number;
}

/** More than an ordinary record takes; a longer one goes through the parser in pieces. */
const MAX_HELD_CHARACTERS = 65_536;

/**
 * Passes the text of a part to the parser, all but the records that the shortcut reads. The parser
 * is none the wiser: records are taken from it only as a whole, between two others, where it has no
 * state.
 */
export function createShortcutFeed(shortcut: Shortcut, parse: (text: string) => void) {
  const { ending } = shortcut;
  let held = "";
  /** Whether the parser is right after a record's end. */
  let between = false;

  /**
   * Has the parser read up to the next end of a record. Characters that look like one may stand in
   * a comment or in CDATA: only when the last of them, alone, ends a record was it one.
   */
  const parseRecord = (text: string, at: number): number => {
    const stop = text.indexOf(ending, at) + ending.length;
    parse(text.slice(at, stop - 1));
    const ended = shortcut.recordsEnded();
    parse(text.slice(stop - 1, stop));
    between = shortcut.recordsEnded() === ended + 1;
    return stop;
  };

  /** Passes on or reads all records that ended; returns where the first that did not begins. */
  const passRecords = (text: string): number => {
    const last = text.lastIndexOf(ending);
    const end = last === -1 ? 0 : last + ending.length;
    let at = 0;
    while (at < end) {
      const next = between ? shortcut.read(text, at, end) : -1;
      at = next === -1 ? parseRecord(text, at) : next;
      // One try a piece: a comment may hold millions of what looks like a record's end.
      if (!between) break;
    }
    return at;
  };

  const parseHeld = () => {
    parse(held);
    held = "";
    between = false;
  };

  return {
    feed(piece: string) {
      const text = held + piece;
      held = text.slice(passRecords(text));
      if (!between || held.length > MAX_HELD_CHARACTERS) parseHeld();
    },
    end: parseHeld,
  };
}
