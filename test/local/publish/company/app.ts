import { App } from "aws-cdk-lib";
import { Paysheet } from "paysheet";
import dev from "./dev.ts";

const app = new App();
new Paysheet(app, "Paysheet", dev);
