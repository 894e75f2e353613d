// Package stacks names what the recipes import and the applications do not, so that go mod tidy keeps it.
package stacks

import (
	_ "github.com/gin-contrib/cors"
	_ "github.com/go-chi/cors"
	_ "github.com/rs/cors"
)
