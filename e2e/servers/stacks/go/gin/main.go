package main

import (
	"log"
	"os"

	"github.com/gin-gonic/gin"
)

// CORSCOPE:imports

func main() {
	gin.SetMode(gin.ReleaseMode)
	r := gin.Default()
	// CORSCOPE:middleware
	r.Use(func(c *gin.Context) {
		if c.Request.URL.Path == "/private" && c.GetHeader("Authorization") == "" {
			c.AbortWithStatus(401)
		}
	})
	methods := []string{"GET", "POST", "PUT", "DELETE"}
	r.Match(methods, "/items", items)
	r.Match(methods, "/private", items)
	r.Match(methods, "/broken", func(*gin.Context) { panic("broken") })
	// CORSCOPE:after-routes
	log.Fatal(r.Run("127.0.0.1:" + os.Getenv("PORT")))
}

func items(c *gin.Context) {
	c.Header("X-Total", "3")
	c.JSON(200, gin.H{"from": "gin"})
}
