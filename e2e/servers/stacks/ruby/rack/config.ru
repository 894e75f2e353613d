# CORSCOPE:middleware

# A login before the application, as most have.
use(Class.new do
  def initialize(app) = @app = app

  def call(env)
    return [401, {}, []] if env["PATH_INFO"] == "/private" && !env["HTTP_AUTHORIZATION"]

    @app.call(env)
  end
end)

# CORSCOPE:after-login

run(lambda do |env|
  case env["PATH_INFO"]
  when "/items", "/private" then [200, { "Content-Type" => "application/json", "X-Total" => "3" }, ['{"from":"rack"}']]
  when "/broken" then raise "broken"
  else [404, { "Content-Type" => "text/plain" }, ["not here"]]
  end
end)
