import { readFile } from "node:fs/promises";
import * as z from "zod";
import { UsageError } from "../read-arguments.ts";
import type { SmokeOptions } from "./smoke-arguments.ts";

/** What `cdk deploy --outputs-file` writes: outputs by name, by stack. */
const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Where the page is served, and the API beside it.
 * @throws {UsageError} when neither a url nor a stage's outputs say it
 */
export async function findAddress(options: SmokeOptions): Promise<string> {
  const { url, stage, "outputs-file": file } = options;
  if (url !== undefined) return url;
  if (stage === undefined) throw new UsageError("Name a deployment with --stage or --url.");
  const stack = `paysheet-${stage}-entrance`;
  const address = (await readOutputs(file, stage))[stack]?.["PageUrl"];
  if (address !== undefined) return address;
  throw new UsageError(
    `${file} has no output PageUrl of ${stack}: it was written by the deploy of another stage. ` +
      deployAgain(stage, file),
  );
}

async function readOutputs(file: string, stage: string) {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    const message = `${file} can't be read. ${deployAgain(stage, file)}`;
    throw new UsageError(message, { cause });
  }
  try {
    return outputsSchema.parse(JSON.parse(text));
  } catch (cause) {
    const message = `${file} does not hold the outputs of a deploy. ${deployAgain(stage, file)}`;
    throw new UsageError(message, { cause });
  }
}

function deployAgain(stage: string, file: string): string {
  return `Deploy ${stage} with --outputs-file ${file}, or give the page's address with --url.`;
}
