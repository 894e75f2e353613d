import { java, javaNumber, javaStrings } from "../encode/java";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { withSafelisted } from "./methods";
import { snippets } from "./snippets";
import { MAY_BE_DROPPED, originArguments, SPRING_RESTART, saysVaryLikeSpring } from "./spring";

export const springCorsRegistry: Stack = {
  id: "spring-corsregistry",
  title: "Spring MVC, one CorsRegistry for the application",
  family: "app",
  language: "java",
  install: "",
  placement:
    "No @EnableWebMvc beside it: in Spring Boot that switches the rest of the configuration off. Requests from other origins get 403. With Spring Security, take its recipe instead: the login answers preflights before Spring MVC does.",
  restart: SPRING_RESTART,
  docs: "https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html",
  pitfalls: [
    {
      id: "default-methods",
      text: "Without allowedMethods a mapping allows GET, HEAD and POST only.",
    },
  ],
  likely: (reply) => (saysVaryLikeSpring(reply) ? 0.6 : 0),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines = [
    java`            .allowedOrigins(${originArguments(admission.policy)})`,
    java`            .allowedMethods(${javaStrings(withSafelisted(methods))})`,
    // Spring's own default allows every header: the list is always written.
    java`            .allowedHeaders(${javaStrings(headers)})`,
  ];
  if (exposed.length > 0) lines.push(java`            .exposedHeaders(${javaStrings(exposed)})`);
  if (credentials) lines.push(java`            .allowCredentials(true)${credentialsUnsure ? MAY_BE_DROPPED : java``}`);
  lines.push(maxAge === null ? java`            .maxAge(1800);` : java`            .maxAge(${javaNumber(maxAge)});`);
  return snippets([
    { file: "CorsConfig.java", where: "a new file beside the application class, below its package line", slot: "config" },
    java`import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
public class CorsConfig implements WebMvcConfigurer {
    @Override
    public void addCorsMappings(CorsRegistry registry) {
        registry.addMapping("/**")
${join(lines, "\n")}
    }
}
`,
  ]);
}
