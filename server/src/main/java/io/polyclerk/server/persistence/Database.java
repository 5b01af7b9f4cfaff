package io.polyclerk.server.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The database, brought up to date when it is opened: embedded in the data folder, or PostgreSQL. Thread-safe. */
public final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 8;

    /** Longest time that anybody waits for a connection while the server runs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Longest time while it stops. */
    private static final Duration ONE_WAIT = Duration.ofSeconds(2);

    private final HikariDataSource pool;
    private final PatientPool connections;
    private final @Nullable String afterCommit;
    private final String node;
    private final GroupCommit committer;

    private Database(HikariConfig config, @Nullable String afterCommit, String node) {
        this.pool = new HikariDataSource(config);
        this.connections = new PatientPool(pool::getConnection, PATIENCE, Clock.systemUTC());
        this.node = node;
        this.afterCommit = afterCommit;
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/migration")
                .callbackLocations(new String[0])
                .load()
                .migrate();
        this.committer = new GroupCommit(this);
    }

    /** The database that the settings ask for. */
    public static Database open(Settings settings, DataFolder data) {
        String url = settings.optional(Setting.DATABASE_URL);
        if (url == null) {
            return embedded(data.folder("database").resolve("polyclerk"), settings.flag(Setting.DATABASE_SYNC));
        }
        return server(
                url,
                settings.optional(Setting.DATABASE_USER),
                settings.optional(Setting.DATABASE_PASSWORD),
                data.node());
    }

    /** @param sync wait for the disk at every commit, not only for the operating system */
    public static Database embedded(Path file, boolean sync) {
        HikariConfig config = config();
        // Closing is ours: the server stops its parts in order.
        config.setJdbcUrl("jdbc:h2:file:" + file
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE"
                + ";LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=64;CACHE_SIZE=32768");
        config.setDriverClassName("org.h2.Driver");
        config.setUsername("sa");
        // By itself H2 writes commits within half a second; a checkpoint after each group makes them durable at once.
        return new Database(
                config,
                sync ? "checkpoint sync" : "checkpoint",
                UUID.randomUUID().toString());
    }

    /** A PostgreSQL server. */
    public static Database server(String url, @Nullable String user, @Nullable String password) {
        return server(url, user, password, UUID.randomUUID().toString());
    }

    /** @param node tells this process from others on the same database, also after a restart */
    private static Database server(String url, @Nullable String user, @Nullable String password, String node) {
        HikariConfig config = config();
        config.setJdbcUrl(url);
        config.setDriverClassName("org.postgresql.Driver");
        config.setUsername(user);
        config.setPassword(password);
        // Else a connection that takes longer to be made than anybody waits at once, as on a busy machine, is given up.
        config.addDataSourceProperty("loginTimeout", PATIENCE.toSeconds());
        return new Database(config, null, node);
    }

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("polyclerk");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(ONE_WAIT.toMillis());
        return config;
    }

    /** Changes rows, together with what others change at the same moment; durable when it returns. */
    public <T> T write(Work<T> work) {
        return committer.write(work);
    }

    /** Reads what is committed. */
    public <T> T read(Work<T> work) {
        try (Session session = new Session(connections.connection(), node)) {
            return work.run(session);
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    /** Reads what was committed at one moment, however long it takes and whatever is written in the meantime. */
    public <T> T readSnapshot(Work<T> work) {
        try (Session session = begin()) {
            session.connection().setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return work.run(session);
            } finally {
                session.connection().rollback();
            }
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    /** A connection for a transaction of one's own. */
    public Session begin() throws SQLException {
        Connection connection = connections.connection();
        connection.setAutoCommit(false);
        return new Session(connection, node);
    }

    /** Ends a transaction; everything is durable when this returns. */
    public void commit(Session session) throws SQLException {
        session.connection().commit();
        if (afterCommit != null) {
            try (Statement statement = session.connection().createStatement()) {
                statement.execute(afterCommit);
            }
        }
    }

    /** Whether no other process can have it open. */
    public boolean isEmbedded() {
        return afterCommit != null;
    }

    /** Whether it answers. */
    public boolean isAlive() {
        try {
            return read(session -> session.connection().isValid(2));
        } catch (DatabaseException gone) {
            return false;
        }
    }

    /** Nobody waits from now on for a database that is away; what cannot be written now is done at the next start. */
    public void hurry() {
        connections.hurry();
    }

    @Override
    public void close() {
        hurry();
        committer.close();
        if (afterCommit != null) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("shutdown");
            } catch (SQLException closedAlready) {
                System.getLogger(Database.class.getName())
                        .log(System.Logger.Level.DEBUG, "closed already", closedAlready);
            }
        }
        pool.close();
    }

    /** Some statements that belong together. May be run again when others in its group failed, so it touches nothing but the database. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }
}
