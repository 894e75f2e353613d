import { ImportReader, type ToReader } from "./importReader";

/** A thread for `ImportReader`: the panel draws and listens while a file is read. */
const reader = new ImportReader((message) => postMessage(message));
addEventListener("message", ({ data }: MessageEvent<ToReader>) => void reader.take(data));
