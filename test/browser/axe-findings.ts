import axe from "axe-core";
import type { Page } from "playwright-core";
import * as z from "zod";

const findingsSchema = z.array(z.object({ id: z.string(), nodes: z.array(z.string()) }));

/** What axe finds serious or critical on the page as it stands. */
export async function seriousFindings(page: Page) {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => html + failureSummary) })))`);
  return findingsSchema.parse(found);
}
