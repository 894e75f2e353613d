from django.http import JsonResponse
from django.urls import path


def items(request):
    return JsonResponse({"from": "django"}, headers={"X-Total": "3"})


def broken(request):
    raise RuntimeError("broken")


urlpatterns = [path("items", items), path("private", items), path("broken", broken)]
