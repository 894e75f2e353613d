import { getHeader } from "../../fetch/headers";
import { type Json, json } from "../encode/json";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { withSafelisted } from "./methods";
import { causedBy } from "./pitfallSigns";
import { snippets } from "./snippets";

export const s3: Stack = {
  id: "s3",
  title: "Amazon S3 bucket",
  family: "cloud",
  language: "json",
  install: "",
  placement:
    "The console takes the list as it stands here; the API and the command line take it as the value of CORSRules, and CloudFormation spells two of the names otherwise.",
  restart: "It counts as soon as it is saved. Copies in a browser or in CloudFront keep the old headers until they expire.",
  docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
  pitfalls: [
    {
      id: "reply-without-origin",
      text: "S3 sends the headers to requests with an Origin only: a copy that an <img> or a CDN fetched without one has none. Add `crossorigin` to the tag, and have the CDN pass Origin on.",
      seen: causedBy("cached-reply-without-origin"),
    },
    {
      id: "access-denied-looks-like-cors",
      text: "A 403 of S3 can be a signature or a bucket policy: CORS does not grant access.",
    },
  ],
  likely: (reply) => {
    if (/^amazons3$/i.test(getHeader(reply, "Server") ?? "")) return 0.9;
    return getHeader(reply, "x-amz-id-2") === null ? 0 : 0.85;
  },
  render,
};

const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE"];

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const odd = admission.policy.methods.find((method) => !METHODS.includes(method));
  if (odd !== undefined)
    return { ok: false, refusal: `S3 knows GET, HEAD, POST, PUT and DELETE only: ${odd} is no method of a bucket, and cannot be allowed.` };
  return snippets([
    { file: "the bucket", where: "Permissions, Cross-origin resource sharing (CORS), Edit", slot: "rules" },
    rules(admission.policy),
  ]);
}

/** S3 answers credentials by itself wherever a rule names the origin; there is nothing to switch on. */
function rules({ origins, methods, headers, exposed, maxAge }: Admitted): Json {
  const allowed = [...new Set(withSafelisted(methods))];
  return json([
    {
      AllowedOrigins: origins ?? ["*"],
      AllowedMethods: allowed,
      AllowedHeaders: headers,
      ExposeHeaders: exposed,
      ...(maxAge === null ? {} : { MaxAgeSeconds: maxAge }),
    },
  ]);
}
