import * as z from "zod";

/** An address that a stage's options may name: {@link addressProblem} finds nothing wrong with it. */
export const apiUrlSchema = z.string().superRefine((url, context) => {
  const message = addressProblem(url);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});

/**
 * What is wrong with an address that is to be called: by https, so that neither credentials nor
 * payments are sent in the open, or by http on this machine itself. Undefined when nothing is.
 */
export function addressProblem(url: string): string | undefined {
  if (!/^https?:\/\/[^/?#]/.test(url)) return "must begin with https://";
  if (!URL.canParse(url)) return "is no address";
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== "" || password !== "") return "holds credentials, which belong into the secret";
  return protocol === "https:" || isLoopback(hostname)
    ? undefined
    : "must begin with https://: http is for this machine itself (localhost, 127.0.0.1, [::1])";
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
