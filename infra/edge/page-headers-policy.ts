import { Duration } from "aws-cdk-lib";
import {
  HeadersReferrerPolicy,
  type ResponseCustomHeader,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { type PageOrigins, pageHeaders } from "../../admin-page/page-headers.ts";

/** The same headers as the local stack sends with the page, and HSTS, which only TLS can have. */
export class PageHeadersPolicy extends ResponseHeadersPolicy {
  constructor(scope: Construct, id: string, { origins }: { readonly origins: PageOrigins }) {
    super(scope, id, {
      comment: "Security headers of the admin page.",
      ...behaviorsOf(pageHeaders(origins)),
    });
  }
}

/** CloudFront takes these headers only in fields of their own, and all others only as custom. */
function behaviorsOf(headers: Readonly<Record<string, string>>) {
  const {
    "content-security-policy": contentSecurityPolicy,
    "x-content-type-options": contentTypeOptions,
    "referrer-policy": referrerPolicy,
    ...others
  } = headers;
  if (
    contentSecurityPolicy === undefined ||
    contentTypeOptions !== "nosniff" ||
    referrerPolicy !== HeadersReferrerPolicy.NO_REFERRER
  ) {
    throw new Error("admin-page/page-headers.ts and its policy at CloudFront don't agree.");
  }
  const securityHeadersBehavior: ResponseSecurityHeadersBehavior = {
    contentSecurityPolicy: { contentSecurityPolicy, override: true },
    contentTypeOptions: { override: true },
    referrerPolicy: { referrerPolicy, override: true },
    strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
  };
  const customHeaders = Object.entries(others).map(
    ([header, value]): ResponseCustomHeader => ({ header, value, override: true }),
  );
  return { securityHeadersBehavior, customHeadersBehavior: { customHeaders } };
}
