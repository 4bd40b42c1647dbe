import { describe, expect, test } from "vitest";
import { FEATURES } from "../../sheets/features.ts";
import { readBytes } from "../../sheets/read-bytes.ts";

describe.each(Object.entries(FEATURES))("%s", (_, features) => {
  test.each(features)("$name", async ({ bytes, payments, problems = [], warnings = [] }) => {
    const reading = await readBytes(bytes);
    expect({
      payments: problems.length > 0 ? undefined : reading.payments,
      problems: reading.problems,
      warnings: reading.warnings,
    }).toEqual({ payments, problems, warnings });
  });
});
