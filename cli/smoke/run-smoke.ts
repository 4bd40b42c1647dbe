import { createAdminApiClient } from "../admin-api-client.ts";
import { findToken } from "../find-token.ts";
import { UsageError } from "../read-arguments.ts";
import type { CliHost } from "../run-cli.ts";
import { findAddress } from "./find-address.ts";
import { readSmokeArguments, smokeUsage } from "./smoke-arguments.ts";
import { takeSmokeSteps } from "./smoke-steps.ts";
import { createStepLog, StepFailedError } from "./step-log.ts";

export interface SmokeHost extends CliHost {
  readonly nowMs: () => number;
}

/** Proves a deployment with a dry run. Returns the exit code: 0 well, 1 a step failed, 2 usage. */
export async function runSmoke(host: SmokeHost): Promise<number> {
  const { output, errors, nowMs, calledAs = "npm run smoke --" } = host;
  try {
    const options = readSmokeArguments(host.args);
    if (options.help) {
      output.write(smokeUsage(calledAs));
      return 0;
    }
    const address = await findAddress(options);
    output.write(`Smoke test of ${options.stage ?? address} (${address})\n`);
    const log = createStepLog(output, nowMs);
    const token = await log.step(
      "there is a token",
      () => findToken(host.env, options.user, address),
      { lookAt: "the address: nothing answers there" },
    );
    await takeSmokeSteps({
      client: createAdminApiClient({ baseUrl: address, token }),
      log,
      nowMs,
      users: options.users,
      leadSeconds: options["lead-seconds"],
    });
    output.write("All is well.\n");
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      errors.write(`${error.message}\n${calledAs} --help\n`);
      return 2;
    }
    if (!(error instanceof StepFailedError)) throw error;
    errors.write(`Look at: ${error.lookAt}.\n`);
    return 1;
  }
}
