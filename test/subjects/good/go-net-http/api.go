package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

type Input struct {
	Amount      *int64
	Currency    *string
	Description *string
	SpentOn     *string
}

type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
}

func (p *problem) Error() string { return p.Title }

func bad(status int, detail string, args ...any) *problem {
	return &problem{"about:blank", http.StatusText(status), status, fmt.Sprintf(detail, args...)}
}

var currency = regexp.MustCompile(`^[A-Z]{3}$`)

const maxBody = 64 << 10

func readInput(r *http.Request, all bool) (in Input, err error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/json" {
		return in, bad(415, "send application/json")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return in, bad(400, "the body could not be read")
	}
	if len(body) > maxBody {
		return in, bad(413, "the body is larger than %d bytes", maxBody)
	}
	if !utf8.Valid(body) {
		return in, bad(400, "the body is not UTF-8")
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(body, &members); err != nil || members == nil {
		return in, bad(400, "the body is not a JSON object")
	}
	for name, raw := range members {
		if bytes.Equal(raw, []byte("null")) {
			return in, bad(400, "%s must not be null", name)
		}
		var err error
		switch name {
		case "amount":
			err = json.Unmarshal(raw, &in.Amount)
			if err == nil && (*in.Amount < 1 || *in.Amount > 1000000000) {
				err = errors.New("out of range")
			}
		case "currency":
			err = json.Unmarshal(raw, &in.Currency)
			if err == nil && !currency.MatchString(*in.Currency) {
				err = errors.New("not a currency")
			}
		case "description":
			err = json.Unmarshal(raw, &in.Description)
			if err == nil {
				n := utf8.RuneCountInString(*in.Description)
				if n < 1 || n > 200 || strings.ContainsRune(*in.Description, 0) {
					err = errors.New("length")
				}
			}
		case "spentOn":
			err = json.Unmarshal(raw, &in.SpentOn)
			if err == nil {
				var t time.Time
				t, err = time.Parse("2006-01-02", *in.SpentOn)
				if err == nil && t.Year() < 1 {
					err = errors.New("year")
				}
			}
		default:
			return in, bad(400, "there is no member with that name")
		}
		if err != nil {
			return in, bad(400, "%s is not valid", name)
		}
	}
	if all && (in.Amount == nil || in.Currency == nil || in.Description == nil || in.SpentOn == nil) {
		return in, bad(400, "amount, currency, description and spentOn are required")
	}
	if len(members) == 0 {
		return in, bad(400, "nothing to change")
	}
	return in, nil
}

type API struct{ store *Store }

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	if err := a.route(ctx, w, r); err != nil {
		var p *problem
		switch {
		case errors.As(err, &p):
		case errors.Is(err, errNotFound):
			p = bad(404, "there is no such expense")
		default:
			fmt.Fprintln(os.Stderr, "database:", err)
			p = bad(503, "the database does not answer")
			w.Header().Set("Retry-After", "2")
		}
		send(w, p.Status, "application/problem+json", p)
	}
}

func (a *API) route(ctx context.Context, w http.ResponseWriter, r *http.Request) error {
	path := r.URL.Path
	switch {
	case path == "/healthz":
		if r.Method != "GET" && r.Method != "HEAD" {
			return notAllowed(w, "GET, HEAD")
		}
		if err := a.store.db.PingContext(ctx); err != nil {
			return err
		}
		send(w, 200, "application/json", map[string]string{"status": "ok"})
		return nil
	case path == "/expenses":
		switch r.Method {
		case "GET", "HEAD":
			return a.list(ctx, w, r)
		case "POST":
			return a.create(ctx, w, r)
		}
		return notAllowed(w, "GET, HEAD, POST")
	case strings.HasPrefix(path, "/expenses/") && !strings.Contains(path[len("/expenses/"):], "/"):
		id, err := strconv.ParseInt(path[len("/expenses/"):], 10, 64)
		if err != nil || id < 1 {
			return errNotFound
		}
		switch r.Method {
		case "GET", "HEAD":
			e, err := a.store.Get(ctx, id)
			if err != nil {
				return err
			}
			send(w, 200, "application/json", e)
			return nil
		case "PATCH":
			in, err := readInput(r, false)
			if err != nil {
				return err
			}
			e, err := a.store.Update(ctx, id, in)
			if err != nil {
				return err
			}
			send(w, 200, "application/json", e)
			return nil
		case "DELETE":
			if err := a.store.Delete(ctx, id); err != nil {
				return err
			}
			w.WriteHeader(204)
			return nil
		}
		return notAllowed(w, "GET, HEAD, PATCH, DELETE")
	}
	return bad(404, "there is nothing here")
}

func notAllowed(w http.ResponseWriter, methods string) error {
	w.Header().Set("Allow", methods)
	return bad(405, "allowed here: %s", methods)
}

func (a *API) create(ctx context.Context, w http.ResponseWriter, r *http.Request) error {
	in, err := readInput(r, true)
	if err != nil {
		return err
	}
	e, err := a.store.Create(ctx, in)
	if err != nil {
		return err
	}
	w.Header().Set("Location", fmt.Sprintf("/expenses/%d", e.ID))
	send(w, 201, "application/json", e)
	return nil
}

func (a *API) list(ctx context.Context, w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	limit, before := 20, int64(math.MaxInt64)
	if q.Has("limit") {
		n, err := strconv.Atoi(q.Get("limit"))
		if err != nil || n < 1 || n > 100 {
			return bad(400, "limit is a whole number from 1 to 100")
		}
		limit = n
	}
	if q.Has("cursor") {
		raw, err := base64.RawURLEncoding.DecodeString(q.Get("cursor"))
		if err == nil {
			before, err = strconv.ParseInt(string(raw), 10, 64)
		}
		if err != nil || before < 1 {
			return bad(400, "this cursor is not one of ours")
		}
	}
	list, err := a.store.List(ctx, limit, before)
	if err != nil {
		return err
	}
	var next *string
	if len(list) == limit {
		c := base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(list[len(list)-1].ID, 10)))
		next = &c
	}
	send(w, 200, "application/json", map[string]any{"items": list, "nextCursor": next})
	return nil
}

func send(w http.ResponseWriter, status int, kind string, body any) {
	b, _ := json.Marshal(body)
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	w.Write(b)
}

var logMu sync.Mutex

func logLine(m map[string]any) {
	m["ts"] = float64(time.Now().UnixMicro()) / 1e6
	b, _ := json.Marshal(m)
	logMu.Lock()
	defer logMu.Unlock()
	os.Stdout.Write(append(b, '\n'))
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (s *statusWriter) WriteHeader(code int) {
	s.status = code
	s.ResponseWriter.WriteHeader(code)
}

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		var id [8]byte
		rand.Read(id[:])
		rid := hex.EncodeToString(id[:])
		w.Header().Set("X-Request-Id", rid)
		sw := &statusWriter{w, 200}
		next.ServeHTTP(sw, r)
		logLine(map[string]any{"level": "info", "msg": "request", "method": r.Method, "path": r.URL.Path,
			"status": sw.status, "duration": time.Since(start).Seconds(), "request_id": rid})
	})
}
