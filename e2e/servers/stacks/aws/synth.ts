import { App, type Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";

/** Prints, as JSON, what CDK deploys for the stack that `define` fills. */
export function synth(define: new (scope: App, id: string) => Stack): void {
  console.log(JSON.stringify(Template.fromStack(new define(new App(), "Proven")).toJSON()));
}
