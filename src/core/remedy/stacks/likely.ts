import type { HeaderList } from "../../exchange/networkEvent";
import { getHeader } from "../../fetch/headers";
import type { Stack } from "../policy";
import { expressCors } from "./expressCors";
import { nginx } from "./nginx";

/** Which recipe to offer first, by what the server calls itself: only an order, so a wrong guess costs one click. */
export function likelyStack(replyHeaders: HeaderList): Stack {
  if (/express/i.test(getHeader(replyHeaders, "X-Powered-By") ?? "")) return expressCors;
  return /nginx|openresty/i.test(getHeader(replyHeaders, "Server") ?? "") ? nginx : expressCors;
}
