import { chromium } from "./chromium";
import type { Engine, EngineName } from "./engine";
import { firefox } from "./firefox";
import { standard } from "./standard";
import { webkit } from "./webkit";

export const ENGINES: Readonly<Record<EngineName, Engine>> = { chromium, firefox, webkit, standard };
