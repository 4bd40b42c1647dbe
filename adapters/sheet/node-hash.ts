import { createHash } from "node:crypto";
import type { NewHash } from "../../domain/sheet/hash.ts";

export const newSha256: NewHash = () => {
  const hash = createHash("sha256");
  return {
    update: (text) => void hash.update(text, "utf8"),
    hex: () => hash.digest("hex"),
  };
};
