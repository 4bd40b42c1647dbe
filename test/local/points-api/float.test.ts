import { describe, expect, it } from "vitest";
import { startPointsApi } from "./start-points-api.ts";

const TWO_HUNDRED = { userId: "u-1", points: 200 };

describe("the float of the local points API", () => {
  it("has no end until it is given one", async () => {
    const api = await startPointsApi();
    expect(await api.get("/v1/float")).toMatchObject({ status: 200, body: {} });
    expect((await api.pay({ key: "k-1", body: TWO_HUNDRED })).status).toBe(201);
  });

  it("is spent by payments, and pays nobody once it does not suffice; the key stays good", async () => {
    const api = await startPointsApi();
    await api.setFaults({ float: 300 });
    expect((await api.pay({ key: "k-1", body: TWO_HUNDRED })).status).toBe(201);
    expect((await api.pay({ key: "k-2", body: TWO_HUNDRED })).status).toBe(402);
    expect(await api.get("/v1/float")).toMatchObject({ status: 200, body: { float: 100 } });

    await api.setFaults({ float: 200 });
    expect((await api.pay({ key: "k-2", body: TWO_HUNDRED })).status).toBe(201);
    expect(await api.state()).toMatchObject({ grants: 2, points: 400 });
  });

  it("is refused, or not told, on demand", async () => {
    const api = await startPointsApi();
    for (const floatAnswers of ["401", "403", "503"]) {
      await api.setFaults({ floatAnswers });
      expect((await api.get("/v1/float")).status).toBe(Number(floatAnswers));
    }
  });
});
