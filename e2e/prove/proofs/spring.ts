import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { install } from "../install";
import type { LiveProof, Pieces, Running } from "../proof";
import { STACKS_FOLDER, startServer } from "../server";

/** One Maven project for the three: it fetches, javac builds, so that a changed line costs seconds. */
const FOLDER = join(STACKS_FOLDER, "java");
const LIBRARIES = join(FOLDER, "target/lib");

function needsSpring(): void {
  for (const tool of ["javac", "mvn"]) {
    try {
      execFileSync(tool, ["-version"], { stdio: "ignore" });
    } catch {
      throw new Error(`${tool} is missing: apt-get install -y openjdk-17-jdk-headless maven`);
    }
  }
  if (existsSync(LIBRARIES)) return;
  install("Spring", "mvn --quiet --batch-mode dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib", FOLDER);
}

function startSpring(base: "plain" | "security", pieces: Pieces): Promise<Running> {
  const jars = libraries().filter((name) => base === "security" || !/^spring-(?:boot-starter-)?security/.test(name));
  const classpath = ["classes", ...jars.map((name) => join(LIBRARIES, name))].join(":");
  return startServer(pieces, {
    base: `java/${base}`,
    under: "java",
    build: (folder) => ({ file: "javac", args: ["-parameters", "-cp", classpath, "-d", "classes", ...sources(folder)] }),
    command: (_, port) => ({
      file: "java",
      args: [
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        classpath,
        "app.Application",
        `--server.port=${port}`,
        "--server.address=127.0.0.1",
      ],
    }),
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".java"));
}

function libraries(): string[] {
  return readdirSync(LIBRARIES);
}

function springVersions(...jars: readonly (readonly [title: string, jar: string])[]): string {
  const all = [["Spring Boot", "spring-boot"] as const, ...jars];
  const versions = all.map(
    ([title, jar]) => `${title} ${libraries().flatMap((name) => new RegExp(`^${jar}-(\\d.*)\\.jar$`).exec(name)?.[1] ?? [])[0]}`,
  );
  const java = /"([\d.]+)/.exec(execFileSync("sh", ["-c", "java -version 2>&1"], { encoding: "utf8" }))?.[1];
  return [...versions, `Java ${java}`].join(", ");
}

const webMvc = (mapping: string): string => `import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
public class CorsConfig implements WebMvcConfigurer {
    @Override
    public void addCorsMappings(CorsRegistry registry) {
        ${mapping}
    }
}
`;

export const springCrossOrigin: LiveProof = {
  stack: "spring-crossorigin",
  kind: "live",
  fast: false,
  needs: needsSpring,
  version: () => springVersions(["Spring MVC", "spring-webmvc"]),
  start: (pieces) => startSpring("plain", pieces),
  // The other lines narrow what the annotation allows by itself.
  needed: [/allowCredentials/],
  survives: { e404: false },
  pitfalls: [
    {
      id: "without-arguments",
      shape: "get-cookies",
      mistake: () => ({ annotation: "@org.springframework.web.bind.annotation.CrossOrigin\n" }),
      reason: "WildcardOriginNotAllowed",
    },
  ],
};

export const springCorsRegistry: LiveProof = {
  stack: "spring-corsregistry",
  kind: "live",
  fast: false,
  needs: needsSpring,
  version: () => springVersions(["Spring MVC", "spring-webmvc"]),
  start: (pieces) => startSpring("plain", pieces),
  needed: [/\.allowedMethods/],
  pitfalls: [
    {
      id: "default-methods",
      shape: "put-cookies",
      mistake: (app) => ({ config: webMvc(`registry.addMapping("/**").allowedOrigins("${app}").allowCredentials(true);`) }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};

export const springSecurity: LiveProof = {
  stack: "spring-security",
  kind: "live",
  fast: false,
  needs: needsSpring,
  version: () => springVersions(["Spring Security", "spring-security-web"]),
  start: (pieces) => startSpring("security", pieces),
  needed: [/setAllowedOrigins/],
  pitfalls: [
    {
      id: "mvc-only",
      shape: "delete-authorization",
      path: "/private",
      mistake: (app) => ({ config: webMvc(`registry.addMapping("/**").allowedOrigins("${app}").allowedMethods("DELETE");`) }),
      reason: "PreflightInvalidStatus",
    },
  ],
};
