/** Where the prices are for. */
export const PRICE_REGION = "ap-northeast-2 (Seoul)";

interface Price {
  /** What is counted. */
  readonly unit: string;
  /** Dollars for `per` of the unit. */
  readonly dollars: number;
  readonly per: number;
  /** What AWS gives an account every month for ever, in the unit. */
  readonly free?: number;
  readonly from: Source;
}

/** Where a price is from. */
const SOURCES = {
  aws: "AWS's price page, 2026-11",
  third: "third parties, 2026-11",
  /** Known to whoever wrote it down, and seen on no page recently. */
  inferred: "(i), 2026-11",
} as const;
type Source = (typeof SOURCES)[keyof typeof SOURCES];
const { aws, third, inferred } = SOURCES;

const MILLION = 1_000_000;

/**
 * What AWS asks for what Paysheet uses, without taxes. The prices stand here by hand, and `(i)` is
 * inferred: look them up before anybody relies on a sum. Free tiers are those that never end;
 * CloudWatch's are as its price page has them.
 */
export const PRICES = {
  tableWrites: { unit: "write units", dollars: 0.68, per: MILLION, from: third },
  tableReads: { unit: "read units", dollars: 0.136, per: MILLION, from: inferred },
  tableStorage: { unit: "GB-months", dollars: 0.27, per: 1, free: 25, from: inferred },
  tableRestore: { unit: "GB-months", dollars: 0.228, per: 1, from: inferred },
  objectWrites: { unit: "PUT, POST", dollars: 0.0045, per: 1_000, from: inferred },
  objectReads: { unit: "GET", dollars: 0.00035, per: 1_000, from: inferred },
  objectStorage: { unit: "GB-months", dollars: 0.025, per: 1, from: inferred },
  invocations: { unit: "invocations", dollars: 0.2, per: MILLION, free: MILLION, from: inferred },
  gigabyteSeconds: { unit: "GB-s", dollars: 13.3334, per: MILLION, free: 400_000, from: inferred },
  durableOperations: { unit: "operations", dollars: 8, per: MILLION, from: third },
  durableWrites: { unit: "GB written", dollars: 0.25, per: 1, from: inferred },
  firings: { unit: "firings", dollars: 1, per: MILLION, free: 14 * MILLION, from: inferred },
  queueRequests: { unit: "requests", dollars: 0.4, per: MILLION, free: MILLION, from: inferred },
  apiRequests: { unit: "requests", dollars: 1.23, per: MILLION, from: inferred },
  secrets: { unit: "secret-months", dollars: 0.4, per: 1, from: third },
  secretReads: { unit: "calls", dollars: 0.05, per: 10_000, from: third },
  keys: { unit: "key-months", dollars: 1, per: 1, from: inferred },
  logs: { unit: "GB taken in", dollars: 0.76, per: 1, free: 5, from: inferred },
  metrics: { unit: "metric-months", dollars: 0.3, per: 1, free: 10, from: inferred },
  alarms: { unit: "alarm metric-months", dollars: 0.1, per: 1, free: 10, from: third },
  dashboards: { unit: "dashboard-months", dollars: 3, per: 1, free: 3, from: inferred },
  traces: { unit: "traces", dollars: 5, per: MILLION, free: 100_000, from: aws },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof PRICES;

/** Something that was counted, and under which price it falls. */
export interface Line {
  readonly service: string;
  readonly what: string;
  readonly price: PriceName;
  readonly quantity: number;
}

/** What a line costs at the list price. */
export function dollarsOf({ price, quantity }: Line): number {
  const { dollars, per } = PRICES[price];
  return (quantity / per) * dollars;
}

/** What all lines of a month cost when nothing else in the account uses the free tiers. */
export function dollarsBeyondFree(lines: readonly Line[]): number {
  const names = new Set(lines.map(({ price }) => price));
  return [...names].reduce((sum, name) => {
    const price: Price = PRICES[name];
    const used = lines
      .filter((line) => line.price === name)
      .reduce((total, { quantity }) => total + quantity, 0);
    return sum + (Math.max(0, used - (price.free ?? 0)) / price.per) * price.dollars;
  }, 0);
}
