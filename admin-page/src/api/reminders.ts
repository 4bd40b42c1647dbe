import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Api, dataOf, useApi } from "./client.ts";
import type { Schemas } from "./contract.ts";
import { problemIn } from "./problem.ts";

export type Reminder = Schemas["Reminder"];
export type ReminderBody = Schemas["CreateReminder"];

const KEY = ["reminders"];

/** What the channel is reminded of every month. */
export function useReminders() {
  const api = useApi();
  return useQuery({
    queryKey: KEY,
    queryFn: () => dataOf(api.GET("/api/reminders")),
  });
}

/** Makes a reminder, or puts it in the place of the one that was looked at. */
export function useSaveReminder(known: Reminder | undefined) {
  return useReminderChange((api, body: ReminderBody) =>
    known === undefined
      ? dataOf(api.POST("/api/reminders", { body }))
      : dataOf(
          api.PUT("/api/reminders/{reminderId}", {
            params: { path: { reminderId: known.reminderId } },
            body: { ...body, revision: known.revision },
          }),
        ),
  );
}

export function useDeleteReminder(reminderId: string) {
  return useReminderChange(async (api, _: undefined) => {
    const params = { path: { reminderId } };
    const { error, response } = await api.DELETE("/api/reminders/{reminderId}", { params });
    if (!response.ok) throw problemIn(error, response.status);
  });
}

/** Lists follow; after a refusal as well: somebody else was faster. */
function useReminderChange<V, T>(change: (api: Api, variables: V) => Promise<T>) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (variables: V) => change(api, variables),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
