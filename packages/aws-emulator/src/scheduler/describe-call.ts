import type { AwsCall } from "../service/aws-call.ts";
import type { AwsRequest } from "../service/read-request.ts";
import { parseJsonBody } from "../service/validation.ts";
import { DEFAULT_GROUP } from "./scheduler-state.ts";

const VERBS: Readonly<Record<string, string>> = {
  POST: "Create",
  GET: "Get",
  DELETE: "Delete",
};

/** What IAM calls a request about one schedule; of lists and groups nothing is told. */
export function describeSchedulerCall(
  { method, path, query, body }: AwsRequest,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): Pick<AwsCall, "action" | "resource"> | undefined {
  const [, collection, name] = path.split("/");
  const verb = VERBS[method];
  if (collection !== "schedules" || name === undefined || verb === undefined) return undefined;
  const inBody = body === "" ? undefined : parseJsonBody(body)["GroupName"];
  const group = query.get("groupName") ?? inBody ?? DEFAULT_GROUP;
  return {
    action: `scheduler:${verb}Schedule`,
    resource: `arn:aws:scheduler:${region}:${accountId}:schedule/${group}/${decodeURIComponent(name)}`,
  };
}
