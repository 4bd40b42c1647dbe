import { Stack } from "aws-cdk-lib";
import { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Construct } from "constructs";

/**
 * The HTTP API as CloudFront sees it: an address. What it leads to is the admin stack's, which needs
 * the page's address, which needs this one.
 */
export class ApiDoor extends HttpApi {
  /** Host name of the API. */
  readonly host: string;

  constructor(scope: Construct, id: string) {
    super(scope, id, { apiName: Stack.of(scope).stackName, createDefaultStage: false });
    const { region, urlSuffix } = Stack.of(this);
    this.host = `${this.apiId}.execute-api.${region}.${urlSuffix}`;
  }
}
