import { SaxesParser } from "saxes";
import * as z from "zod";
import { S3Error } from "./s3-error.ts";

/** A part as the client names it when it completes an upload. */
export interface CompletedPart {
  readonly partNumber: number;
  /** Without its quotes. */
  readonly eTag: string;
  /** Base64, of whichever algorithm. */
  readonly checksum?: string;
}

const partSchema = z.object({
  PartNumber: z.string().regex(/^\d{1,5}$/),
  ETag: z.string().min(1),
});

/** Reads the body of CompleteMultipartUpload. @throws {S3Error} MalformedXML */
export function parseCompletion(xml: string): readonly CompletedPart[] {
  const parts = readParts(xml).map((fields): CompletedPart => {
    const part = partSchema.safeParse(Object.fromEntries(fields));
    if (!part.success) throw new S3Error("MalformedXML", { cause: part.error });
    const named = {
      partNumber: Number(part.data.PartNumber),
      eTag: part.data.ETag.replaceAll('"', ""),
    };
    const checksum = [...fields].find(([name]) => name.startsWith("Checksum"))?.[1];
    return checksum === undefined ? named : { ...named, checksum };
  });
  if (parts.length === 0) throw new S3Error("MalformedXML");
  return parts;
}

/** The text of each element of each `Part`. */
function readParts(xml: string): readonly ReadonlyMap<string, string>[] {
  const parts: Map<string, string>[] = [];
  const path: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw new S3Error("MalformedXML", { cause: error });
  });
  parser.on("doctype", () => {
    throw new S3Error("MalformedXML");
  });
  parser.on("opentag", ({ name }) => {
    path.push(name);
    if (path.join("/") === "CompleteMultipartUpload/Part") parts.push(new Map());
  });
  parser.on("text", (text) => {
    const name = path.at(-1);
    if (path.length === 3 && name !== undefined) {
      const part = parts.at(-1);
      part?.set(name, (part.get(name) ?? "") + text);
    }
  });
  parser.on("closetag", () => {
    path.pop();
  });
  parser.write(xml).close();
  return parts;
}
