go version && test -e /usr/share/gocode/src/github.com/lib/pq
