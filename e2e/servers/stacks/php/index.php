<?php
// CORSCOPE:top

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/items') {
    header('Content-Type: application/json');
    header('X-Total: 3');
    echo '{"from":"php"}';
} elseif ($path === '/broken') {
    throw new RuntimeException('broken');
} else {
    http_response_code(404);
    echo 'not here';
}
