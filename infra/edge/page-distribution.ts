import { join } from "node:path";
import { Duration, Validations } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  type ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { Construct } from "constructs";
import { EDGE_HEADER } from "../../admin-api/environment.ts";
import type { StageConfig } from "../../config/stage-config.ts";
import { optional } from "../../domain/optional.ts";
import { asBucket } from "../constructs/private-bucket.ts";
import type { EdgeSecret } from "./edge-secret.ts";
import type { PageBucket } from "./page-files.ts";

/** The errors that CloudFront caches, even where the origin says `no-store`. */
const SERVER_ERRORS = [500, 502, 503, 504];

export interface PageDistributionProps {
  readonly page: StageConfig["page"];
  readonly bucket: PageBucket;
  /** Host name of the HTTP API. */
  readonly apiHost: string;
  /** Sent to the HTTP API with every call. */
  readonly edgeSecret: EdgeSecret;
  readonly headers: ResponseHeadersPolicy;
}

/** One address for the page and its API: the page from the bucket, `/api/*` from the HTTP API. */
export class PageDistribution extends Distribution {
  /** Where people open the page; ends in a slash. */
  readonly pageUrl: string;

  constructor(scope: Construct, id: string, props: PageDistributionProps) {
    const { page, bucket, apiHost, edgeSecret, headers } = props;
    const paths = new EdgeFunction(scope, `${id}Paths`, {
      comment: "Leads the page's own addresses to the page.",
      code: FunctionCode.fromFile({ filePath: join(import.meta.dirname, "page-paths.js") }),
      runtime: FunctionRuntime.JS_2_0,
    });
    super(scope, id, {
      comment: "Paysheet: the admin page and its API.",
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(asBucket(bucket)),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: headers,
        functionAssociations: [{ function: paths, eventType: FunctionEventType.VIEWER_REQUEST }],
        compress: true,
      },
      additionalBehaviors: {
        "/api/*": {
          origin: new HttpOrigin(apiHost, {
            protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
            originSslProtocols: [OriginSslPolicy.TLS_V1_2],
            // A reference in the template, which CloudFormation resolves; CloudFront takes the place
            // of one that a viewer sends.
            customHeaders: { [EDGE_HEADER]: edgeSecret.current.unsafeUnwrap() },
          }),
          // A token sent in the clear is a token lost: refused, not redirected.
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // The only kind of policy that hands on Authorization; the API would refuse a foreign Host.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          compress: true,
        },
      },
      // By default an error of the API's is answered to everybody for ten seconds, whatever it says of
      // being stored.
      errorResponses: SERVER_ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Seoul and Tokyo are not in the cheapest class.
      priceClass: PriceClass.PRICE_CLASS_200,
      ...optional("webAclId", page.webAclArn),
      ...(page.domain && {
        domainNames: [page.domain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(
          scope,
          `${id}Certificate`,
          page.domain.certificateArn,
        ),
      }),
    });
    this.pageUrl = `https://${page.domain?.name ?? this.distributionDomainName}/`;
    this.answerFindings(page);
  }

  private answerFindings(page: StageConfig["page"]): void {
    const validations = Validations.of(this);
    validations.acknowledge(
      {
        id: "AwsSolutions-CFR1",
        reason:
          "People on a journey schedule and stop payouts, too; who they are is proved by sign-in.",
      },
      {
        id: "AwsSolutions-CFR3",
        reason:
          "CloudFront's log would hold paths, and a path may name a user. The HTTP API logs every call by its route.",
      },
    );
    if (page.webAclArn === undefined) {
      validations.acknowledge({
        id: "AwsSolutions-CFR2",
        reason:
          "A web ACL is the company's choice (page.webAclArn). The page is static, and the API throttles and asks for a token before its function runs.",
      });
    }
    if (page.domain === undefined) {
      validations.acknowledge({
        id: "AwsSolutions-CFR4",
        reason:
          "cloudfront.net's own certificate does not let a distribution choose its TLS; with page.domain it is TLSv1.2_2021.",
      });
    }
  }
}
