import type { Feature } from "./feature.ts";
import { ID_FEATURES } from "./id-features.ts";
import { LENIENT_FEATURES } from "./lenient-features.ts";
import { NUMBER_FEATURES } from "./number-features.ts";
import { POINTS_TEXT_FEATURES } from "./points-text-features.ts";
import { PROGRAM_FEATURES } from "./program-features.ts";
import { ROW_FEATURES } from "./row-features.ts";
import { SHOWN_FEATURES } from "./shown-features.ts";
import { STALE_FEATURES } from "./stale-features.ts";
import { STRUCTURE_FEATURES } from "./structure-features.ts";
import { TEXT_FEATURES } from "./text-features.ts";
import { TOTALS_FEATURES } from "./totals-features.ts";
import { UNIT_FEATURES } from "./unit-features.ts";

/** Every workbook of one feature, by what the features are about. */
export const FEATURES: Readonly<Record<string, readonly Feature[]>> = {
  "text in workbooks": TEXT_FEATURES,
  "the structure of workbooks": STRUCTURE_FEATURES,
  "other programs' ways": PROGRAM_FEATURES,
  "numbers in workbooks": NUMBER_FEATURES,
  "what cells show": SHOWN_FEATURES,
  "stale results": STALE_FEATURES,
  "oddities that harm nobody": LENIENT_FEATURES,
  "points as text": POINTS_TEXT_FEATURES,
  "rows that are no payments": ROW_FEATURES,
  "user ids among others": ID_FEATURES,
  "totals however they are made": TOTALS_FEATURES,
  "units and other points columns": UNIT_FEATURES,
};
