import { useState } from "preact/hooks";
import { throughOwnBackend } from "../../../core/remedy/ownBackend";
import { CodeBlock } from "../../../parts/CodeBlock";
import { OuterLink } from "../../../parts/SpecLink";
import { copyText } from "../../../parts/saveFile";
import { say } from "../../../parts/say";
import { Prose } from "../../../parts/VisibleText";

/** Where the server is somebody else's, its owner may never change it: the page's own server can call it instead. */
export function OwnBackend({ url }: { url: string }) {
  const [chosen, choose] = useState("vite");
  const made = throughOwnBackend(url);
  if (!made.ok) {
    return (
      <p class="refusal">
        <Prose text={made.refusal} />
      </p>
    );
  }
  const route = made.routes.find(({ id }) => id === chosen) ?? made.routes[0];
  if (route === undefined) return null;
  return (
    <section class="recipes">
      <h3 class="part-title">{say("fixBackendTitle")}</h3>
      <p>{say("fixBackendHow")}</p>
      <label class="stack-choice">
        <span>{say("fixBackendYours")}</span>
        <select value={route.id} onChange={(event) => choose(event.currentTarget.value)}>
          {made.routes.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <OuterLink href={route.docs}>{say("fixDocs", { stack: route.title })}</OuterLink>
      </label>
      {route.snippets.map(({ slot, file, where, text }) => (
        <CodeBlock key={slot} text={text} label={`${file}, ${where}`} onCopy={copyText} />
      ))}
      <CodeBlock text={made.call} label={say("fixBackendCall")} onCopy={copyText} />
      {route.reach === "development" && <p class="quiet">{say("fixBackendDevelopment")}</p>}
    </section>
  );
}
