import type { Connector } from "./connector.ts";

/** A connector of a company's own, of whose options nothing is known here but that they name it. */
export type OwnConnector = Connector<{ readonly connector?: string | undefined }>;

/**
 * A company's own connectors, beside those that ship. None here: where a deployment has some, a module
 * with them takes the place of this one in its functions (`config/own-connector.ts`).
 */
export const ownConnectors: readonly OwnConnector[] = [];
