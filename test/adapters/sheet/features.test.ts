import { describe, expect, test } from "vitest";
import type { Feature } from "../../sheets/feature.ts";
import { NUMBER_FEATURES } from "../../sheets/number-features.ts";
import { POINTS_TEXT_FEATURES } from "../../sheets/points-text-features.ts";
import { readBytes } from "../../sheets/read-bytes.ts";
import { ROW_FEATURES } from "../../sheets/row-features.ts";
import { STRUCTURE_FEATURES } from "../../sheets/structure-features.ts";
import { TEXT_FEATURES } from "../../sheets/text-features.ts";

function suite(name: string, features: readonly Feature[]) {
  describe(name, () => {
    test.each(features)("$name", async ({ bytes, payments, problems = [], warnings = [] }) => {
      const reading = await readBytes(bytes);
      expect({
        payments: problems.length > 0 ? undefined : reading.payments,
        problems: reading.problems,
        warnings: reading.warnings,
      }).toEqual({ payments, problems, warnings });
    });
  });
}

suite("text in workbooks", TEXT_FEATURES);
suite("the structure of workbooks", STRUCTURE_FEATURES);
suite("numbers in workbooks", NUMBER_FEATURES);
suite("points as text", POINTS_TEXT_FEATURES);
suite("rows that are no payments", ROW_FEATURES);
