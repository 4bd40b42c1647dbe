import { RemovalPolicy, Validations } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { StagePointsApi } from "../../config/points-apis.ts";
import type { StageConfig } from "../../config/stage-config.ts";
import { allowSecret } from "../constructs/allow-secret.ts";

export interface OperatorSecretProps {
  /** Named in full, as a person types it to put the content in. */
  readonly secretName: string;
  readonly description: string;
  /** The member that is secret; a random value stands there until the real one is put. */
  readonly secretField: string;
  /** Further members, which a person puts together with the secret one. */
  readonly otherFields?: readonly string[];
}

/**
 * A JSON secret whose content a person puts in after the first deploy. Until then it has the right
 * form and a value that no service accepts, so that what fails is the sign-in and says so.
 */
export class OperatorSecret extends Secret {
  constructor(scope: Construct, id: string, props: OperatorSecretProps) {
    const others = Object.fromEntries((props.otherFields ?? []).map((field) => [field, "not-set"]));
    super(scope, id, {
      secretName: props.secretName,
      description: props.description,
      generateSecretString: {
        secretStringTemplate: JSON.stringify(others),
        generateStringKey: props.secretField,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "Whoever issued it rotates it, and no API of theirs does so for us; docs/runbook.md says how. A rotated secret is taken up within five minutes.",
    });
  }

  /** Lets the grantee see whether it was put, and nothing of what is in it. */
  allowDescribe(grantee: IGrantable): void {
    allowSecret(grantee, "DescribeSecret", this);
  }

  /** Lets the grantee put what takes the place of a refresh token, which each use replaces. */
  allowPut(grantee: IGrantable): void {
    allowSecret(grantee, "PutSecretValue", this);
  }

  /** Lets the grantee read it, without the right to look for others. */
  allowRead(grantee: IGrantable): void {
    allowSecret(grantee, "GetSecretValue", this);
  }
}

/**
 * The Slack app's own secrets: the bot token that messages are posted with, and the signing secret
 * that its buttons are verified by. The latter is random until both are put: it is the one that a
 * stranger could use.
 */
export class SlackSecret extends OperatorSecret {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id, {
      secretName: `paysheet/${stage}/slack`,
      description: 'Slack app: {"botToken": "xoxb-...", "signingSecret": "..."}',
      secretField: "signingSecret",
      otherFields: ["botToken"],
    });
  }
}

type Credentials = StagePointsApi["description"]["credentials"];

/** What the secret holds, by the way the points API is signed in to; none where it asks for none. */
function fieldsOf(credentials: Credentials): readonly string[] {
  switch (credentials.kind) {
    case "none":
      return [];
    case "secret":
      return credentials.fields;
    case "client_credentials":
      return ["clientId", "clientSecret"];
    case "refresh_token":
      return ["clientId", "clientSecret", "refreshToken"];
  }
}

/** A points API of the stage, and the secret of its credentials: undefined where it asks for none. */
export interface PointsApiWithSecret {
  readonly pointsApi: StagePointsApi;
  readonly secret: OperatorSecret | undefined;
}

/** How a points API gives refresh tokens, each use of which replaces them; undefined where it gives none. */
export function refreshTokenOf({ description: { credentials } }: StagePointsApi) {
  return credentials.kind === "refresh_token" ? credentials : undefined;
}

/** Makes the secrets of all points APIs; each id begins with `id`, the default one's is no longer. */
export function createPointsApiSecrets(
  scope: Construct,
  id: string,
  { pointsApis }: StageConfig,
): readonly PointsApiWithSecret[] {
  return pointsApis.map((pointsApi, index) => {
    const name = index === 0 ? undefined : pointsApi.named?.name;
    const secretId = name === undefined ? id : `${id}-${name}`;
    return { pointsApi, secret: createSecret(scope, secretId, pointsApi) };
  });
}

function createSecret(
  scope: Construct,
  id: string,
  { description, secretName, named }: StagePointsApi,
): OperatorSecret | undefined {
  const fields = fieldsOf(description.credentials);
  const secretField = fields.at(-1);
  if (secretField === undefined) return undefined;
  const content = JSON.stringify(Object.fromEntries(fields.map((field) => [field, "..."])));
  const whose = named === undefined ? "Points API" : `Points API ${named.name}`;
  return new OperatorSecret(scope, id, {
    secretName,
    description: `${whose} credentials: ${content}`,
    secretField,
    otherFields: fields.slice(0, -1),
  });
}
