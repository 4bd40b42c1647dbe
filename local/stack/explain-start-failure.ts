/** Why the stack did not start and how to mend it, for who typed the command. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    const port = "port" in error ? ` ${error.port}` : "";
    return (
      `Port${port} is taken, perhaps by a stack that runs already. Stop that one, or choose other ` +
      "ports with PORT, POINTS_PORT and SLACK_PORT, and another folder with DATA_DIR."
    );
  }
  return error instanceof Error ? error.message : String(error);
}
