import { getHeader } from "../../fetch/headers";
import { join } from "../encode/lit";
import { type Yaml, yaml, yamlList, yamlNumber } from "../encode/yaml";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { withSafelisted } from "./methods";
import { causedBy } from "./pitfallSigns";
import { sign } from "./signs";
import { snippets } from "./snippets";

export const cloudfront: Stack = {
  id: "cloudfront",
  title: "Amazon CloudFront: CloudFormation or SAM",
  family: "cloud",
  language: "yaml",
  install: "",
  placement:
    "The cache behavior that serves the path names the policy: ResponseHeadersPolicyId: !Ref CorsHeaders. Its AllowedMethods have to include OPTIONS.",
  restart: "Update the stack. Copies that the edge already holds get the headers too; a browser keeps its own until they expire.",
  docs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
  pitfalls: [
    {
      id: "options-not-allowed",
      text: "A behavior that allows GET and HEAD only refuses the preflight with 403, whatever the policy says.",
      seen: causedBy("preflight-refused", "preflight-not-routed", "preflight-needs-auth"),
    },
    {
      id: "origin-not-in-the-cache-key",
      text: "Without this policy, an application that answers by Origin has one answer cached for everybody, unless Origin is in the cache key.",
      seen: causedBy("cached-reply-without-origin"),
    },
  ],
  likely: (reply) => Math.max(sign(reply, "Via", /cloudfront/i, 0.7), getHeader(reply, "x-amz-cf-id") === null ? 0 : 0.7),
  render,
};

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  if (admission.policy.methods.some((method) => !METHODS.includes(method)))
    return { ok: false, refusal: "CloudFront has a fixed list of methods, and one of this policy is not in it." };
  return snippets([{ file: "template.yaml", where: "among the Resources", slot: "resources" }, headersPolicy(admission.policy)]);
}

function headersPolicy({ origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge }: Admitted): Yaml {
  const lines: Yaml[] = [yaml`AccessControlAllowOrigins: { Items: ${yamlList(origins ?? ["*"])} }`];
  lines.push(yaml`AccessControlAllowMethods: { Items: ${yamlList([...new Set(withSafelisted(methods))])} }`);
  if (headers.length === 0) lines.push(yaml`# The list is required, and browsers ask nobody's leave for this name.`);
  lines.push(yaml`AccessControlAllowHeaders: { Items: ${yamlList(headers.length === 0 ? ["accept"] : headers)} }`);
  if (exposed.length > 0) lines.push(yaml`AccessControlExposeHeaders: { Items: ${yamlList(exposed)} }`);
  if (credentialsUnsure) lines.push(yaml`# The next line can say false if the call does not send credentials.`);
  lines.push(credentials ? yaml`AccessControlAllowCredentials: true` : yaml`AccessControlAllowCredentials: false`);
  if (maxAge !== null) lines.push(yaml`AccessControlMaxAgeSec: ${yamlNumber(maxAge)}`);
  const indented = lines.map((line) => yaml`        ${line}`);
  return yaml`CorsHeaders:
  Type: AWS::CloudFront::ResponseHeadersPolicy
  Properties:
    ResponseHeadersPolicyConfig:
      Name: cors-headers
      CorsConfig:
        # What the origin sends itself is replaced: two layers that both answer make two fields.
        OriginOverride: true
${join(indented, "\n")}
`;
}
