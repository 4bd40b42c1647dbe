import { requestLocalToken } from "./admin-api-client.ts";
import { UsageError } from "./read-arguments.ts";

/**
 * The bearer token to call the API at `baseUrl` with: of a local person, or from the environment.
 * @throws {UsageError} when there is neither
 */
export async function findToken(
  env: Readonly<Record<string, string | undefined>>,
  user: string | undefined,
  baseUrl: string,
): Promise<string> {
  if (user !== undefined) return await requestLocalToken(baseUrl, user);
  const token = env["PAYSHEET_TOKEN"];
  if (token !== undefined && token !== "") return token;
  throw new UsageError(
    "Set PAYSHEET_TOKEN to a token, or on the local stack choose --user viewer|marketer|approver|admin.",
  );
}
