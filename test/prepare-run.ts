import chromium from "@sparticuz/chromium";
import type { TestProject } from "vitest/node";
import { buildFunctions } from "../infra/build-functions.ts";

/** Once for all: one test would start what another is still unpacking, or build what another builds. */
export default async function setup(project: TestProject): Promise<void> {
  buildFunctions();
  project.onTestsRerun(buildFunctions);
  await chromium.executablePath();
}
