import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Expenses over HTTP, in one file, on what the JDK brings and the PostgreSQL driver. */
public class Main {
    static final int LARGEST_BODY = 100_000;
    static final AtomicInteger inFlight = new AtomicInteger();
    static volatile boolean stopping = false;

    public static void main(String[] arguments) throws Exception {
        String databaseUrl = System.getenv("DATABASE_URL");
        if (databaseUrl == null || databaseUrl.isBlank()) {
            System.err.println("The environment variable DATABASE_URL is not set");
            System.exit(1);
        }
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        Database database = new Database(databaseUrl);
        Expenses expenses = new Expenses(database);

        // Answers of HttpServer wait for a delayed acknowledgement otherwise: 40 ms each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 256);
        ExecutorService workers = Executors.newFixedThreadPool(40);
        server.setExecutor(workers);
        server.createContext("/", exchange -> serve(exchange, expenses));
        // The virtual machine ends with 143 after a SIGTERM, whatever the hooks do, unless one of them ends it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping = true;
            Log.info("stopping", Map.of());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
            pause(100);
            while (inFlight.get() > 0 && System.nanoTime() < deadline) pause(20);
            server.stop(0);
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }));
        server.start();
        Log.info("listening", Map.of("port", port));

        while (!stopping) {
            try {
                expenses.createTable();
                Log.info("ready", Map.of());
                return;
            } catch (RuntimeException failed) {
                // Also when two copies start at once and this one lost the race for the table's name.
                Log.error("cannot make the table yet", failed.getCause(), Map.of());
                pause(1000);
            }
        }
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ------------------------------------------------------------------ HTTP

    record Answer(int status, Object body, Map<String, String> headers) {}

    static void serve(HttpExchange exchange, Expenses expenses) throws IOException {
        inFlight.incrementAndGet();
        Instant began = Instant.now();
        String id = UUID.randomUUID().toString();
        int status = 0;
        try {
            String contentType = "application/json;charset=UTF-8";
            Answer answer;
            try {
                answer = route(exchange, expenses);
            } catch (Problem problem) {
                if (problem.getCause() != null) Log.error("request failed", problem.getCause(), Map.of("request", id));
                answer = new Answer(problem.status, problem.document(), Map.of());
                contentType = "application/problem+json";
            } catch (RuntimeException mistake) {
                Log.error("request failed", mistake, Map.of("request", id));
                answer = new Answer(500, new Problem(500, "Internal Server Error").document(), Map.of());
                contentType = "application/problem+json";
            }
            status = answer.status();
            send(exchange, answer, contentType);
        } finally {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("request", id);
            line.put("method", exchange.getRequestMethod());
            line.put("path", exchange.getRequestURI().getRawPath());
            line.put("status", status);
            line.put("took", Duration.between(began, Instant.now()).toNanos() / 1e9 + "s");
            Log.info("served", line);
            exchange.close();
            inFlight.decrementAndGet();
        }
    }

    static Answer route(HttpExchange exchange, Expenses expenses) throws IOException {
        URI uri = exchange.getRequestURI();
        String method = exchange.getRequestMethod();
        String[] parts = (uri.getRawPath() == null ? "/" : uri.getRawPath()).split("/", -1);

        if (parts.length == 2 && parts[1].equals("healthz")) {
            if (!method.equals("GET")) throw new Problem(405, "Method Not Allowed");
            expenses.ping();
            return new Answer(200, Map.of("status", "UP"), Map.of());
        }
        if (parts.length < 2 || parts.length > 3 || !parts[1].equals("expenses")) throw new Problem(404, "Not Found");
        if (parts.length == 2) {
            if (method.equals("POST")) {
                Map<String, Object> created = expenses.create(Input.complete(body(exchange)));
                return new Answer(201, created, Map.of("Location", "/expenses/" + created.get("id")));
            }
            if (!method.equals("GET")) throw new Problem(405, "Method Not Allowed");
            Map<String, String> query = query(uri.getRawQuery());
            return new Answer(200, expenses.page(limit(query.get("limit")), cursor(query.get("cursor"))), Map.of());
        }
        int id = number(parts[2], 404, "Not Found");
        switch (method) {
            case "GET":
                return new Answer(200, expenses.read(id), Map.of());
            case "PATCH":
                return new Answer(200, expenses.change(id, Input.partial(body(exchange))), Map.of());
            case "DELETE":
                expenses.delete(id);
                return new Answer(204, null, Map.of());
            default:
                throw new Problem(405, "Method Not Allowed");
        }
    }

    static void send(HttpExchange exchange, Answer answer, String contentType) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (stopping) exchange.getResponseHeaders().set("Connection", "close");
        if (answer.body() == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] bytes = Json.write(answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static Object body(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.split(";")[0].trim().equalsIgnoreCase("application/json")) {
            throw new Problem(415, "Unsupported Media Type");
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) throw new Problem(413, "Content Too Large");
        try {
            return Json.read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException | IllegalArgumentException refused) {
            throw new Problem(400, "The body is not JSON");
        }
    }

    static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw == null) return query;
        for (String pair : raw.split("&")) {
            String[] sides = pair.split("=", 2);
            try {
                query.put(URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                        sides.length == 1 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            } catch (IllegalArgumentException malformed) {
                throw new Problem(400, "The query cannot be read");
            }
        }
        return query;
    }

    static int limit(String text) {
        if (text == null) return 20;
        int limit = number(text, 400, "limit is not a number");
        if (limit > 100) throw new Problem(400, "limit is too large");
        return limit;
    }

    static int cursor(String text) {
        return text == null ? Integer.MAX_VALUE : number(text, 400, "cursor is not a number");
    }

    /** A number from 1 up that fits the column. */
    static int number(String text, int status, String title) {
        if (!text.matches("[1-9][0-9]{0,9}") || Long.parseLong(text) > Integer.MAX_VALUE) throw new Problem(status, title);
        return Integer.parseInt(text);
    }

    static class Problem extends RuntimeException {
        final int status;

        Problem(int status, String title) {
            this(status, title, null);
        }

        Problem(int status, String title, Throwable cause) {
            super(title, cause);
            this.status = status;
        }

        Map<String, Object> document() {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("title", getMessage());
            document.put("status", status);
            return document;
        }
    }

    static class Log {
        static void info(String message, Map<String, ?> fields) {
            write("INFO", message, fields);
        }

        static void error(String message, Throwable error, Map<String, ?> fields) {
            Map<String, Object> all = new LinkedHashMap<>(fields);
            all.put("error", String.valueOf(error));
            write("ERROR", message, all);
        }

        private static void write(String level, String message, Map<String, ?> fields) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("@timestamp", Instant.now().toString());
            line.put("level", level);
            line.put("logger", "expenses");
            line.put("message", message);
            line.putAll(fields);
            System.out.println(Json.write(line));
        }
    }

    // ----------------------------------------------------------------- input

    static class Input {
        static final DateTimeFormatter DATE =
                DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

        static Map<String, Object> complete(Object body) {
            Map<String, Object> input = partial(body);
            if (input.size() < 4) throw new Problem(422, "amount, currency, description and spentOn are needed");
            return input;
        }

        static Map<String, Object> partial(Object body) {
            if (!(body instanceof Map<?, ?> given)) throw new Problem(422, "The body is not an object");
            Map<String, Object> input = new LinkedHashMap<>();
            if (given.containsKey("amount")) input.put("amount", amount(given.get("amount")));
            if (given.containsKey("currency")) input.put("currency", currency(given.get("currency")));
            if (given.containsKey("description")) input.put("description", description(given.get("description")));
            if (given.containsKey("spentOn")) input.put("spent_on", spentOn(given.get("spentOn")));
            if (input.isEmpty()) throw new Problem(422, "There is nothing to change");
            return input;
        }

        static Integer amount(Object value) {
            try {
                if (value instanceof BigDecimal number && number.precision() - number.scale() <= 10) {
                    int amount = number.intValueExact();
                    if (amount >= 1 && amount <= 1_000_000_000) return amount;
                }
            } catch (ArithmeticException notWhole) {
                // Refused below.
            }
            throw new Problem(422, "amount is not a whole number from 1 to 1000000000");
        }

        static String currency(Object value) {
            if (value instanceof String text && text.matches("[A-Z]{3}")) return text;
            throw new Problem(422, "currency is not three capital letters");
        }

        static String description(Object value) {
            if (value instanceof String text && !text.isEmpty() && text.codePointCount(0, text.length()) <= 200
                    && text.codePoints().noneMatch(point -> point == 0 || point >= 0xD800 && point <= 0xDFFF)) {
                return text;
            }
            throw new Problem(422, "description is not text of 1 to 200 characters");
        }

        static LocalDate spentOn(Object value) {
            try {
                if (value instanceof String text && text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") && !text.startsWith("0000")) {
                    return LocalDate.parse(text, DATE);
                }
            } catch (DateTimeParseException notADate) {
                // Refused below.
            }
            throw new Problem(422, "spentOn is not a date");
        }
    }

    // -------------------------------------------------------------- expenses

    static class Expenses {
        static final String COLUMNS = "id, amount, currency, description, spent_on, created_at";
        private final Database database;
        private volatile boolean ready = false;

        Expenses(Database database) {
            this.database = database;
        }

        void createTable() {
            database.run("create table if not exists expenses (id serial primary key, amount int not null,"
                    + " currency text not null, description text not null, spent_on date not null,"
                    + " created_at timestamp with time zone not null default current_timestamp)", List.of());
            ready = true;
        }

        void ping() {
            run("select 1 where false", List.of());
        }

        Map<String, Object> create(Map<String, Object> input) {
            return run("insert into expenses (" + String.join(", ", input.keySet()) + ") values (?, ?, ?, ?) returning "
                    + COLUMNS, new ArrayList<>(input.values())).get(0);
        }

        Map<String, Object> read(int id) {
            return one(run("select " + COLUMNS + " from expenses where id = ?", List.of(id)));
        }

        Map<String, Object> page(int limit, int below) {
            List<Map<String, Object>> rows = run("select " + COLUMNS
                    + " from expenses where id < ? order by id desc limit ?", List.of(below, limit + 1));
            boolean more = rows.size() > limit;
            List<Map<String, Object>> items = more ? rows.subList(0, limit) : rows;
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("items", items);
            page.put("nextCursor", more ? String.valueOf(items.get(limit - 1).get("id")) : null);
            return page;
        }

        Map<String, Object> change(int id, Map<String, Object> input) {
            List<Object> values = new ArrayList<>(input.values());
            values.add(id);
            String assignments = String.join(", ", input.keySet().stream().map(column -> column + " = ?").toList());
            return one(run("update expenses set " + assignments + " where id = ? returning " + COLUMNS, values));
        }

        void delete(int id) {
            one(run("delete from expenses where id = ? returning " + COLUMNS, List.of(id)));
        }

        private List<Map<String, Object>> run(String sql, List<Object> values) {
            if (!ready) throw new Problem(503, "Service Unavailable");
            return database.run(sql, values);
        }

        private static Map<String, Object> one(List<Map<String, Object>> rows) {
            if (rows.isEmpty()) throw new Problem(404, "Not Found");
            return rows.get(0);
        }
    }

    // -------------------------------------------------------------- database

    static class Database {
        private final String url;
        private final Properties properties = new Properties();
        private final Semaphore places = new Semaphore(12, true);
        private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

        /** From postgres://user:password@host:port/name, as others write it, to what the driver wants. */
        Database(String databaseUrl) {
            URI uri = URI.create(databaseUrl);
            String[] user = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
            url = "jdbc:postgresql://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort()) + uri.getPath();
            properties.setProperty("user", URLDecoder.decode(user[0], StandardCharsets.UTF_8));
            if (user.length > 1) properties.setProperty("password", URLDecoder.decode(user[1], StandardCharsets.UTF_8));
            properties.setProperty("ApplicationName", "expenses");
            // Seconds. A server that is silent never answers, so the limit has to be on our side of the socket.
            properties.setProperty("connectTimeout", "3");
            properties.setProperty("loginTimeout", "4");
            properties.setProperty("socketTimeout", "3");
        }

        List<Map<String, Object>> run(String sql, List<Object> values) {
            boolean admitted = false;
            try {
                admitted = places.tryAcquire(2, TimeUnit.SECONDS);
                if (!admitted) throw new Problem(503, "Service Unavailable", new SQLException("no connection became free"));
                return runOnce(sql, values);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Problem(503, "Service Unavailable", interrupted);
            } catch (SQLException error) {
                String state = error.getSQLState();
                if (state == null || state.matches("(08|53|57).*")) throw new Problem(503, "Service Unavailable", error);
                throw new IllegalStateException(error);
            } finally {
                if (admitted) places.release();
            }
        }

        private List<Map<String, Object>> runOnce(String sql, List<Object> values) throws SQLException {
            Connection connection = idle.pollFirst();
            boolean pooled = connection != null;
            if (!pooled) connection = DriverManager.getConnection(url, properties);
            boolean whole = false;
            try {
                List<Map<String, Object>> rows = execute(connection, sql, values);
                whole = true;
                return rows;
            } finally {
                if (whole) idle.addFirst(connection);
                else drop(connection);
            }
        }

        private static List<Map<String, Object>> execute(Connection connection, String sql, List<Object> values)
                throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
                List<Map<String, Object>> rows = new ArrayList<>();
                if (!statement.execute()) return rows;
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) rows.add(expense(result));
                }
                return rows;
            }
        }

        private void drop(Connection connection) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException alreadyGone) {
                // Which is what was wanted.
            }
            // One that broke is seldom alone: the others are tried before they are used again.
            for (Connection other = idle.pollFirst(); other != null; other = idle.pollFirst()) {
                try {
                    other.abort(Runnable::run);
                } catch (SQLException alreadyGone) {
                    // Likewise.
                }
            }
        }

        private static Map<String, Object> expense(ResultSet result) throws SQLException {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", result.getInt("id"));
            row.put("amount", result.getInt("amount"));
            row.put("currency", result.getString("currency"));
            row.put("description", result.getString("description"));
            row.put("spentOn", result.getObject("spent_on", LocalDate.class).toString());
            OffsetDateTime createdAt = result.getObject("created_at", OffsetDateTime.class);
            row.put("createdAt", createdAt.withOffsetSameInstant(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
            return row;
        }
    }

    // ------------------------------------------------------------------ JSON

    static class Json {
        private static final int DEEPEST = 50;
        private final String text;
        private int at = 0;

        private Json(String text) {
            this.text = text;
        }

        /** Objects are maps, arrays lists, numbers BigDecimal. Throws IllegalArgumentException for what is not JSON. */
        static Object read(String text) {
            Json json = new Json(text);
            Object value = json.value(0);
            json.space();
            if (json.at < text.length()) throw json.broken();
            return value;
        }

        static String write(Object value) {
            StringBuilder out = new StringBuilder();
            write(value, out);
            return out.toString();
        }

        private static void write(Object value, StringBuilder out) {
            if (value instanceof Map<?, ?> map) {
                String between = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(between);
                    write(String.valueOf(entry.getKey()), out);
                    out.append(':');
                    write(entry.getValue(), out);
                    between = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            } else if (value instanceof List<?> list) {
                String between = "[";
                for (Object item : list) {
                    out.append(between);
                    write(item, out);
                    between = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            } else if (value instanceof String string) {
                out.append('"');
                for (char c : string.toCharArray()) {
                    if (c == '"' || c == '\\') out.append('\\').append(c);
                    else if (c < 0x20 || c > 0x7e) out.append(String.format("\\u%04X", (int) c));
                    else out.append(c);
                }
                out.append('"');
            } else {
                out.append(value);
            }
        }

        private Object value(int depth) {
            if (depth > DEEPEST) throw broken();
            space();
            char c = peek();
            if (c == '{') return object(depth);
            if (c == '[') return array(depth);
            if (c == '"') return string();
            if (c == 't') return word("true", true);
            if (c == 'f') return word("false", false);
            if (c == 'n') return word("null", null);
            return number();
        }

        private Map<String, Object> object(int depth) {
            Map<String, Object> map = new LinkedHashMap<>();
            at++;
            space();
            if (take('}')) return map;
            do {
                space();
                String name = string();
                space();
                expect(':');
                map.put(name, value(depth + 1));
                space();
            } while (take(','));
            expect('}');
            return map;
        }

        private List<Object> array(int depth) {
            List<Object> list = new ArrayList<>();
            at++;
            space();
            if (take(']')) return list;
            do {
                list.add(value(depth + 1));
                space();
            } while (take(','));
            expect(']');
            return list;
        }

        private String string() {
            expect('"');
            StringBuilder out = new StringBuilder();
            for (;;) {
                char c = peek();
                at++;
                if (c == '"') return out.toString();
                if (c < 0x20) throw broken();
                if (c != '\\') {
                    out.append(c);
                    continue;
                }
                char escaped = peek();
                at++;
                int plain = "\"\\/bfnrt".indexOf(escaped);
                if (plain >= 0) out.append("\"\\/\b\f\n\r\t".charAt(plain));
                else if (escaped == 'u') out.append(hex());
                else throw broken();
            }
        }

        private char hex() {
            if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) throw broken();
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }

        private BigDecimal number() {
            int from = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
            String number = text.substring(from, at);
            if (number.length() > 400 || !number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,9})?")) throw broken();
            return new BigDecimal(number);
        }

        private Object word(String word, Object value) {
            if (!text.startsWith(word, at)) throw broken();
            at += word.length();
            return value;
        }

        private void space() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        }

        private char peek() {
            if (at >= text.length()) throw broken();
            return text.charAt(at);
        }

        private boolean take(char c) {
            if (at >= text.length() || text.charAt(at) != c) return false;
            at++;
            return true;
        }

        private void expect(char c) {
            if (!take(c)) throw broken();
        }

        private IllegalArgumentException broken() {
            return new IllegalArgumentException("not JSON at " + at);
        }
    }
}
