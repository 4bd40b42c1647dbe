import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import type { StageConfigInput } from "./stage-config.ts";

/** What the construct takes, of which a page of one's own is no configuration. */
type Props = StageConfigInput & { readonly stage: string; readonly pageDirectory?: string };

const moduleSchema = z.object({
  default: z.custom<Props>(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      "stage" in value &&
      typeof value.stage === "string",
  ),
});

/**
 * The stage that a module names by its default export, which is what `new Paysheet` takes.
 * @param file from the working directory
 * @throws {Error} when it exports none
 */
export async function readProps(file: string): Promise<{ name: string; input: StageConfigInput }> {
  const loaded: unknown = await import(pathToFileURL(resolve(file)).href);
  const parsed = moduleSchema.safeParse(loaded);
  if (!parsed.success) {
    throw new Error(
      `${file} has to export by default what \`new Paysheet\` takes: { stage: "dev", … }.`,
    );
  }
  const { stage: name, pageDirectory: _, ...input } = parsed.data.default;
  return { name, input };
}
