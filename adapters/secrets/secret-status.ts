import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Whether a person has put a secret, without reading it. */
export interface SecretStatus {
  /** @throws what the SDK throws */
  isPut(secretId: string): Promise<boolean>;
}

/** A secret that was made with something in it has a version before the current once it was put. */
const PREVIOUS = "AWSPREVIOUS";

export function createSecretStatus({
  secretsManager,
}: {
  readonly secretsManager: SecretsManagerClient;
}): SecretStatus {
  return {
    async isPut(SecretId) {
      const command = new DescribeSecretCommand({ SecretId });
      const { VersionIdsToStages = {} } = await secretsManager.send(command);
      return Object.values(VersionIdsToStages).some((stages) => stages.includes(PREVIOUS));
    },
  };
}
