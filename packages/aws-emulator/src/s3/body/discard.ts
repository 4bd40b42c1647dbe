/** Reads to the end for nothing but getting there. */
export async function discard(data: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of data);
}
