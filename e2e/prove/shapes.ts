/** The requests that every recipe is proven with; each needs one thing more of a policy. */
export type ShapeName = "get" | "get-cookies" | "post-json" | "put-cookies" | "delete-authorization" | "two-origins";

export interface Shape {
  readonly name: ShapeName;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: "omit" | "include";
  /** Pages that send it, by the name of their host. */
  readonly from: readonly ("app" | "admin")[];
}

const JSON_BODY = { "content-type": "application/json" };

export const SHAPES: readonly Shape[] = [
  { name: "get", method: "GET", headers: {}, credentials: "omit", from: ["app"] },
  { name: "get-cookies", method: "GET", headers: {}, credentials: "include", from: ["app"] },
  { name: "post-json", method: "POST", headers: JSON_BODY, credentials: "omit", from: ["app"] },
  { name: "put-cookies", method: "PUT", headers: { ...JSON_BODY, "x-trace-id": "1" }, credentials: "include", from: ["app"] },
  { name: "delete-authorization", method: "DELETE", headers: { authorization: "Bearer x" }, credentials: "omit", from: ["app"] },
  {
    name: "two-origins",
    method: "PUT",
    headers: { ...JSON_BODY, "x-trace-id": "1", "x-tenant": "a" },
    credentials: "include",
    from: ["app", "admin"],
  },
];

/** The two that need every element of a policy. */
export const WIDEST: readonly ShapeName[] = ["put-cookies", "two-origins"];

export function shapeOf(name: ShapeName): Shape {
  return SHAPES.find((shape) => shape.name === name) as Shape;
}

export function hasPreflight({ method, headers }: Shape): boolean {
  return !/^(?:GET|POST)$/.test(method) || Object.keys(headers).length > 0;
}
