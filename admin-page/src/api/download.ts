import { problemIn } from "./problem.ts";

/** Fetches a file with the token and hands it to the browser to save. */
export async function download(
  authorizedFetch: (request: Request) => Promise<Response>,
  path: string,
  fileName: string,
): Promise<void> {
  const response = await authorizedFetch(new Request(new URL(path, location.origin)));
  if (!response.ok) {
    throw problemIn(await response.json().catch(() => undefined), response.status);
  }
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // Some browsers read the file only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
