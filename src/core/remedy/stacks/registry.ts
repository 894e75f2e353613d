import type { Stack } from "../policy";
import { awsLambdaNode } from "./awsLambdaNode";
import { expressCors } from "./expressCors";
import { expressManual } from "./expressManual";
import { fastify } from "./fastify";
import { headers } from "./headers";
import { hono } from "./hono";
import { koa } from "./koa";
import { nestjs } from "./nestjs";
import { nginx } from "./nginx";
import { nodeHttp } from "./nodeHttp";

/** Every recipe, by id. To add one: a file here, an import and a row (a line each), golden files, a proof in e2e/prove. */
export const STACKS: readonly Stack[] = [
  awsLambdaNode,
  expressCors,
  expressManual,
  fastify,
  headers,
  hono,
  koa,
  nestjs,
  nginx,
  nodeHttp, //
];

export function stackById(id: string): Stack | null {
  return STACKS.find((stack) => stack.id === id) ?? null;
}
