package app;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
// CORSCOPE:imports

// CORSCOPE:annotation
@RestController
public class Items {
    @RequestMapping("/items")
    ResponseEntity<Map<String, String>> items() {
        return ResponseEntity.ok().header("X-Total", "3").body(Map.of("from", "spring"));
    }

    @RequestMapping("/private")
    ResponseEntity<Map<String, String>> forUsers() {
        return items();
    }

    @RequestMapping("/broken")
    void broken() {
        throw new IllegalStateException("broken");
    }
}
