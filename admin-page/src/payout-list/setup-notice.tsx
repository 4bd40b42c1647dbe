import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { dataOf, useApi } from "../api/client.ts";
import { HelpLink } from "../help/help-link.tsx";
import { useMe } from "../sign-in/use-me.ts";
import { useTexts } from "../texts/language.ts";

/** What is left to do after a deploy; nothing once it is proved. */
export function SetupNotice() {
  const { setup } = useTexts();
  const open = useSetup().data?.open ?? [];
  if (open.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      className="setup-notice"
      title={setup.title}
      description={
        <>
          <ul>
            {open.map((step) => (
              <li key={step}>{setup.steps[step]}</li>
            ))}
          </ul>
          <HelpLink topic="first-day" />
        </>
      }
    />
  );
}

/** What is left to do after a deploy, for those who may see it. */
function useSetup() {
  const api = useApi();
  const mayLook = useMe().may("getSetup");
  return useQuery({
    queryKey: ["setup"],
    queryFn: () => dataOf(api.GET("/api/setup")),
    enabled: mayLook,
  });
}
