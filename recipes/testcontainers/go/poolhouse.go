// Package poolhouse starts the image for tests. Not run by a test: it needs a Docker engine.
package poolhouse

import (
	"context"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

const (
	AccessKeyID     = "test"
	SecretAccessKey = "test-secret-of-our-tests"
	// InboxToken opens /inbox/messages, which returns the codes that were sent.
	InboxToken = "inbox-token-of-our-tests"
)

// Start runs the image with a seed file, and returns the endpoint for clients and a function that stops it.
func Start(ctx context.Context, seedFile string) (string, func(context.Context) error, error) {
	container, err := testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{
		Started: true,
		ContainerRequest: testcontainers.ContainerRequest{
			Image:        "poolhouse",
			ExposedPorts: []string{"7665/tcp"},
			Files: []testcontainers.ContainerFile{
				{HostFilePath: seedFile, ContainerFilePath: "/seed.yaml", FileMode: 0o444},
			},
			Env: map[string]string{
				"POOLHOUSE_SEED_FILE":              "/seed.yaml",
				"POOLHOUSE_ISSUER_FORM":            "aws",
				"POOLHOUSE_ROOT_ACCESS_KEY_ID":     AccessKeyID,
				"POOLHOUSE_ROOT_SECRET_ACCESS_KEY": SecretAccessKey,
				"POOLHOUSE_INBOX_TOKEN":            InboxToken,
				"POOLHOUSE_ADDRESS_FAILURES":       "unlimited",
				"POOLHOUSE_MESSAGES_PER_USER":      "unlimited",
				"POOLHOUSE_MESSAGES_PER_RECIPIENT": "unlimited",
				"POOLHOUSE_MESSAGES_PER_ADDRESS":   "unlimited",
			},
			WaitingFor: wait.ForHTTP("/ready").WithPort("7665/tcp"),
		},
	})
	if err != nil {
		return "", nil, err
	}
	endpoint, err := container.PortEndpoint(ctx, "7665/tcp", "http")
	return endpoint, func(ctx context.Context) error { return container.Terminate(ctx) }, err
}
