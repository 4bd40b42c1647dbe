import type { PointsApiLook } from "../../domain/distribution/look-at-points-api.ts";
import type {
  PreFlightRequest,
  PreFlightStarter,
  PreFlightStore,
  UsersLook,
} from "../../domain/preflight/pre-flight.ts";

/** Pre-flights in memory, and what was asked to be started. */
export function createMemoryPreFlights(): {
  readonly preFlights: PreFlightStore;
  readonly preFlightStarter: PreFlightStarter;
  readonly started: ReadonlyMap<string, PreFlightRequest>;
} {
  const looks = new Map<string, PointsApiLook>();
  const users = new Map<string, UsersLook>();
  const started = new Map<string, PreFlightRequest>();
  return {
    preFlights: {
      look: async (payoutId) => looks.get(payoutId),
      saveLook: async (payoutId, look) => void looks.set(payoutId, look),
      users: async (payoutId) => users.get(payoutId),
      saveUsers: async (payoutId, look) => void users.set(payoutId, structuredClone(look)),
    },
    preFlightStarter: {
      preFlight: async (request, executionName) => void started.set(executionName, request),
    },
    started,
  };
}
