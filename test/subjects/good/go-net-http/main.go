// Command expenses serves the Expenses API on one PostgreSQL table.
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "expenses:", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()

	url := os.Getenv("DATABASE_URL")
	if url == "" {
		return errors.New("DATABASE_URL is not set")
	}
	port := os.Getenv("PORT")
	if port == "" {
		return errors.New("PORT is not set")
	}

	db, err := openDB(url)
	if err != nil {
		return err
	}
	defer db.Close()

	if err := migrate(ctx, db); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}

	api := &API{store: &Store{db: db}}
	srv := &http.Server{
		Addr:              net.JoinHostPort("", port),
		Handler:           logged(api),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		IdleTimeout:       60 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.ListenAndServe() }()
	logLine(map[string]any{"level": "info", "msg": "listening", "addr": srv.Addr})

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	deadline, cancel := context.WithTimeout(context.Background(), 8*time.Second)
	defer cancel()
	if err := srv.Shutdown(deadline); err != nil {
		srv.Close()
	}
	return nil
}

const schema = `
CREATE TABLE IF NOT EXISTS expenses (
	id          bigserial PRIMARY KEY,
	amount      bigint      NOT NULL CHECK (amount BETWEEN 1 AND 1000000000),
	currency    char(3)     NOT NULL,
	description text        NOT NULL,
	spent_on    date        NOT NULL,
	created_at  timestamptz NOT NULL DEFAULT now()
)`

// migrate waits for the database, up to two minutes.
func migrate(ctx context.Context, db *sql.DB) error {
	giveUp := time.Now().Add(2 * time.Minute)
	for wait := 200 * time.Millisecond; ; {
		attempt, cancel := context.WithTimeout(ctx, 5*time.Second)
		_, err := db.ExecContext(attempt, schema)
		cancel()
		if err == nil {
			return nil
		}
		if time.Now().After(giveUp) {
			return fmt.Errorf("database: %w", err)
		}
		logLine(map[string]any{"level": "warn", "msg": "waiting for the database"})
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		if wait < 2*time.Second {
			wait *= 2
		}
	}
}
