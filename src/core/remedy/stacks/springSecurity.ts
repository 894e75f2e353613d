import { java, javaNumber, javaStrings } from "../encode/java";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { withSafelisted } from "./methods";
import { snippets } from "./snippets";
import { hasSpringSecurityHeaders, MAY_BE_DROPPED, originArguments, SPRING_RESTART } from "./spring";

export const springSecurity: Stack = {
  id: "spring-security",
  title: "Spring Security",
  family: "app",
  language: "java",
  install: "",
  placement:
    "The filter runs before authentication, so preflights and the 401 of a refused login have CORS headers. CSRF protection still refuses POST, PUT and DELETE without its token, with a 403 that the page can now read.",
  restart: SPRING_RESTART,
  docs: "https://docs.spring.io/spring-security/reference/servlet/integrations/cors.html",
  pitfalls: [
    {
      id: "mvc-only",
      text: "With @CrossOrigin or a CorsRegistry alone, the login comes first and answers the preflight with 401: the configuration has to be known to Spring Security.",
    },
  ],
  likely: (reply) => (hasSpringSecurityHeaders(reply) ? 0.9 : 0),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines = [
    java`        cors.setAllowedOrigins(List.of(${originArguments(admission.policy)}));`,
    java`        cors.setAllowedMethods(List.of(${javaStrings(withSafelisted(methods))}));`,
  ];
  if (headers.length > 0) lines.push(java`        cors.setAllowedHeaders(List.of(${javaStrings(headers)}));`);
  if (exposed.length > 0) lines.push(java`        cors.setExposedHeaders(List.of(${javaStrings(exposed)}));`);
  if (credentials) lines.push(java`        cors.setAllowCredentials(true);${credentialsUnsure ? MAY_BE_DROPPED : java``}`);
  if (maxAge !== null) lines.push(java`        cors.setMaxAge(${javaNumber(maxAge)}L);`);
  return snippets(
    [
      { file: "CorsConfig.java", where: "a new file beside the application class, below its package line", slot: "config" },
      java`import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

@Configuration
public class CorsConfig {
    @Bean
    UrlBasedCorsConfigurationSource corsConfigurationSource() {
        CorsConfiguration cors = new CorsConfiguration();
${join(lines, "\n")}
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        return source;
    }
}
`,
    ],
    [
      { file: "the class with your SecurityFilterChain", where: "before http.build()", slot: "chain" },
      java`http.cors(org.springframework.security.config.Customizer.withDefaults());
`,
    ],
  );
}
