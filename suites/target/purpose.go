package target

import "context"

// purposeKey is the key of what a request is for in a context.
type purposeKey struct{}

func withPurpose(ctx context.Context, purpose string) context.Context {
	return context.WithValue(ctx, purposeKey{}, purpose)
}

// agent is a User-Agent that says what a request is for.
func agent(ctx context.Context, name string) string {
	if purpose, _ := ctx.Value(purposeKey{}).(string); purpose != "" {
		return name + " (" + purpose + ")"
	}
	return name
}
