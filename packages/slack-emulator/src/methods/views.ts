import * as z from "zod";
import { type Modals, presentView } from "../interactions/modals.ts";
import type { TriggerIds } from "../interactions/trigger-ids.ts";
import { type Method, readAs } from "./method.ts";

/** The trigger is used up even when the view turns out to be refused. */
export function viewsOpen(triggers: TriggerIds, modals: Modals): Method {
  return (args) => {
    const call = readAs(z.object({ trigger_id: z.string(), view: z.unknown() }), args);
    return { view: presentView(modals.open(triggers.exchange(call.trigger_id), call.view)) };
  };
}
