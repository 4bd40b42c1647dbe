import type { PointsApiConfig } from "../../connectors/registry.ts";
import { startCafe24Fake } from "../fakes/cafe24-points-fake.ts";
import { startShopifyFake } from "../fakes/shopify-store-credit-fake.ts";
import { startSmileFake } from "../fakes/smile-io-fake.ts";
import { startSquareLoyaltyFake } from "../fakes/square-loyalty-fake.ts";
import { startThirdwebEngineFake } from "../fakes/thirdweb-engine-fake.ts";
import { startTremendousFake } from "../fakes/tremendous-fake.ts";

type Options = PointsApiConfig["options"];
/** Those of connectors that ship, beside the general one. */
export type ShippedOptions = Exclude<Options, { connector?: "http" | undefined }>;

/** A fake of a points API, and how it is called. */
interface StandIn {
  readonly baseUrl: string;
  readonly secret: object;
  close(): Promise<void>;
}

const TOKEN = "local";
/** So that what was accepted can be seen for a while before it is paid. */
const MINED_EVERY_MS = 3_000;

export function isShipped(options: Options): options is ShippedOptions {
  return options.connector !== undefined && options.connector !== "http";
}

/** Starts what stands in for the points API of a connector that ships. Its books are in memory. */
export async function startFake(options: ShippedOptions): Promise<StandIn> {
  switch (options.connector) {
    case "cafe24-points": {
      const { baseUrl, client, refreshToken, close } = await startCafe24Fake(Date.now);
      const secret = { clientId: client.id, clientSecret: client.secret };
      return { baseUrl, secret: { ...secret, refreshToken: refreshToken() }, close };
    }
    case "shopify-store-credit": {
      const { url, accessToken, close } = await startShopifyFake(Date.now);
      return { baseUrl: url, secret: { accessToken }, close };
    }
    case "smile-io": {
      const { baseUrl, token, close } = await startSmileFake(Date.now);
      return { baseUrl, secret: { token }, close };
    }
    case "square-loyalty": {
      const { url, close } = await startSquareLoyaltyFake({ token: TOKEN });
      return { baseUrl: url, secret: { token: TOKEN }, close };
    }
    case "thirdweb-engine": {
      const fake = await startThirdwebEngineFake({ token: TOKEN });
      const mining = setInterval(() => fake.doNow("send", "mine"), MINED_EVERY_MS).unref();
      const close = () => {
        clearInterval(mining);
        return fake.close();
      };
      return { baseUrl: fake.url, secret: { token: TOKEN }, close };
    }
    case "tremendous": {
      const { campaignId = "" } = options;
      const { url, close } = await startTremendousFake({ token: TOKEN, campaignId });
      return { baseUrl: url, secret: { token: TOKEN }, close };
    }
  }
}
