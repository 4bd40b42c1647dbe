/** The source ended where more was needed. */
export class UnexpectedEndError extends Error {
  override readonly name = "UnexpectedEndError";
}

/** Reads a stream of buffers by lines, counts and delimiters, holding no more than it must. */
export interface ByteReader {
  /** Up to the next CRLF, which is consumed; at most `maxBytes` long. */
  line(maxBytes: number): Promise<string>;
  /** The next `count` bytes, piece by piece. */
  take(count: number): AsyncGenerator<Buffer>;
  /** All up to `delimiter`, which is consumed, piece by piece. */
  until(delimiter: Buffer): AsyncGenerator<Buffer>;
}

const CRLF = Buffer.from("\r\n");

export function createByteReader(
  source: AsyncIterable<Buffer>,
  alreadyRead: Buffer = Buffer.alloc(0),
): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let buffered = alreadyRead;

  async function readMore(): Promise<void> {
    const next = await iterator.next();
    if (next.done === true) throw new UnexpectedEndError("The body ended too early.");
    buffered = buffered.length === 0 ? next.value : Buffer.concat([buffered, next.value]);
  }

  function consume(count: number): Buffer {
    const taken = buffered.subarray(0, count);
    buffered = buffered.subarray(count);
    return taken;
  }

  return {
    async line(maxBytes) {
      let at = buffered.indexOf(CRLF);
      while (at < 0 && buffered.length < maxBytes + CRLF.length) {
        await readMore();
        at = buffered.indexOf(CRLF);
      }
      if (at < 0 || at > maxBytes) throw new UnexpectedEndError("A line of the body is too long.");
      return consume(at + CRLF.length).toString("utf8", 0, at);
    },

    async *take(count) {
      for (let left = count; left > 0; ) {
        if (buffered.length === 0) await readMore();
        const piece = consume(Math.min(left, buffered.length));
        left -= piece.length;
        yield piece;
      }
    },

    async *until(delimiter) {
      for (let at = buffered.indexOf(delimiter); ; at = buffered.indexOf(delimiter)) {
        // A delimiter may lie across two buffers: its possible beginning is held back.
        const certain = at >= 0 ? at : buffered.length - delimiter.length + 1;
        if (certain > 0) yield consume(certain);
        if (at >= 0) break;
        await readMore();
      }
      consume(delimiter.length);
    },
  };
}
