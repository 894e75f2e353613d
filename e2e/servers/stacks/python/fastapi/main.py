from fastapi import FastAPI, Response

app = FastAPI()
# CORSCOPE:add-middleware


@app.api_route("/items", methods=["GET", "POST", "PUT", "DELETE"])
def items(response: Response):
    response.headers["X-Total"] = "3"
    return {"from": "fastapi"}


@app.api_route("/broken", methods=["GET", "POST", "PUT", "DELETE"])
def broken():
    raise RuntimeError("broken")


# CORSCOPE:wrap
