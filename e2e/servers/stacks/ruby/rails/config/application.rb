require "logger" # Rails 6.1 counts on it being there
require "action_controller/railtie"
require "rack/cors"

# A login as middleware, as Warden and Devise are.
class Login
  def initialize(app) = @app = app

  def call(env)
    return [401, {}, []] if env["PATH_INFO"] == "/private" && !env["HTTP_AUTHORIZATION"]

    @app.call(env)
  end
end

class ItemsController < ActionController::API
  def show
    response.set_header("X-Total", "3")
    render json: { from: "rails" }
  end

  def broken = raise("broken")
end

class Application < Rails::Application
  config.root = File.expand_path("..", __dir__)
  config.eager_load = false
  config.consider_all_requests_local = false
  config.secret_key_base = "of a server that only proves a recipe"
  config.logger = Logger.new($stderr, level: Logger::FATAL)
  config.hosts.clear
  config.middleware.use Login
  routes.append do
    match "/items", to: "items#show", via: :all
    match "/private", to: "items#show", via: :all
    match "/broken", to: "items#broken", via: :all
  end
end
