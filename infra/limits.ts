import * as z from "zod";

/** Of all variables of a function as JSON, which is what Lambda measures. */
const ENVIRONMENT_BYTES = 4_096;
/** Of all policies written into a role, together. */
const ROLE_POLICIES_CHARACTERS = 10_240;

/** Policies by the type that holds them: the property, and how many characters it may have. */
const POLICIES: Readonly<Record<string, readonly [string, number]>> = {
  "AWS::IAM::Role": ["AssumeRolePolicyDocument", 2_048],
  "AWS::IAM::ManagedPolicy": ["PolicyDocument", 6_144],
  "AWS::S3::BucketPolicy": ["PolicyDocument", 20_480],
};

/** Names that we give, by type: the property, and how many characters it may have. */
const NAMES: Readonly<Record<string, readonly [string, number]>> = {
  "AWS::S3::Bucket": ["BucketName", 63],
  "AWS::Cognito::UserPoolDomain": ["Domain", 63],
  "AWS::Scheduler::ScheduleGroup": ["Name", 64],
  "AWS::ApiGatewayV2::Api": ["Name", 128],
  "AWS::CloudWatch::Alarm": ["AlarmName", 255],
  "AWS::CloudWatch::Dashboard": ["DashboardName", 255],
  "AWS::SecretsManager::Secret": ["Name", 512],
};

/** How long what only CloudFormation knows is at most; any ARN or name of ours is shorter. */
const PSEUDO_PARAMETERS: Readonly<Record<string, number>> = {
  "AWS::AccountId": 12,
  "AWS::Partition": 10,
  "AWS::Region": 14,
  "AWS::URLSuffix": 16,
};
const UNKNOWN_CHARACTERS = 170;

/** Which field of the stage's configuration makes a variable long. */
const FIELDS: Readonly<Record<string, string>> = {
  PAYSHEET_POINTS_API: "pointsApi",
  PAYSHEET_POINTS_APIS: "the titles in pointsApis",
  PAYSHEET_COLUMNS: "the columns in pointsApi",
  PAYSHEET_POLICY: "policy",
  PAYSHEET_SLACK_MENTIONS: "slack.mentions",
};
/** Those of one of several points APIs. */
const POINTS_API_OF = /^PAYSHEET_POINTS_API_OF_(.+)$/;

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });
const environmentSchema = z.object({ Variables: z.record(z.string(), z.unknown()) });
const attachedSchema = z.object({ Roles: z.array(z.unknown()).default([]) });
const joinSchema = z.object({ "Fn::Join": z.tuple([z.string(), z.array(z.unknown())]) });
const refSchema = z.object({ Ref: z.string() });

/** A stack to look at: its name, and its template. */
export interface SynthesisedStack {
  readonly name: string;
  readonly template: unknown;
}

interface Measured {
  /** What is measured. */
  readonly what: string;
  readonly size: number;
  readonly most: number;
  /** What to do where it is too large. */
  readonly mend: string;
}

type Resources = readonly (readonly [string, z.infer<typeof resourceSchema>])[];

/**
 * What AWS would refuse while deploying, one sentence each: where, how much there is, how much may
 * be, and what to shorten.
 */
export function exceededLimits({ name, template }: SynthesisedStack): string[] {
  const resources = Object.entries(templateSchema.parse(template).Resources);
  return [
    ...environmentsOf(resources),
    ...policiesOf(resources),
    ...rolesOf(resources),
    ...namesOf(resources),
  ]
    .filter(({ size, most }) => size > most)
    .map(({ what, size, most, mend }) => `${name}: ${what} takes ${size} of ${most}. ${mend}`);
}

/** @throws {Error} that names all that AWS would refuse */
export function assertWithinLimits(stacks: readonly SynthesisedStack[]): void {
  const exceeded = stacks.flatMap(exceededLimits);
  if (exceeded.length === 0) return;
  throw new Error(`AWS would refuse this:\n${exceeded.map((one) => `- ${one}`).join("\n")}`);
}

function environmentsOf(resources: Resources): Measured[] {
  return resources.flatMap(([id, { Type, Properties }]) => {
    if (Type !== "AWS::Lambda::Function" || Properties["Environment"] === undefined) return [];
    const { Variables } = environmentSchema.parse(Properties["Environment"]);
    const mend = `The longest are ${longestOf(Variables)}.`;
    const what = `the environment of ${id}`;
    return [{ what, size: sizeOf(Variables), most: ENVIRONMENT_BYTES, mend }];
  });
}

const GRANT_LESS = "Grant fewer resources one by one, or split what the function does.";

/** Each policy that stands by itself. */
function policiesOf(resources: Resources): Measured[] {
  return resources.flatMap(([id, { Type, Properties }]) => {
    const [property, most] = POLICIES[Type] ?? [];
    if (property === undefined || most === undefined) return [];
    const what = `the ${property} of ${id}`;
    return [{ what, size: sizeOf(Properties[property]), most, mend: GRANT_LESS }];
  });
}

/** What is written into each role, all policies together. */
function rolesOf(resources: Resources): Measured[] {
  const sizes = new Map<string, number>();
  for (const [, { Type, Properties }] of resources) {
    if (Type !== "AWS::IAM::Policy") continue;
    const size = sizeOf(Properties["PolicyDocument"]);
    for (const role of attachedSchema.parse(Properties).Roles.map(textOf)) {
      sizes.set(role, (sizes.get(role) ?? 0) + size);
    }
  }
  return [...sizes].map(([role, size]) => ({
    what: `all that the policies of ${role.replace(/\.+$/, "")} say`,
    size,
    most: ROLE_POLICIES_CHARACTERS,
    mend: GRANT_LESS,
  }));
}

function namesOf(resources: Resources): Measured[] {
  return resources.flatMap(([id, { Type, Properties }]) => {
    const [property, most] = NAMES[Type] ?? [];
    if (property === undefined || most === undefined) return [];
    if (Properties[property] === undefined) return [];
    const given = textOf(Properties[property]);
    const mend = `Shorten the stage's name, or the name in its configuration: ${given}`;
    return [{ what: `the name of ${id}`, size: given.length, most, mend }];
  });
}

function longestOf(variables: Readonly<Record<string, unknown>>): string {
  return Object.entries(variables)
    .map(([name, value]) => ({ name, bytes: Buffer.byteLength(textOf(value)) }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 3)
    .map(({ name, bytes }) => {
      const field = fieldOf(name, variables);
      const mend = field === undefined ? "" : ` (shorten ${field} in the stage's configuration)`;
      return `${name} with ${bytes}${mend}`;
    })
    .join(", ");
}

function fieldOf(name: string, variables: Readonly<Record<string, unknown>>): string | undefined {
  const [, pointsApi] = POINTS_API_OF.exec(name) ?? [];
  if (pointsApi !== undefined) return `pointsApis.${pointsApi.toLowerCase().replaceAll("_", "-")}`;
  // Where there are several, it holds the default one's.
  const isFirst = name === "PAYSHEET_POINTS_API" && "PAYSHEET_POINTS_APIS" in variables;
  return isFirst ? "the first of pointsApis" : FIELDS[name];
}

/** Bytes of a value as JSON without white space, as it will be once CloudFormation resolved it. */
function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(resolved(value)));
}

function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== "object" || value === null) return value;
  if (isIntrinsic(value)) return textOf(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
}

function isIntrinsic(value: object): boolean {
  const [key = "", ...more] = Object.keys(value);
  return more.length === 0 && (key === "Ref" || key.startsWith("Fn::"));
}

/** A value's text with as many characters as it has at most. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const join = joinSchema.safeParse(value);
  if (join.success) {
    const [separator, parts] = join.data["Fn::Join"];
    return parts.map(textOf).join(separator);
  }
  const { Ref } = refSchema.safeParse(value).data ?? {};
  const length = PSEUDO_PARAMETERS[Ref ?? ""] ?? UNKNOWN_CHARACTERS;
  return (Ref ?? "").padEnd(length, ".").slice(0, length);
}
