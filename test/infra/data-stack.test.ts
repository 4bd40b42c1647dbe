import { expect, it } from "vitest";
import { synthStage, theResource } from "./synth-stage.ts";

const { data } = synthStage({ pageUrl: "https://page.example.com/payouts/" });

it("keeps the bucket and the table when their stack is deleted or they are replaced", () => {
  for (const type of ["AWS::S3::Bucket", "AWS::DynamoDB::GlobalTable"]) {
    expect(theResource(data, type)).toMatchObject({
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
    });
  }
});

it("keeps the bucket private, encrypted, and every version of what is in it", () => {
  expect(theResource(data, "AWS::S3::Bucket").Properties).toMatchObject({
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
  expect(theResource(data, "AWS::S3::Bucket").Properties).toMatchObject({
    CorsConfiguration: {
      CorsRules: [
        { AllowedOrigins: ["https://page.example.com"], AllowedMethods: ["GET", "POST"] },
      ],
    },
  });
});

it("lets the bucket's policy do nothing but refuse what comes without TLS 1.2", () => {
  expect(theResource(data, "AWS::S3::BucketPolicy").Properties).toMatchObject({
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
        Region: { Ref: "AWS::Region" },
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ],
  });
});
