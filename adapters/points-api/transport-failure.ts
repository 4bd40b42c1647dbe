import type { TransportFailure } from "../../domain/distribution/answer-table.ts";

/** Error codes of Node and undici. All but the timeouts prove that no byte of the call was taken. */
const BY_CODE: Readonly<Record<string, TransportFailure>> = {
  ECONNREFUSED: "connection_failed",
  UND_ERR_CONNECT_TIMEOUT: "connection_failed",
  ENOTFOUND: "name_not_found",
  EAI_AGAIN: "name_not_found",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls_failed",
  SELF_SIGNED_CERT_IN_CHAIN: "tls_failed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls_failed",
  UNABLE_TO_GET_ISSUER_CERT: "tls_failed",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls_failed",
  CERT_HAS_EXPIRED: "tls_failed",
  CERT_NOT_YET_VALID: "tls_failed",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls_failed",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
};

/** Classifies what undici threw; whatever proves nothing counts as a reset, so as in doubt. */
export function transportFailureOf(error: unknown): TransportFailure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === "TimeoutError") return "timeout";
    // Such errors may also happen on an open connection; only this one says it was never made.
    if ("syscall" in cause && cause.syscall === "connect") return "connection_failed";
    const known = "code" in cause ? BY_CODE[String(cause.code)] : undefined;
    if (known !== undefined) return known;
  }
  return "connection_reset";
}

/** What an error says, for people. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  if (error.message !== "") return error.message;
  return error.cause instanceof Error ? error.cause.message : error.name;
}
