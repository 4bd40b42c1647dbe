import { TextDecoder } from "node:util";
import { SaxesParser, type SaxesTagNS, type SaxesTagPlain } from "saxes";
import { SheetUnreadableError } from "../../../domain/sheet/sheet-unreadable.ts";
import { damaged, LIMITS, overLimit, type TimeBudget, unusual } from "../read-limits.ts";
import { createShortcutFeed, type Shortcut } from "./record-shortcut.ts";

interface XmlHandlers<Tag> {
  /** `depth` is 0 for the root element. */
  open(tag: Tag, depth: number): void;
  close(depth: number): void;
  /** Character data, CDATA included, in pieces. */
  text(text: string): void;
}

interface RecordHandlers extends XmlHandlers<SaxesTagPlain> {
  /** Reads the ordinary records of the part instead of the parser. */
  readonly shortcut?: Shortcut;
}

/** Parses namespaces, for parts that are small. */
export function parseXmlWithNamespaces(
  chunks: AsyncIterable<Buffer>,
  budget: TimeBudget,
  handlers: XmlHandlers<SaxesTagNS>,
): AsyncGenerator<void> {
  const parser = new SaxesParser<{ xmlns: true; position: false }>({
    xmlns: true,
    position: false,
  });
  const progress = newProgress();
  parser.on("opentag", (tag) => handlers.open(tag, enter(progress)));
  parser.on("closetag", () => handlers.close(leave(progress)));
  listen(parser, handlers);
  return drive(parser, { chunks, budget, progress });
}

/** Leaves prefixes to the caller, for parts that are large: namespaces cost a third more time. */
export function parseXml(
  chunks: AsyncIterable<Buffer>,
  budget: TimeBudget,
  handlers: RecordHandlers,
): AsyncGenerator<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  });
  const progress = newProgress();
  parser.on("opentag", (tag) => handlers.open(tag, enter(progress)));
  parser.on("closetag", () => handlers.close(leave(progress)));
  listen(parser, handlers);
  return drive(parser, { chunks, budget, progress, shortcut: handlers.shortcut });
}

interface Progress {
  /** Characters read since the last tag. */
  stuckCharacters: number;
  depth: number;
  /** Elements opened since the budget was last charged. */
  elements: number;
}

function newProgress(): Progress {
  return { stuckCharacters: 0, depth: -1, elements: 0 };
}

interface TextParser {
  on(event: "text" | "cdata" | "doctype", handler: (text: string) => void): void;
  write(chunk: string): unknown;
  close(): unknown;
}

function enter(progress: Progress): number {
  progress.stuckCharacters = 0;
  progress.depth += 1;
  progress.elements += 1;
  if (progress.depth > LIMITS.xmlDepth) throw overLimit(`${LIMITS.xmlDepth} XML levels`);
  return progress.depth;
}

function leave(progress: Progress): number {
  progress.stuckCharacters = 0;
  const { depth } = progress;
  progress.depth -= 1;
  return depth;
}

function listen(parser: TextParser, handlers: { text(text: string): void }): void {
  parser.on("text", handlers.text);
  parser.on("cdata", handlers.text);
  parser.on("doctype", () => {
    throw unusual("DOCTYPE");
  });
}

/** Yields after each parsed chunk, so that the caller can take what was read. */
async function* drive(
  parser: TextParser,
  {
    chunks,
    budget,
    progress,
    shortcut,
  }: {
    readonly chunks: AsyncIterable<Buffer>;
    readonly budget: TimeBudget;
    readonly progress: Progress;
    readonly shortcut?: Shortcut | undefined;
  },
): AsyncGenerator<void> {
  let decoder: TextDecoder | undefined;
  const parse = (text: string) => {
    progress.stuckCharacters += text.length;
    parser.write(text);
    if (progress.stuckCharacters > LIMITS.tokenCharacters + text.length) {
      throw overLimit(`${LIMITS.cellCharacters} characters in a cell`);
    }
  };
  const whole = { feed: parse, end: () => undefined };
  const { feed, end } = shortcut === undefined ? whole : createShortcutFeed(shortcut, parse);
  try {
    for await (const chunk of chunks) {
      budget.check();
      decoder ??= decoderFor(chunk);
      feed(decoder.decode(chunk, { stream: true }));
      budget.spend({ bytes: chunk.length, elements: progress.elements });
      progress.elements = 0;
      yield;
    }
    feed(decoder?.decode() ?? "");
    end();
    parser.close();
    yield;
  } catch (error) {
    if (error instanceof SheetUnreadableError) throw error;
    if (error instanceof Error && "syscall" in error) throw error;
    throw damaged("XML", error);
  }
}

const ENCODING_DECLARATION = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;

/** By byte order mark, by the zero bytes of UTF-16, or by the XML declaration; else UTF-8. */
function decoderFor(start: Buffer): TextDecoder {
  const [first, second] = start;
  const label = () => ENCODING_DECLARATION.exec(start.toString("latin1", 0, 200))?.[1] ?? "utf-8";
  const startsWith = (a: number, b: number) => first === a && second === b;
  const utf16le = startsWith(0xff, 0xfe) || startsWith(0x3c, 0);
  const utf16be = startsWith(0xfe, 0xff) || startsWith(0, 0x3c);
  const encoding = utf16le ? "utf-16le" : utf16be ? "utf-16be" : label();
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    throw damaged(`XML encoding ${encoding}`, error);
  }
}
