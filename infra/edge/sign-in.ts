import { Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolGroup,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolDomain,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { CognitoConfig, OpenIdConfig } from "../../config/sign-in-schema.ts";

/** What the page and the API have to know of the OpenID provider. */
export interface SignIn {
  readonly issuer: string;
  /** Of `aud` in access tokens, or of `client_id` where they have no `aud`, as Cognito's. */
  readonly audience: string;
  readonly rolesClaim: string;
  /** The claim that holds people's names; their subject is shown without it. */
  readonly nameClaim?: string | undefined;
  readonly emails: OpenIdConfig["emails"];
  readonly tokenType?: OpenIdConfig["tokenType"];
  /** The page's client. */
  readonly clientId: string;
  readonly scope: string;
  /** Where a browser ends its session, if the provider's discovery document does not say. */
  readonly signOutUrl?: string | undefined;
  /** Where it can be asked whether somebody is still there; absent of the company's own provider. */
  readonly directory?: { readonly userPoolId: string; readonly userPoolArn: string } | undefined;
}

/** Origins that the page calls to sign in. */
export interface SignInOrigins {
  readonly issuer: string;
  readonly provider: readonly string[];
}

/** The company's own provider, as it is configured. */
export function ownProvider(config: OpenIdConfig): { signIn: SignIn; origins: SignInOrigins } {
  const { provider: _, origins, ...signIn } = config;
  return {
    signIn,
    origins: { issuer: new URL(config.issuer).origin, provider: origins },
  };
}

/** What each group of the pool may do; the names are the API's roles. */
const GROUPS = {
  viewer: "Looks at everything.",
  marketer: "Creates, schedules, stops and mends payouts.",
  approver: "Approves and declines payouts of others, and stops them.",
  admin: "May do everything.",
} as const;

/**
 * What people may change of themselves with a token. Cognito takes no list without the attributes
 * that its pool requires, and an empty one stands for every attribute: so it is the address alone,
 * which has to be proved first, and no name.
 */
const WRITTEN_BY_PEOPLE = new ClientAttributes().withStandardAttributes({ email: true });

const SCOPES = [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL];

export interface CognitoSignInProps {
  readonly stage: string;
  readonly config: CognitoConfig;
}

/**
 * A user pool: people whom an admin lets in, one group a role, and Cognito's own sign-in page.
 * Access tokens name the groups in `cognito:groups`, and the client in `client_id`.
 */
export class CognitoSignIn extends Construct {
  readonly origins: SignInOrigins;
  private readonly pool: UserPool;
  private readonly domain: UserPoolDomain;

  constructor(scope: Construct, id: string, { stage, config }: CognitoSignInProps) {
    super(scope, id);
    const { account, region, urlSuffix } = Stack.of(this);
    this.pool = this.createPool(config);
    for (const [groupName, description] of Object.entries(GROUPS)) {
      const { userPoolId } = this.pool;
      new CfnUserPoolGroup(this, `Group-${groupName}`, { userPoolId, groupName, description });
    }
    this.domain = new UserPoolDomain(this, "Domain", {
      userPool: this.pool,
      cognitoDomain: {
        domainPrefix: config.domainPrefix ?? `paysheet-${stage}-${account}`,
      },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.origins = {
      issuer: `https://cognito-idp.${region}.${urlSuffix}`,
      provider: [this.domain.baseUrl()],
    };
  }

  /** Makes the page at this address a client, which may sign people in. */
  addPage(pageUrl: string): SignIn {
    const client = new UserPoolClient(this, "Page", {
      userPool: this.pool,
      // A page can keep no secret: PKCE takes its place.
      generateSecret: false,
      // What the sign-in page itself does: the password never leaves the browser.
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: SCOPES,
        callbackUrls: [`${pageUrl}signed-in`],
        logoutUrls: [pageUrl],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      writeAttributes: WRITTEN_BY_PEOPLE,
      accessTokenValidity: Duration.minutes(30),
      idTokenValidity: Duration.minutes(30),
      // A working day, however often the page renews.
      refreshTokenValidity: Duration.hours(10),
      // One that was stolen is found out by its second use; the grace is for an answer that got lost.
      refreshTokenRotationGracePeriod: Duration.seconds(30),
    });
    new CfnManagedLoginBranding(this, "Look", {
      userPoolId: this.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return {
      issuer: this.pool.userPoolProviderUrl,
      audience: client.userPoolClientId,
      clientId: client.userPoolClientId,
      rolesClaim: "cognito:groups",
      // An admin gives it, and nobody can change it.
      nameClaim: "username",
      emails: "verified",
      scope: SCOPES.map(({ scopeName }) => scopeName).join(" "),
      directory: { userPoolId: this.pool.userPoolId, userPoolArn: this.pool.userPoolArn },
      signOutUrl: `${this.domain.baseUrl()}/logout?client_id=${client.userPoolClientId}&logout_uri=${pageUrl}`,
    };
  }

  private createPool({ mfa }: CognitoConfig): UserPool {
    const pool = new UserPool(this, "Pool", {
      selfSignUpEnabled: false,
      // The name that an admin gives is what tokens, and so the audit trail, call a person.
      signInAliases: { username: true, email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      // Nobody is known by another address before they proved that it is theirs.
      keepOriginal: { email: true },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: mfa === "required" ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      // As the table: without a name of ours, and protected.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const validations = Validations.of(pool);
    validations.acknowledge({
      id: "AwsSolutions-COG3",
      reason:
        "Threat protection needs the Plus plan, paid for each person; only people whom an admin let in can sign in at all, and MFA is required where points are real.",
    });
    validations.acknowledge({
      id: "AwsSolutions-COG8",
      reason: "The Plus plan adds threat protection alone; see AwsSolutions-COG3.",
    });
    if (mfa === "optional") {
      validations.acknowledge({
        id: "AwsSolutions-COG2",
        reason:
          "This stage's configuration leaves MFA to each person (signIn.mfa); the default requires it.",
      });
    }
    return pool;
  }
}
