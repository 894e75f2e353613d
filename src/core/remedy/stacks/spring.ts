import type { HeaderList } from "../../exchange/networkEvent";
import { type Java, java, javaStrings } from "../encode/java";
import type { Admitted } from "./admit";
import { habit, variesBy } from "./signs";

/** What the recipes of the Spring family share. */
export const SPRING_RESTART = "Build and start the application again.";

/** Spring's CORS layer adds its Vary fields one by one, on refused requests too. */
export function saysVaryLikeSpring(reply: HeaderList): boolean {
  return variesBy(reply, "Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers");
}

/** What Spring Security adds to every reply unless told not to. */
export function hasSpringSecurityHeaders(reply: HeaderList): boolean {
  const fields = { "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", Pragma: "no-cache", Expires: "0" };
  return habit(reply, { ...fields, "X-Content-Type-Options": "nosniff" }, 1) > 0;
}

/** `"a", "b"`, or `"*"` for everybody. */
export function originArguments({ origins }: Admitted): Java {
  return javaStrings(origins ?? ["*"]);
}

export const MAY_BE_DROPPED = java` // can be dropped if the call does not send credentials`;
