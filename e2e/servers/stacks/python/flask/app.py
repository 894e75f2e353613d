from flask import Flask, abort, jsonify, request

app = Flask(__name__)
# CORSCOPE:cors


@app.before_request
def login():
    if request.path == "/private" and "Authorization" not in request.headers:
        abort(401)


@app.route("/items", methods=["GET", "POST", "PUT", "DELETE"])
@app.route("/slash/", methods=["GET", "POST", "PUT", "DELETE"])
@app.route("/private", methods=["GET", "DELETE"])
def items():
    response = jsonify({"from": "flask"})
    response.headers["X-Total"] = "3"
    return response


@app.route("/broken", methods=["GET", "POST", "PUT", "DELETE"])
def broken():
    raise RuntimeError("broken")
