import { markdownTable } from "../markdown-table.ts";
import { dollarsBeyondFree, dollarsOf, type Line, PRICE_REGION, PRICES } from "./prices.ts";

const HEADER = ["service", "what", "quantity", "unit", "dollars for", "dollars"];
const PRICE_HEADER = ["service", "unit", "dollars for", "free a month", "from"];
const PAYOUTS_A_MONTH = 2;

export interface Bill {
  readonly payments: number;
  readonly payout: readonly Line[];
  readonly idle: readonly Line[];
}

/** The whole of it as it stands in docs/deploy.md. */
export function describeBill({ payments, payout, idle }: Bill): string {
  const month = [
    ...idle,
    ...payout.map((line) => ({ ...line, quantity: line.quantity * PAYOUTS_A_MONTH })),
  ];
  const many = payments.toLocaleString("en-US");
  const listed = new Map([...payout, ...idle].map(({ price, service }) => [price, service]));
  return [
    `**A payout of ${many} payments: ${dollars(sumOf(payout))}**, at list prices.`,
    "",
    tableOf(payout),
    "",
    `**A month in which nothing happens: ${dollars(dollarsBeyondFree(idle))}** with what AWS gives every account for nothing for ever; ${dollars(sumOf(idle))} where other things in the account use that up.`,
    "",
    tableOf(idle),
    "",
    `**A month with two such payouts: ${dollars(dollarsBeyondFree(month))}**; ${dollars(sumOf(month))} at list prices.`,
    "",
    `The prices, of ${PRICE_REGION}:`,
    "",
    markdownTable(
      PRICE_HEADER,
      [...listed].map(([name, service]) => {
        const price: (typeof PRICES)[typeof name] & { readonly free?: number } = PRICES[name];
        return [
          service,
          price.unit,
          priceOf(name),
          price.free === undefined ? "" : price.free.toLocaleString("en-US"),
          price.from,
        ];
      }),
    ),
  ].join("\n");
}

function tableOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.service,
    line.what,
    quantity(line.quantity),
    PRICES[line.price].unit,
    priceOf(line.price),
    dollarsOf(line).toFixed(4),
  ]);
  return markdownTable(HEADER, [...rows, ["**sum**", "", "", "", "", sumOf(lines).toFixed(4)]]);
}

function sumOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + dollarsOf(line), 0);
}

function priceOf(name: Line["price"]): string {
  const { dollars: amount, per } = PRICES[name];
  return per === 1 ? `${amount} each` : `${amount} a ${per.toLocaleString("en-US")}`;
}

function quantity(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value.toPrecision(3).replace(/\.?0+$/, "");
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
