import { createHash } from "node:crypto";
import { sameSignature, scopeText, sha256Hex } from "./credential-scope.ts";
import { SignatureError } from "./signature-error.ts";
import type { VerifiedSignature } from "./verified-signature.ts";

/** Checks the chain of signatures in a signed `aws-chunked` body, chunk after chunk. */
export interface ChunkSigner {
  /** Takes bytes of the chunk being read. */
  update(data: Buffer): void;
  /** Ends the chunk. @throws {SignatureError} when its signature does not follow the last one. */
  endChunk(signature: string): Promise<void>;
  /** @throws {SignatureError} when the trailers' signature does not follow the last chunk's. */
  endTrailers(trailers: ReadonlyMap<string, string>, signature: string): Promise<void>;
}

/** Begins at the signature of the request's own headers. */
export function createChunkSigner(
  seed: Pick<VerifiedSignature, "signer" | "scope" | "amzDate" | "signedMs" | "signature">,
): ChunkSigner {
  const signing = { signingDate: new Date(seed.signedMs) };
  let previous = seed.signature;
  let chunkHash = createHash("sha256");

  async function advance(
    kind: "PAYLOAD" | "TRAILER",
    hashes: readonly string[],
    given: string,
  ): Promise<void> {
    const stringToSign = [
      `AWS4-HMAC-SHA256-${kind}`,
      seed.amzDate,
      scopeText(seed.scope),
      previous,
      ...hashes,
    ].join("\n");
    const expected = await seed.signer.sign(stringToSign, signing);
    if (!sameSignature(expected, given)) {
      throw new SignatureError(
        "SignatureDoesNotMatch",
        "The chunk signature we calculated does not match the signature you provided.",
        { StringToSign: stringToSign, SignatureProvided: given },
      );
    }
    previous = expected;
  }

  return {
    update(data) {
      chunkHash.update(data);
    },
    async endChunk(signature) {
      const hash = chunkHash.digest("hex");
      chunkHash = createHash("sha256");
      await advance("PAYLOAD", [sha256Hex(""), hash], signature);
    },
    async endTrailers(trailers, signature) {
      const lines = [...trailers].map(([name, value]) => `${name}:${value}\n`).sort();
      await advance("TRAILER", [sha256Hex(lines.join(""))], signature);
    },
  };
}
