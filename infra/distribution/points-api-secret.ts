import type { Construct } from "constructs";
import { pointsApiSecretName, type StageConfig } from "../../config/stage-config.ts";
import { OperatorSecret } from "../constructs/operator-secret.ts";

interface Fields {
  readonly secretField: string;
  readonly otherFields?: readonly string[];
}

/** What the secret holds, by the way the points API is signed in to. */
const FIELDS: Readonly<Record<StageConfig["pointsApi"]["auth"]["kind"], Fields | undefined>> = {
  none: undefined,
  bearer: { secretField: "token" },
  api_key: { secretField: "apiKey" },
  basic: { secretField: "password", otherFields: ["user"] },
  client_credentials: { secretField: "clientSecret", otherFields: ["clientId"] },
};

/** The points API's credentials; undefined where it asks for none. */
export function createPointsApiSecret(
  scope: Construct,
  id: string,
  { stage, config }: { readonly stage: string; readonly config: StageConfig },
): OperatorSecret | undefined {
  const fields = FIELDS[config.pointsApi.auth.kind];
  if (fields === undefined) return undefined;
  const names = [...(fields.otherFields ?? []), fields.secretField];
  const content = JSON.stringify(Object.fromEntries(names.map((name) => [name, "..."])));
  return new OperatorSecret(scope, id, {
    secretName: pointsApiSecretName(stage),
    description: `Points API credentials: ${content}`,
    ...fields,
  });
}
