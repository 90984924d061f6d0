/usr/bin/python3 -c "import psycopg2"
