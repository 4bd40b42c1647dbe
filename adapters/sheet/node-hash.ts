import { createHash } from "node:crypto";
import type { NewHash } from "../../domain/sheet/hash.ts";

export const newSha256: NewHash = () => {
  const hash = createHash("sha256");
  return {
    update: (piece) => void hash.update(piece),
    hex: () => hash.digest("hex"),
  };
};
