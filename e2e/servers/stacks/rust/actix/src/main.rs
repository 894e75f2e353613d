use actix_web::{App, Error, HttpResponse, HttpServer, body::MessageBody, dev::{ServiceRequest, ServiceResponse}, error::{ErrorInternalServerError, ErrorUnauthorized}, middleware::{Next, from_fn}, web};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::var("PORT").expect("PORT").parse().expect("a port");
    HttpServer::new(|| {
        // CORSCOPE:closure
        App::new()
            .route("/items", web::route().to(items))
            .route("/private", web::route().to(items))
            .route("/broken", web::route().to(broken))
            // CORSCOPE:before-login
            .wrap(from_fn(login))
            // CORSCOPE:wrap
    })
    .workers(1)
    .bind(("127.0.0.1", port))?
    .run()
    .await
}

async fn login(request: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if request.path() == "/private" && !request.headers().contains_key("authorization") {
        return Err(ErrorUnauthorized("login first"));
    }
    next.call(request).await
}

async fn items() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").insert_header(("x-total", "3")).body(r#"{"from":"actix"}"#)
}

async fn broken() -> Result<HttpResponse, Error> {
    Err(ErrorInternalServerError("broken"))
}
