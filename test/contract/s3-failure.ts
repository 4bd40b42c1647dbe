import { S3ServiceException } from "@aws-sdk/client-s3";

/** How a call failed, as code and status, e.g. `NoSuchKey 404`. */
export async function failureOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof S3ServiceException) {
      return `${error.name} ${error.$metadata.httpStatusCode}`;
    }
    throw error;
  }
  return "no failure";
}

/** The same of an answer to a plain HTTP request. */
export async function failureIn(response: Response): Promise<string> {
  const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1] ?? "no code";
  return `${code} ${response.status}`;
}
