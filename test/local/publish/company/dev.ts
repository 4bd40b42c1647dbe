import type { PaysheetProps } from "paysheet";

export default {
  stage: "dev",
  region: "ap-northeast-2",
  slack: { channel: "C0123456789" },
  connector: { entry: "acme-points.ts", options: { baseUrl: "https://points.acme.example" } },
  policy: { approvalAbovePoints: 100_000 },
} satisfies PaysheetProps;
