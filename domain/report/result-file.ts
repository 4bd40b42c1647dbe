/** Result workbooks as files to be handed on. */
export interface ResultFiles {
  /** The workbook's bytes; undefined when it is gone or larger than `maxBytes`. */
  read(resultKey: string, maxBytes: number): Promise<Uint8Array | undefined>;
}
