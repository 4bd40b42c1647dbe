import type { Description } from "../connectors/connector.ts";
import { keyInForm } from "../connectors/payment-key.ts";
import type { StageConfig } from "./stage-config.ts";

/**
 * What to say of stages that would pay at the same address. Their keys never meet, as payout ids are
 * random; but each takes the whole rate, daily quota and budget for its own, and knows nothing of the
 * other's sheets. Where the credentials tell accounts apart, nothing has to be done.
 */
export function sharedPointsApis(
  stages: readonly { readonly name: string; readonly config: StageConfig }[],
): readonly string[] {
  const payers = new Map<string, Set<string>>();
  for (const { name, config } of stages) {
    for (const { description } of config.pointsApis) {
      const url = payingAddressOf(description);
      payers.set(url, (payers.get(url) ?? new Set()).add(name));
    }
  }
  return [...payers]
    .filter(([, names]) => names.size > 1)
    .map(
      ([url, names]) =>
        `The stages ${[...names].join(" and ")} pay at the same address, ${url}. Unless their credentials are of ` +
        "different accounts there, give each a part of the rate and of the daily quota, and upload no sheet to both.",
    );
}

/** Where a payment would be asked for. */
function payingAddressOf({ pay, keyForm }: Description): string {
  const key = keyInForm("paysheet-01KB0000000000000000000000-2", keyForm);
  return pay.call({ userId: "1", accountId: "1", points: 1, reason: undefined, key }).url;
}
