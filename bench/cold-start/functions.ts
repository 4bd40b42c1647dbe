import { lambdaEnvironments } from "../../local/stack/lambda-environments.ts";
import { pointsApiOfStack } from "../../local/stack/points-api-of-stack.ts";
import { describedBy } from "../../local/stack/stack-points-api.ts";
import { readStackSettings } from "../../local/stack/stack-settings.ts";
import type { OwnImports } from "./own-imports.ts";

export interface ColdFunction {
  readonly name: string;
  /** From the repository's root. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the platform itself asks a function to import. */
  readonly platform?: OwnImports;
}

/** Nobody listens there: no function calls anything before its first event. */
const NOWHERE = "http://127.0.0.1:9/";

/** The functions that somebody waits for. */
export function coldFunctions(): readonly ColdFunction[] {
  const settings = readStackSettings({});
  const { distribute, checkSheet, adminApi } = lambdaEnvironments(settings, {
    s3: NOWHERE,
    dynamoDb: NOWHERE,
    scheduler: NOWHERE,
    secrets: NOWHERE,
    cognito: NOWHERE,
    pointsApis: [
      {
        ...describedBy(pointsApiOfStack(NOWHERE, settings)),
        ratePerSecond: settings.points.ratePerSecond,
        url: NOWHERE,
        isLocal: false,
        close: async () => undefined,
      },
    ],
    slackApi: NOWHERE,
    issuer: NOWHERE,
    page: NOWHERE,
  });
  return [
    {
      name: "distribute",
      entry: "lambdas/distribute/entry.ts",
      environment: distribute,
      platform: new Map([["@aws/durable-execution-sdk-js", new Set(["withDurableExecution"])]]),
    },
    { name: "check-sheet", entry: "lambdas/check-sheet/entry.ts", environment: checkSheet },
    { name: "admin-api", entry: "admin-api/entry.ts", environment: adminApi },
  ];
}
