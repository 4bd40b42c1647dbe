import type { Template } from "aws-cdk-lib/assertions";
import * as z from "zod";
import { resourcesOf, textOf } from "./synth-stage.ts";

const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.union([z.array(schema), schema.transform((one) => [one])]);

const statementSchema = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(z.unknown().transform(textOf)).optional(),
  Condition: z.unknown().optional(),
});
export type Statement = z.infer<typeof statementSchema>;

const policySchema = z.object({
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
  Roles: z.array(z.unknown().transform(textOf)).default([]),
});

/** Every statement that a stack's policies make for the role `<role>`, or for all roles. */
export function statementsOf(template: Template, role?: string): Statement[] {
  return resourcesOf(template, "AWS::IAM::Policy")
    .map(({ Properties }) => policySchema.parse(Properties))
    .filter((policy) => role === undefined || policy.Roles.includes(`<${role}>`))
    .flatMap((policy) => policy.PolicyDocument.Statement);
}

/** What a role may do, as `action on resource`, sorted. */
export function permissionsOf(template: Template, role: string): string[] {
  return statementsOf(template, role)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => (Resource ?? []).map((resource) => `${action} on ${resource}`)),
    )
    .sort();
}
