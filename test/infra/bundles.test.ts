import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { bundleInto } from "../../bench/cold-start/bundles.ts";
import { FUNCTION_ENTRIES } from "../../infra/functions.ts";

const MAX_ZIPPED_BYTES = 2_000_000;

it.each(FUNCTION_ENTRIES)(
  "bundles %s into less than two megabytes, and exceljs apart from what a start loads",
  async (entry) => {
    const folder = await mkdtemp(join(tmpdir(), "paysheet-bundle-"));
    try {
      const { zippedBytes, sources } = await bundleInto(folder, { entry });
      expect(zippedBytes).toBeLessThan(MAX_ZIPPED_BYTES);
      const ofExceljs = [...sources].filter(([path]) => path.startsWith("node_modules/exceljs/"));
      expect(ofExceljs.filter(([, loadedBytes]) => loadedBytes > 0)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
