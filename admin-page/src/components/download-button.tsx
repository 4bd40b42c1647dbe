import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { problemIn } from "../api/problem.ts";
import { useSession } from "../sign-in/session.ts";
import { ProblemAlert } from "./problem-alert.tsx";

/** A button that saves a file of the API, which a plain link could not ask for with a token. */
export function DownloadButton({
  path,
  fileName,
  icon,
  primary = false,
  children,
}: {
  readonly path: string;
  readonly fileName: string;
  readonly icon: ReactNode;
  readonly primary?: boolean;
  readonly children: ReactNode;
}) {
  const session = useSession();
  const saving = useMutation({ mutationFn: () => download(session.fetch, path, fileName) });
  return (
    <>
      <Button
        type={primary ? "primary" : "default"}
        icon={icon}
        loading={saving.isPending}
        onClick={() => saving.mutate()}
      >
        {children}
      </Button>
      <ProblemAlert error={saving.error} />
    </>
  );
}

/** Fetches a file with the token, in as many parts as it has, and hands it to the browser to save. */
async function download(
  authorizedFetch: (request: Request) => Promise<Response>,
  path: string,
  fileName: string,
): Promise<void> {
  const parts: Blob[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const response = await authorizedFetch(new Request(new URL(next, location.origin)));
    if (!response.ok) {
      throw problemIn(await response.json().catch(() => undefined), response.status);
    }
    parts.push(await response.blob());
    next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
  }
  const url = URL.createObjectURL(new Blob(parts, { type: parts[0]?.type ?? "" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // Some browsers read the file only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
