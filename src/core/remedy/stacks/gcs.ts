import { getHeader } from "../../fetch/headers";
import { json } from "../encode/json";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { withSafelisted } from "./methods";
import { causedBy } from "./pitfallSigns";
import { snippets } from "./snippets";

export const gcs: Stack = {
  id: "gcs",
  title: "Google Cloud Storage bucket",
  family: "cloud",
  language: "json",
  install: "",
  placement: "One list, responseHeader, serves both as the request headers that are allowed and as the response headers that are exposed.",
  restart: "`gcloud storage buckets update gs://BUCKET --cors-file=cors.json`, which replaces what was set before.",
  docs: "https://cloud.google.com/storage/docs/using-cors",
  pitfalls: [
    {
      id: "authenticated-browser-url",
      text: "The setting counts for storage.googleapis.com only: downloads from storage.cloud.google.com never carry CORS headers.",
    },
    {
      id: "cached-copy",
      text: "A cached copy keeps the headers it was stored with, until it expires.",
      seen: causedBy("cached-reply-without-origin"),
    },
  ],
  likely: (reply) => {
    if (getHeader(reply, "x-goog-generation") !== null || getHeader(reply, "x-goog-hash") !== null) return 0.9;
    return getHeader(reply, "x-guploader-uploadid") === null ? 0 : 0.85;
  },
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  if (credentials && !credentialsUnsure)
    return {
      ok: false,
      refusal: "Cloud Storage never allows credentials: send the call without them, with a signed URL, or put a proxy before the bucket.",
      tryInstead: "nginx",
    };
  return snippets([
    { file: "cors.json", where: "the whole file", slot: "file" },
    json([
      {
        origin: origins ?? ["*"],
        method: [...new Set(withSafelisted(methods))],
        responseHeader: [...new Set([...headers, ...exposed])],
        ...(maxAge === null ? {} : { maxAgeSeconds: maxAge }),
      },
    ]),
  ]);
}
