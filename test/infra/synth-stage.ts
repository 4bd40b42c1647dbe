import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as z from "zod";
import { dev } from "../../config/dev.ts";
import type { StageConfigInput } from "../../config/stage-config.ts";
import { optional } from "../../domain/optional.ts";
import { FEATURE_FLAGS } from "../../infra/feature-flags.ts";
import { Paysheet } from "../../infra/paysheet.ts";

/** Where `test/synth-directory.ts` removes what is left; the CDK finds itself a place without it. */
const SYNTH_DIRECTORY = process.env["PAYSHEET_SYNTH_DIRECTORY"];

/** Stands for the built page, so that no test waits for a build. */
export const PAGE_DIRECTORY = join(import.meta.dirname, "page");

/** Page and provider at addresses of the company's own, which are known before anything is deployed. */
export const OWN_ADDRESSES = {
  page: {
    domain: {
      name: "payouts.dev.example.com",
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d",
    },
  },
  signIn: {
    provider: "openid",
    issuer: "https://sign-in.dev.example.com/tenant/",
    clientId: "paysheet-page",
    audience: "paysheet-dev",
  },
} as const satisfies Partial<StageConfigInput>;

/** A points API that can be reached from these subnets only. */
export const NETWORK = {
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  securityGroupIds: ["sg-0123456789abcdef0"],
};

/** A points API that gives refresh tokens, each good for one use. */
export const REFRESH_TOKENS = {
  ...dev.pointsApi,
  auth: {
    kind: "refresh_token",
    tokenUrl: "https://id.example.com/token",
    refreshTokenLifeDays: 14,
  },
} as const;

/** Points and store credit. */
export const SEVERAL_POINTS_APIS = {
  points: { title: { ko: "포인트", en: "Points" }, pointsApi: dev.pointsApi },
  "store-credit": {
    title: { ko: "적립금", en: "Store credit" },
    pointsApi: {
      connector: "shopify-store-credit",
      shop: "our-shop",
      apiVersion: "2027-01",
      currency: "KRW",
    },
    channel: "C0000000009",
    policy: { approvalAbovePoints: 1_000 },
  },
} satisfies StageConfigInput["pointsApis"];

/** A repository that may deploy. */
export const CI_ROLE = { repository: "example/paysheet", ownerId: 123456, repositoryId: 456789 };

/** An app with one stage, which is not synthesised yet; bundles no code. */
export function createStage(changes: Partial<StageConfigInput> = {}) {
  const app = new App({
    context: { ...FEATURE_FLAGS, "aws:cdk:bundling-stacks": [] },
    ...optional("outdir", SYNTH_DIRECTORY && mkdtempSync(join(SYNTH_DIRECTORY, "app-"))),
  });
  const props = { stage: "dev", ...dev, ...changes, pageDirectory: PAGE_DIRECTORY };
  const stage = new Paysheet(app, "dev", props);
  return { app, config: stage.config, stage };
}

/** The templates of a stage; `config/dev.ts` with these changes. */
export function synthStage(changes: Partial<StageConfigInput> = {}) {
  const { config, stage } = createStage(changes);
  return {
    config,
    edge: Template.fromStack(stage.edge),
    data: Template.fromStack(stage.data),
    distribution: Template.fromStack(stage.distribution),
    admin: Template.fromStack(stage.admin),
    monitoring: Template.fromStack(stage.monitoring),
  };
}

export const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  UpdatePolicy: z.unknown().optional(),
});
export type Resource = z.infer<typeof resourceSchema>;

/** Resources of one type whose logical id begins with `idPrefix`. */
export function resourcesOf(template: Template, type: string, idPrefix = ""): Resource[] {
  return Object.entries(template.findResources(type))
    .filter(([id]) => id.startsWith(idPrefix))
    .map(([, resource]) => resourceSchema.parse(resource));
}

/** The one resource of a type whose logical id begins with `idPrefix`. */
export function theResource(template: Template, type: string, idPrefix = ""): Resource {
  const [found, ...more] = resourcesOf(template, type, idPrefix);
  if (found === undefined || more.length > 0) {
    throw new Error(`${more.length + Number(found !== undefined)} of ${type} ${idPrefix}*`);
  }
  return found;
}

const joinSchema = z.object({ "Fn::Join": z.tuple([z.string(), z.array(z.unknown())]) });
const refSchema = z.object({ Ref: z.string() });
const getAttSchema = z.object({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) });
const subSchema = z.object({ "Fn::Sub": z.string() });
const outputSchema = z.object({
  "Fn::GetStackOutput": z.object({ OutputName: z.string() }),
});

/** A template's value as readable text: `{Ref: "Bucket83908E77"}` is `<Bucket>`. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const join = joinSchema.safeParse(value);
  if (join.success) {
    const [separator, parts] = join.data["Fn::Join"];
    return parts.map(textOf).join(separator);
  }
  const ref = refSchema.safeParse(value);
  if (ref.success) return `<${withoutHashes(ref.data.Ref)}>`;
  const getAtt = getAttSchema.safeParse(value);
  if (getAtt.success) return `<${withoutHashes(getAtt.data["Fn::GetAtt"].join(""))}>`;
  const output = outputSchema.safeParse(value);
  if (output.success) return `<${nameOf(output.data["Fn::GetStackOutput"].OutputName)}>`;
  const substituted = subSchema.safeParse(value);
  if (substituted.success) return substituted.data["Fn::Sub"].replaceAll(/\$\{([^}]+)\}/g, "<$1>");
  throw new Error(`No text for ${JSON.stringify(value)}`);
}

function nameOf(outputName: string): string {
  return withoutHashes(outputName.replace(/^PublishOutput(FnGetAtt|Ref)/, ""));
}

function withoutHashes(logicalId: string): string {
  return logicalId.replaceAll(/[0-9A-F]{8}/g, "");
}
