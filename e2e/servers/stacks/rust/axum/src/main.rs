use axum::{Router, extract::Request, http::StatusCode, middleware::{self, Next}, response::{IntoResponse, Response}, routing::any};

#[tokio::main]
async fn main() {
    let app = Router::new()
        .route("/items", any(items))
        .route("/private", any(items))
        .route("/broken", any(broken));
    // CORSCOPE:before-login
    let app = app.layer(middleware::from_fn(login));
    // CORSCOPE:layer
    let port = std::env::var("PORT").expect("PORT");
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await.expect("a free port");
    axum::serve(listener, app).await.expect("a server");
}

async fn login(request: Request, next: Next) -> Response {
    if request.uri().path() == "/private" && !request.headers().contains_key("authorization") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    next.run(request).await
}

async fn items() -> impl IntoResponse {
    ([("content-type", "application/json"), ("x-total", "3")], r#"{"from":"axum"}"#)
}

// A panic would close the connection: axum has no reply for it.
async fn broken() -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}
