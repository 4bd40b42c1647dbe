export type SignatureErrorCode =
  | "AccessDenied"
  | "AuthorizationHeaderMalformed"
  | "AuthorizationQueryParametersError"
  | "InvalidAccessKeyId"
  | "InvalidToken"
  | "RequestTimeTooSkewed"
  | "SignatureDoesNotMatch";

/** Why a request is not believed to come from who it says; `details` go into the answer. */
export class SignatureError extends Error {
  override readonly name = "SignatureError";
  readonly code: SignatureErrorCode;
  readonly details: Readonly<Record<string, string>>;

  constructor(
    code: SignatureErrorCode,
    message: string,
    details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
