package app;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration
public class Security {
    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/private").authenticated().anyRequest().permitAll());
        http.httpBasic(Customizer.withDefaults());
        http.csrf(csrf -> csrf.disable());
        // CORSCOPE:chain
        return http.build();
    }
}
