import { CfnOutput, DefaultStackSynthesizer, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { CompositePrincipal, FederatedPrincipal, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { CiRoleConfig } from "../../config/deployment-schemas.ts";

/** The OpenID provider of GitHub Actions; one an account, made by hand (docs/deploy.md). */
const GITHUB = "token.actions.githubusercontent.com";

/** The roles of CDK's bootstrapping that a deployment takes on; each does its part and no more. */
const BOOTSTRAP_ROLES = ["deploy-role", "file-publishing-role", "lookup-role"];

export interface CiRoleStackProps extends StackProps {
  readonly stage: string;
  readonly ciRole: CiRoleConfig;
}

/** Lets the repository's GitHub environment of this stage deploy, without a key that could leak. */
export class CiRoleStack extends Stack {
  constructor(scope: Construct, id: string, props: CiRoleStackProps) {
    const { stage, ciRole, ...stackProps } = props;
    super(scope, id, stackProps);
    const { partition, account, region } = this;
    const role = new Role(this, "Role", {
      description: `Deploys ${stage} from ${ciRole.repository}.`,
      maxSessionDuration: Duration.hours(1),
      assumedBy: new CompositePrincipal(
        ...subjectsOf(stage, ciRole).map(
          (conditions) =>
            new FederatedPrincipal(
              `arn:${partition}:iam::${account}:oidc-provider/${GITHUB}`,
              { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com", ...conditions } },
              "sts:AssumeRoleWithWebIdentity",
            ),
        ),
      ),
    });
    const qualifier = DefaultStackSynthesizer.DEFAULT_QUALIFIER;
    role.addToPolicy(
      new PolicyStatement({
        actions: ["sts:AssumeRole"],
        resources: BOOTSTRAP_ROLES.map(
          (name) =>
            `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${name}-${account}-${region}`,
        ),
      }),
    );
    new CfnOutput(this, "DeployRoleArn", { value: role.roleArn });
  }
}

/**
 * What tokens of the stage's environment say of themselves. Repositories that were created, renamed
 * or transferred since July 2026 send their ids, older ones names alone, which somebody else can
 * take once they are given up: those count with the id that another claim holds.
 */
function subjectsOf(stage: string, { repository, ownerId, repositoryId }: CiRoleConfig) {
  const [owner = "", name = ""] = repository.split("/");
  const subject = `${GITHUB}:sub`;
  return [
    { [subject]: `repo:${owner}@${ownerId}/${name}@${repositoryId}:environment:${stage}` },
    {
      [subject]: `repo:${repository}:environment:${stage}`,
      [`${GITHUB}:repository_id`]: String(repositoryId),
    },
  ];
}
