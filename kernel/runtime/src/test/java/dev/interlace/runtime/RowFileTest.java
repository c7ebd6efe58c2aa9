package dev.interlace.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pyarrow 26 wrote, and files that hold no rows. */
class RowFileTest {
    @TempDir
    Path folder;

    private static Path shipped(String name) throws URISyntaxException {
        URL file = Objects.requireNonNull(RowFileTest.class.getResource(name), name);
        return Path.of(file.toURI());
    }

    private static List<Optional<Object>> column(Cells cells, String name) {
        return IntStream.range(0, cells.rows())
                .mapToObj(row -> cells.cell(name, row))
                .toList();
    }

    private static List<Optional<Object>> cells(Object a, Object b, Object c, Object d) {
        return List.of(some(a), some(b), some(c), some(d));
    }

    private static String refusal(Path file) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> RowFile.read(file))
                .getMessage());
    }

    /** A cell; an empty text stands for none. */
    private static Optional<Object> some(Object value) {
        return value.equals("") ? Optional.empty() : Optional.of(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"people.feather", "people-zstd.feather"})
    void arrowColumnsOfEveryTypeKeepTheirValues(String name) throws URISyntaxException {
        RowFile file = RowFile.read(shipped(name));
        Cells cells = file.cells();
        assertEquals(List.of("read as Arrow"), file.told());
        assertEquals(
                List.of(
                        "Name",
                        "Age (years)",
                        "Income",
                        "Group",
                        "Member",
                        "Small",
                        "Large",
                        "Half",
                        "Day",
                        "Seen",
                        "Local",
                        "Clock",
                        "Place",
                        "Bytes"),
                cells.columns());
        assertEquals(cells("Ann", "", "Zo\u00eb", "Bo"), column(cells, "Name"));
        assertEquals(cells(31, 42, "", 7), column(cells, "Age (years)"));
        assertEquals(cells(1234.5, -0.25, 1e9, ""), column(cells, "Income"));
        assertEquals(cells("a", "b", "a", ""), column(cells, "Group"), "values of a dictionary");
        assertEquals(cells(true, false, "", true), column(cells, "Member"));
        assertEquals(cells((short) 200, (short) 0, (short) 255, ""), column(cells, "Small"), "no sign");
        assertEquals(cells(4000000000L, 1L, "", 2L), column(cells, "Large"), "no sign");
        assertEquals(cells(0.5f, 1f, 2f, -4f), column(cells, "Half"));
        assertEquals(cells("2024-02-29", "", "1999-12-31", "2000-01-01"), column(cells, "Day"));
        assertEquals(
                cells("2024-02-29T12:30:00Z", "", "1969-12-31T23:59:59.500Z", "2000-01-01T00:00:00Z"),
                column(cells, "Seen"));
        assertEquals(cells("2024-02-29T12:30", "", "1999-12-31T23:59:59", "2000-01-01T00:00"), column(cells, "Local"));
        assertEquals(cells("00:00:01", "", "01:00", "23:59:59"), column(cells, "Clock"));
        assertEquals(cells(List.of(1.0, 2.0), List.of(3.0, 4.0), "", List.of(5.0, 6.0)), column(cells, "Place"));
        assertArrayEquals("abc".getBytes(StandardCharsets.US_ASCII), (byte[])
                cells.cell("Bytes", 3).orElseThrow());
    }

    @Test
    void aParquetFileWithoutItsLibraryNamesIt() throws URISyntaxException {
        String message = refusal(shipped("people.parquet"));
        assertTrue(
                message.startsWith("people.parquet cannot be read: it is a Parquet file, whose library is not here; add"
                        + " org.duckdb:duckdb_jdbc:"),
                message);
        assertTrue(message.contains("%maven org.duckdb:duckdb_jdbc:"), message);
    }

    @Test
    void theLibraryThatIsNamedForArrowIsOfTheTestedVersion() {
        String tested = ArrowFileReader.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertTrue(tested.contains(ArrowFile.VERSION), tested);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAR1\u0015\u0004 and no more", "ARROW1\u0000\u0000 and no more"})
    void aDamagedFileIsNoStackOfAnotherLibrary(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("damaged"), content);
        String message = refusal(file);
        assertTrue(message.startsWith("damaged cannot be read: "), message);
    }

    @ParameterizedTest
    @CsvSource({
        "'PK\u0003\u0004..', a zip archive or an Excel workbook",
        "'\u001f\u008b\b', compressed by gzip",
        "'FEA1\u0000...', of Feather's first version",
        "'SQLite format 3\u0000', a SQLite database"
    })
    void whatHoldsNoRowsSaysWhatToDo(String start, String kind) throws IOException {
        Path file = Files.write(folder.resolve("rows.csv"), start.getBytes(StandardCharsets.ISO_8859_1));
        String message = refusal(file);
        assertTrue(message.startsWith("rows.csv cannot be read: it is " + kind), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARENT_ID", "PAR1", "FEA1", "ARROW1", "BZh", "PK"})
    void aColumnMayBeCalledAsOtherFilesBegin(String name) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), name + ",b\n1,x\n2,y\n");
        assertEquals(List.of(name, "b"), RowFile.read(file).cells().columns());
    }

    @Test
    void aTextIsReadAsItIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "a;b\n1,5;x\n2,5;y\n");
        RowFile read = RowFile.read(file);
        assertEquals(List.of("a", "b"), read.cells().columns());
        assertEquals(',', read.cells().decimal());
    }
}
