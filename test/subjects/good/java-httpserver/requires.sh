javac -version && test -e /usr/share/java/postgresql.jar
