package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

// CORSCOPE:imports

func main() {
	mux := http.NewServeMux()
	for _, method := range []string{"GET", "POST", "PUT", "DELETE"} {
		mux.HandleFunc(method+" /items", items)
		mux.HandleFunc(method+" /private", items)
		mux.HandleFunc(method+" /broken", broken)
	}
	var handler http.Handler = mux
	// CORSCOPE:inside
	handler = withLogin(handler)
	// CORSCOPE:wrap
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), handler))
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
	fmt.Fprint(w, `{"from":"go"}`)
}

// A panic would close the connection: net/http has no reply for it.
func broken(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "broken", http.StatusInternalServerError)
}

// CORSCOPE:function
