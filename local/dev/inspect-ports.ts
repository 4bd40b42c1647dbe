import { FUNCTIONS } from "../stack/account.ts";
import type { InspectPorts } from "../stack/functions.ts";

/** Where debuggers find each function; `.vscode/launch.json` names them too. */
export const INSPECT_PORTS = {
  [FUNCTIONS.adminApi]: 9231,
  [FUNCTIONS.checkSheet]: 9232,
  [FUNCTIONS.distribute]: 9233,
  [FUNCTIONS.slackNotifier]: 9234,
  [FUNCTIONS.alarmNotifier]: 9235,
  [FUNCTIONS.sweeper]: 9236,
} as const satisfies InspectPorts;
