from django.http import HttpResponse


class LoginMiddleware:
    """A login before the views, as most applications have."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/private" and "Authorization" not in request.headers:
            return HttpResponse(status=401)
        return self.get_response(request)
