import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { download } from "../api/download.ts";
import { useSession } from "../sign-in/session-context.ts";
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
