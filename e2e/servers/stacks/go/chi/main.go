package main

import (
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// CORSCOPE:imports

func main() {
	r := chi.NewRouter()
	// CORSCOPE:middleware
	r.Use(middleware.Recoverer)
	r.Use(withLogin)
	// CORSCOPE:late
	for _, method := range []string{"GET", "POST", "PUT", "DELETE"} {
		r.MethodFunc(method, "/items", items)
		r.MethodFunc(method, "/private", items)
		r.MethodFunc(method, "/broken", func(http.ResponseWriter, *http.Request) { panic("broken") })
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), r))
}

func withLogin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/private" && r.Header.Get("Authorization") == "" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func items(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Total", "3")
	fmt.Fprint(w, `{"from":"chi"}`)
}
