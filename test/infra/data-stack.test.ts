import { expect, it } from "vitest";
import { TIME_TO_LIVE } from "../../adapters/dynamodb/table.ts";
import { createStage, OWN_ADDRESSES, synthStage, theResource } from "./synth-stage.ts";

const { data } = synthStage(OWN_ADDRESSES);
// Its id begins with the name alone, the access log's with another.
const bucket = theResource(data, "AWS::S3::Bucket", "Bucket");

it("keeps the bucket and the table when their stack is deleted or they are replaced", () => {
  const table = theResource(data, "AWS::DynamoDB::GlobalTable");
  expect(table).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
  expect(bucket).toMatchObject({
    DeletionPolicy: "RetainExceptOnCreate",
    UpdateReplacePolicy: "Retain",
  });
});

it("keeps the bucket private, encrypted, and every version of what is in it", () => {
  expect(bucket.Properties).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
      ],
    },
    VersioningConfiguration: { Status: "Enabled" },
  });
});

it("takes uploads from the page's origin only", () => {
  expect(bucket.Properties).toMatchObject({
    CorsConfiguration: {
      CorsRules: [
        { AllowedOrigins: ["https://payouts.dev.example.com"], AllowedMethods: ["GET", "POST"] },
      ],
    },
  });
});

it("lets the bucket's policy do nothing but refuse what comes without TLS 1.2", () => {
  expect(theResource(data, "AWS::S3::BucketPolicy", "BucketPolicy").Properties).toMatchObject({
    PolicyDocument: {
      Statement: [
        { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
        { Effect: "Deny", Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } },
      ],
    },
  });
});

it("protects the table from deletion and lets it be restored to any second", () => {
  expect(theResource(data, "AWS::DynamoDB::GlobalTable").Properties).toMatchObject({
    BillingMode: "PAY_PER_REQUEST",
    Replicas: [
      {
        Region: "ap-northeast-2",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ],
  });
});

it("deletes every version of every file when it is as old as the policy says", () => {
  const rulesOf = (template: typeof data) =>
    theResource(template, "AWS::S3::Bucket", "Bucket").Properties["LifecycleConfiguration"];
  const deletedAfter = (days: number) => ({
    Rules: [
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: "Enabled" },
      {
        Prefix: "sheets/",
        ExpirationInDays: 1,
        NoncurrentVersionExpiration: { NoncurrentDays: days - 1 },
        Status: "Enabled",
      },
      ...["checks", "problems", "chunks", "results"].map((kind) => ({
        Prefix: `${kind}/`,
        ExpirationInDays: days - 7,
        NoncurrentVersionExpiration: { NoncurrentDays: 7 },
        Status: "Enabled",
      })),
      { ExpiredObjectDeleteMarker: true, Status: "Enabled" },
    ],
  });
  const shorter = synthStage({ ...OWN_ADDRESSES, policy: { retention: { filesDays: 90 } } });

  expect(rulesOf(data)).toEqual(deletedAfter(365));
  expect(rulesOf(shorter.data)).toEqual(deletedAfter(90));
});

it("keeps the key by which erased users are told, made by AWS and seen by nobody", () => {
  const key = theResource(data, "AWS::SecretsManager::Secret");
  expect(key).toMatchObject({
    DeletionPolicy: "RetainExceptOnCreate",
    UpdateReplacePolicy: "Retain",
  });
  expect(key.Properties).toMatchObject({
    Name: "paysheet/dev/user-id-key",
    GenerateSecretString: { GenerateStringKey: "key", PasswordLength: 48 },
  });
});

it("writes down who reads and writes payouts, where only S3 may write", () => {
  expect(bucket.Properties["LoggingConfiguration"]).toMatchObject({ LogFilePrefix: "payouts/" });
  expect(theResource(data, "AWS::S3::BucketPolicy", "AccessLogPolicy").Properties).toMatchObject({
    PolicyDocument: {
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: "Allow",
          Action: "s3:PutObject",
          Principal: { Service: "logging.s3.amazonaws.com" },
          Condition: {
            ArnLike: { "aws:SourceArn": expect.anything() },
            StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
          },
        }),
      ]),
    },
  });
});

it("lets nobody delete the stack by mistake", () => {
  expect(createStage().stage.data.terminationProtection).toBe(true);
});

it("lets DynamoDB forget what nobody needs any more, by the attribute that the stores write", () => {
  expect(theResource(data, "AWS::DynamoDB::GlobalTable").Properties).toMatchObject({
    TimeToLiveSpecification: { AttributeName: TIME_TO_LIVE, Enabled: true },
  });
});
