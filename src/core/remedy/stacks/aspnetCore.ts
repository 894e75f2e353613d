import { type CSharp, csharp, csharpNumber, csharpStrings } from "../encode/csharp";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { sign } from "./signs";
import { snippets } from "./snippets";

export const aspnetCore: Stack = {
  id: "aspnet-core",
  title: "ASP.NET Core",
  family: "app",
  language: "csharp",
  install: "",
  placement:
    "The order of the pipeline decides: after UseRouting, before UseAuthentication and UseAuthorization, and before UseHttpsRedirection, which would redirect the preflight.",
  restart: "Build and start the application again.",
  docs: "https://learn.microsoft.com/aspnet/core/security/cors",
  pitfalls: [],
  likely: (reply) =>
    Math.max(
      sign(reply, "Server", /kestrel/i, 0.9),
      sign(reply, "X-Powered-By", /asp\.net/i, 0.8),
      sign(reply, "Server", /microsoft-iis/i, 0.6),
    ),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines: CSharp[] = [origins === null ? csharp`    .AllowAnyOrigin()` : csharp`    .WithOrigins(${csharpStrings(origins)})`];
  if (methods.length > 0) lines.push(csharp`    .WithMethods(${csharpStrings(methods)})`);
  if (headers.length > 0) lines.push(csharp`    .WithHeaders(${csharpStrings(headers)})`);
  if (exposed.length > 0) lines.push(csharp`    .WithExposedHeaders(${csharpStrings(exposed)})`);
  if (credentialsUnsure) lines.push(csharp`    // Can be dropped if the call does not send credentials:`);
  if (credentials) lines.push(csharp`    .AllowCredentials()`);
  if (maxAge !== null) lines.push(csharp`    .SetPreflightMaxAge(TimeSpan.FromSeconds(${csharpNumber(maxAge)}))`);
  return snippets(
    [
      { file: "Program.cs", where: "before builder.Build()", slot: "services" },
      csharp`builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
${join(lines, "\n")}));
`,
    ],
    [
      {
        file: "Program.cs",
        where: "after app.UseRouting(), before app.UseAuthentication() and app.UseHttpsRedirection()",
        slot: "pipeline",
      },
      csharp`app.UseCors();
`,
    ],
  );
}
