import type { Credentials } from "./connector.ts";

/** `Authorization: Bearer …`, of the secret `{"token": "…"}`. */
export const bearerToken: Credentials = {
  kind: "secret",
  fields: ["token"],
  headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
};
