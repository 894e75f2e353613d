import "reflect-metadata";
import { All, Controller, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";

@Controller()
class Items {
  @All("items")
  items() {
    return { from: "nestjs" };
  }
  @All("broken")
  broken() {
    throw new Error("broken");
  }
}

@Module({ controllers: [Items] })
class App {}

const app = await NestFactory.create(App, { logger: false });
// CORSCOPE:bootstrap
await app.listen(Number(process.env.PORT), "127.0.0.1");
// CORSCOPE:after-listen
