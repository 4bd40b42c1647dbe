import { expect, test } from "vitest";
import { renderManifest } from "./manifest.ts";

test("the manifest says what is in the corpus", async () => {
  await expect(renderManifest()).toMatchFileSnapshot("MANIFEST.md");
});
