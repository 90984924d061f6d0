package main

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/lib/pq"
)

// patient is a connection whose reads and writes do not wait for ever: lib/pq's own
// cancellation does not wake a reader whose server has gone silent.
type patient struct{ net.Conn }

func (c patient) Read(b []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(4 * time.Second))
	return c.Conn.Read(b)
}

func (c patient) Write(b []byte) (int, error) {
	c.SetWriteDeadline(time.Now().Add(4 * time.Second))
	return c.Conn.Write(b)
}

type dialer struct{ net.Dialer }

func (d *dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d *dialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return patient{c}, nil
}

func openDB(url string) (*sql.DB, error) {
	if !strings.Contains(url, "sslmode=") {
		if strings.Contains(url, "?") {
			url += "&sslmode=disable"
		} else {
			url += "?sslmode=disable"
		}
	}
	connector, err := pq.NewConnector(url)
	if err != nil {
		return nil, errors.New("DATABASE_URL cannot be read")
	}
	connector.Dialer(&dialer{net.Dialer{Timeout: 3 * time.Second}})
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(15)
	db.SetMaxIdleConns(15)
	db.SetConnMaxIdleTime(time.Minute)
	return db, nil
}

type Expense struct {
	ID          int64     `json:"id"`
	Amount      int64     `json:"amount"`
	Currency    string    `json:"currency"`
	Description string    `json:"description"`
	SpentOn     string    `json:"spentOn"`
	CreatedAt   time.Time `json:"createdAt"`
}

type Store struct{ db *sql.DB }

var errNotFound = errors.New("not found")

const columns = `id, amount, currency, description, to_char(spent_on, 'YYYY-MM-DD'), created_at`

func scan(row interface{ Scan(...any) error }) (*Expense, error) {
	var e Expense
	err := row.Scan(&e.ID, &e.Amount, &e.Currency, &e.Description, &e.SpentOn, &e.CreatedAt)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errNotFound
	}
	e.CreatedAt = e.CreatedAt.UTC()
	return &e, err
}

func (s *Store) tx(ctx context.Context, readOnly bool, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: readOnly})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) Create(ctx context.Context, in Input) (e *Expense, err error) {
	err = s.tx(ctx, false, func(tx *sql.Tx) error {
		e, err = scan(tx.QueryRowContext(ctx, `INSERT INTO expenses (amount, currency, description, spent_on)
			VALUES ($1, $2, $3, $4) RETURNING `+columns, in.Amount, in.Currency, in.Description, in.SpentOn))
		return err
	})
	return e, err
}

func (s *Store) Get(ctx context.Context, id int64) (e *Expense, err error) {
	err = s.tx(ctx, true, func(tx *sql.Tx) error {
		e, err = scan(tx.QueryRowContext(ctx, `SELECT `+columns+` FROM expenses WHERE id = $1`, id))
		return err
	})
	return e, err
}

func (s *Store) Update(ctx context.Context, id int64, in Input) (e *Expense, err error) {
	err = s.tx(ctx, false, func(tx *sql.Tx) error {
		e, err = scan(tx.QueryRowContext(ctx, `UPDATE expenses SET
			amount = COALESCE($2, amount), currency = COALESCE($3, currency),
			description = COALESCE($4, description), spent_on = COALESCE($5, spent_on)
			WHERE id = $1 RETURNING `+columns, id, in.Amount, in.Currency, in.Description, in.SpentOn))
		return err
	})
	return e, err
}

func (s *Store) Delete(ctx context.Context, id int64) error {
	return s.tx(ctx, false, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `DELETE FROM expenses WHERE id = $1`, id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			if err != nil {
				return err
			}
			return errNotFound
		}
		return nil
	})
}

// List returns up to limit expenses older than before, newest first.
func (s *Store) List(ctx context.Context, limit int, before int64) (list []*Expense, err error) {
	list = []*Expense{}
	err = s.tx(ctx, true, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+columns+` FROM expenses WHERE id < $1 ORDER BY id DESC LIMIT $2`, before, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			e, err := scan(rows)
			if err != nil {
				return err
			}
			list = append(list, e)
		}
		return rows.Err()
	})
	return list, err
}
