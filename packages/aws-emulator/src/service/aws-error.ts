/** A refusal as an AWS service gives it: a typed error with an HTTP status. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  /** The error's name in the service's model, e.g. `ResourceNotFoundException`. */
  readonly type: string;
  readonly status: number;

  constructor(
    type: string,
    message: string,
    options: ErrorOptions & { readonly status?: number } = {},
  ) {
    super(message, options);
    this.type = type;
    this.status = options.status ?? 400;
  }
}

export function unknownOperation(status = 400): AwsError {
  return new AwsError("UnknownOperationException", "The emulator has no such operation.", {
    status,
  });
}
