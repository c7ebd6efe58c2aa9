package dev.interlace.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;

/** Reads Parquet through DuckDB's JDBC driver, where a program or a notebook has added it. */
final class ParquetFile {
    private static final String LIBRARY = "org.duckdb:duckdb_jdbc:1.4.1.0";
    private static final String URL = "jdbc:duckdb:";

    private ParquetFile() {}

    static Cells read(Path file) throws IOException {
        Driver driver = driver().orElseThrow(() -> RowFile.missing("a Parquet file", LIBRARY));
        String literal = "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
        try (Connection connection = driver.connect(URL, new Properties());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM read_parquet(" + literal + ")")) {
            return QueryCells.read(result);
        } catch (SQLException e) {
            throw new IOException("it is a Parquet file that cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Driver> driver() {
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElse(ParquetFile.class.getClassLoader());
        return ServiceLoader.load(Driver.class, loader).stream()
                .filter(provider -> provider.type().getName().startsWith("org.duckdb."))
                .findFirst()
                .map(ServiceLoader.Provider::get);
    }
}
