/** How a connector is set where its workers are killed: short calls, so that leases can be short. */
export const timingOfFire = { ratePerSecond: 50, timeoutMs: 1_200 } as const;
