import { useQuery } from "@tanstack/react-query";
import { useMe } from "../sign-in/use-me.ts";
import { dataOf, useApi } from "./client.ts";

/** What is left to do after a deploy, for those who may see it. */
export function useSetup() {
  const api = useApi();
  const mayLook = useMe().may("getSetup");
  return useQuery({
    queryKey: ["setup"],
    queryFn: () => dataOf(api.GET("/api/setup")),
    enabled: mayLook,
  });
}
