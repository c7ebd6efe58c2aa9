package dev.interlace.workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.runtime.Delimited;
import dev.interlace.spi.Features;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.models.FusionRun;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class OwnDataTest {
    @TempDir
    Path folder = Path.of("");

    private void picture(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", out);
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, out.toByteArray());
    }

    private void sound(String name, int samples) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, Sound.of(8000, new short[samples]).wav());
    }

    private Path csv(String... lines) throws IOException {
        return Files.write(folder.resolve("shop.csv"), List.of(lines));
    }

    private static String present(Raw raw) {
        return IntStream.range(0, raw.rows())
                .mapToObj(row -> raw.presence().has(row) ? "1" : "0")
                .collect(Collectors.joining());
    }

    private static String failure(OwnData data) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, data::load).getMessage());
    }

    @Test
    void picturesAndTextsOfACsvWithWhatIsMissing() throws IOException {
        picture("a.png");
        picture("deep/b.png");
        Path csv = csv(
                "file,title,price,kind,shop",
                "a.png,\"A cup, red\",2.5,cup,north",
                "deep/b.png,,NA,plate,north",
                ",A bowl,4,bowl,");
        LabData data = OwnData.of("shop", csv)
                .pictures("file", folder)
                .texts("title")
                .numbers("size", "price")
                .label("kind")
                .group("shop")
                .load();
        assertEquals("own/shop", data.id());
        assertEquals("110", present(data.dataset().column("file")));
        assertEquals("101", present(data.dataset().column("title")));
        assertEquals("101", present(data.dataset().column("size")));
        assertEquals("A cup, red", data.texts("title").get(0));
        assertEquals(List.of("bowl", "cup", "plate"), data.labels().classes());
        assertEquals(List.of("north", "north", "row 3"), data.dataset().groups());
        assertEquals(List.of("1", "2", "3"), data.dataset().rowIds());
        assertEquals("not stated", data.dataset().card().licence());
        assertEquals("shop.csv", data.dataset().card().origin(), "no folder of this machine is told");
        assertTrue(
                data.display().plain().contains("Licence: not stated."),
                data.display().plain());
    }

    @Test
    void theFirstFiveBadRowsAreNamedAndTheRestIsCounted() throws IOException {
        picture("good.png");
        Files.writeString(folder.resolve("bad.png"), "no picture");
        Path csv = csv("file", "good.png", "bad.png", "gone1.png", "gone2.png", "gone3.png", "gone4.png", "gone5.png");
        OwnData data = OwnData.of("shop", csv).pictures("file", folder);
        String where = folder.getFileName().toString();
        assertEquals(
                "OwnData shop: 'file' cannot be read in 6 of 7 rows: row 2 (line 3): bad.png: Picture: the 10 bytes"
                        + " are no PNG, JPEG, GIF"
                        + " or BMP picture; row 3 (line 4): gone1.png is not in " + where
                        + "; row 4 (line 5): gone2.png is not in "
                        + where
                        + "; row 5 (line 6): gone3.png is not in " + where + "; row 6 (line 7): gone4.png is not in "
                        + where
                        + "; and 1 more. Mend them, or load with badAsMissing() where a modality may be missing",
                failure(data));
        LabData loaded = data.badAsMissing().load();
        assertEquals("1000000", present(loaded.dataset().column("file")));
        assertTrue(
                loaded.dataset()
                        .card()
                        .flaws()
                        .get(0)
                        .startsWith("'file' cannot be read in 6 of 7 rows: row 2 (line 3): bad.png"),
                loaded.dataset().card().flaws().toString());
        assertTrue(loaded.dataset().card().flaws().get(0).endsWith("; and 1 more; missing here"));
    }

    @Test
    void duplicateAndMissingIdsAreReported() throws IOException {
        OwnData data = OwnData.of("shop", csv("id,title", "a,x", "b,y", "a,z", ",w", "b,v", "a,u"))
                .ids("id")
                .texts("title");
        assertEquals(
                "OwnData shop: ids are missing in 1 rows: row 4 (line 5): no id in column 'id'. 2 ids occur more"
                        + " than once: 'a' in rows [1, 3, 6]; 'b' in rows [2, 5]. Mend them",
                failure(data));
    }

    @Test
    void aRowWithoutALabelIsReported() throws IOException {
        OwnData data = OwnData.of("shop", csv("title,kind", "x,cup", "y,"))
                .texts("title")
                .label("kind");
        String message =
                "OwnData shop: target 'kind' is missing in 1 of 2 rows: row 2 (line 3): no label in column 'kind'; give"
                        + " them a value, or leave the rows out of the table";
        assertTrue(failure(data).startsWith(message), failure(data));
        assertEquals(message, failure(data.badAsMissing()));
    }

    @Test
    void aTableKeepsItsMissingValuesOfEveryType() {
        Table table = Table.create(
                StringColumn.create("word", "a", "", "c"),
                DoubleColumn.create("x", new Double[] {1.5, null, 3.0}),
                DoubleColumn.create("y", new Double[] {1.0, 2.0, null}),
                BooleanColumn.create("sold", true, false, true));
        LabData data = OwnData.of("mine", table)
                .texts("word")
                .numbers("pair", "x", "y")
                .numbers("flag", "sold")
                .label("sold")
                .load();
        assertEquals("101", present(data.dataset().column("word")));
        assertEquals("100", present(data.dataset().column("pair")));
        assertEquals("111", present(data.dataset().column("flag")));
        Features flag = ((Raw.Numbers) data.dataset().column("flag")).features();
        assertEquals(1.0, flag.values().getDouble(2, 0));
        assertEquals(List.of("false", "true"), data.labels().classes());
        assertEquals(
                List.of("'pair': 2 rows lack some of the 2 numbers and count as missing; fields(…) keeps those that are"
                        + " there"),
                data.dataset().card().flaws());
    }

    @Test
    void aWordWhereANumberShouldStandIsABadRow() throws IOException {
        OwnData data =
                OwnData.of("shop", csv("price", "1", "cheap", "Infinity")).numbers("price", "price");
        assertTrue(
                failure(data)
                        .startsWith("OwnData shop: 'price' cannot be read in 2 of 3 rows: row 2 (line 3): 'cheap'"
                                + " in column 'price' is no number; row 3 (line 4): Infinity in column 'price' is"
                                + " not finite"),
                failure(data));
    }

    @Test
    void soundsOfAFolderTakeTheirLabelsFromItsFolders() throws IOException {
        sound("yes/1.wav", 800);
        sound("yes/2.WAV", 1600);
        sound("no/1.wav", 400);
        Files.writeString(folder.resolve("README.txt"), "not a sound");
        LabData data = OwnData.ofFolder("words", folder, ".wav")
                .sounds("file", folder)
                .label("folder")
                .load();
        assertEquals(
                List.of("no/1.wav", "yes/1.wav", "yes/2.WAV"), data.dataset().rowIds());
        assertEquals(List.of("no", "yes"), data.labels().classes());
        Optional<Sound> last =
                ((Raw.Sounds) data.dataset().column("file")).values().get(2);
        assertEquals(0.2, last.orElseThrow().seconds());
    }

    @Test
    void arraysBringVectorsTokensLabelsAndWhatIsPresent() {
        LabData data = OwnData.ofArrays("tensors", 3)
                .vectors("image", Nd4j.ones(3, 4))
                .tokens("speech", Nd4j.ones(3, 5, 2), new int[] {5, 1, 2})
                .features(Features.vector("text", Nd4j.ones(3, 2), Presence.where(3, row -> row != 1)))
                .label("class", List.of("a", "b", "a"))
                .load();
        assertEquals("101", present(data.dataset().column("text")));
        assertEquals(List.of("a", "b"), data.labels("class").classes());
        assertTrue(
                data.display().plain().contains("1 tokens of 2 numbers"),
                data.display().plain());
        assertEquals(
                "OwnData tensors: there are 3 rows, but modality 'x' has 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> OwnData.ofArrays("tensors", 3).vectors("x", Nd4j.ones(2, 2)))
                        .getMessage());
    }

    @Test
    void mistakesOfTheRecipeAreExplained() throws IOException {
        OwnData data = OwnData.of("shop", csv("title,kind", "x,cup"));
        assertEquals(
                "OwnData shop: unknown column 'titel'; did you mean 'title'? Known: title, kind",
                assertThrows(IllegalArgumentException.class, () -> data.texts("titel"))
                        .getMessage());
        assertEquals(
                "OwnData shop: the modality 'title' is named twice",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> data.texts("title").texts("title"))
                        .getMessage());
        assertEquals(
                "OwnData shop: there is no modality; name one by texts, pictures, sounds, numbers, fields, vectors"
                        + " or tokens, or let guess() name them",
                failure(data));
        assertEquals(
                "OwnData: the name must be lower-case letters, digits and hyphens, got 'My Shop'",
                assertThrows(IllegalArgumentException.class, () -> OwnData.ofArrays("My Shop", 1))
                        .getMessage());
        assertEquals(
                "OwnData t: there is no table to take column 'x' from; begin with one, or give arrays and lists",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> OwnData.ofArrays("t", 1).texts("x"))
                        .getMessage());
        assertEquals(
                "OwnData shop: no file below " + folder.toAbsolutePath() + " ends in .wav",
                assertThrows(IllegalArgumentException.class, () -> OwnData.ofFolder("shop", folder, ".wav"))
                        .getMessage());
    }

    @Test
    void anyHeaderBecomesAModalityThatAModelLearnsFromAndIsShownAsWritten() throws IOException {
        StringBuilder text = new StringBuilder("Mean Radius,Größe (cm), Title ,Diagnose\n");
        for (int row = 0; row < 60; row++) {
            boolean ill = row % 2 == 0;
            text.append(ill ? 1 + row : -1 - row)
                    .append(',')
                    .append(row)
                    .append(",word ")
                    .append(row);
            text.append(',').append(ill ? "M" : "B").append('\n');
        }
        Path file = Files.writeString(folder.resolve("shop.csv"), text);
        Lab lab = Interlace.lab();
        LabData data = OwnData.of("shop", file)
                .numbers("Mean Radius")
                .numbers("Größe (cm)")
                .texts("Title")
                .texts("two words", "Title")
                .label("Diagnose")
                .load();
        assertEquals(
                List.of("Mean Radius", "Größe (cm)", "Title", "two words"),
                List.copyOf(data.dataset().columns().keySet()));
        EncodedSplit split = lab.encode(OwnData.of("shop", file)
                .numbers("Mean Radius")
                .numbers("Größe (cm)")
                .label("Diagnose")
                .load()
                .split(42));
        FusionRun run = lab.fusion("fusion/early", Map.of("epochs", 5, "missing", "MEAN"))
                .fit(split.train().only("Mean Radius", "Größe (cm)"));
        Evaluation evaluation = lab.evaluate(run, split.test().only("Mean Radius", "Größe (cm)"));
        assertTrue(evaluation.accuracy().value() > 0.5, evaluation.toString());
        assertTrue(lab.contribution(run, split.test().only("Mean Radius", "Größe (cm)"))
                .toString()
                .contains("Mean Radius"));
        Path model = folder.resolve("model");
        run.save(model);
        Encoded test = split.test().only("Mean Radius", "Größe (cm)");
        assertEquals(
                run.predict(test.batch()),
                lab.fusion("fusion/early").load(model).predict(test.batch()));
    }

    @Test
    void columnsAreGuessedAndShownBeforeAnythingIsRead() throws IOException {
        StringBuilder text = new StringBuilder("No,Age,Port,Story,Photo,Same,Nothing,Code,Died\n");
        for (int row = 1; row <= 40; row++) {
            text.append(row).append(',').append(row == 7 ? "unknown" : row == 8 ? "" : "" + (row * 7 % 50));
            text.append(',').append(row % 3 == 0 ? "Cork" : "Southampton");
            text.append(",she told them nothing of ship ").append(row);
            text.append(",p")
                    .append(row)
                    .append(".png,x,,c")
                    .append(row * 31 % 1000)
                    .append("z,");
            text.append(row % 2 == 0 ? "yes" : "no").append('\n');
        }
        OwnData data = OwnData.of("shop", Files.writeString(folder.resolve("shop.csv"), text));
        ColumnGuesses guesses = data.columns();
        assertEquals(
                List.of("ID", "NUMBER", "CATEGORY", "TEXT", "PICTURE", "CONSTANT", "EMPTY", "ID", "CATEGORY"),
                guesses.guesses().stream().map(guess -> guess.kind().name()).toList());
        assertEquals(
                "numbers in 38 of 39 cells, but not 'unknown' in row 7 (line 8)",
                guesses.of("Age").why());
        assertEquals(1, guesses.of("Age").missing());
        assertEquals(List.of("Southampton", "Cork"), guesses.of("Port").examples());
        assertTrue(guesses.display().plain().contains("every number follows the one before"), guesses.toString());
        assertEquals(
                "own/shop in the making: 40 rows of shop.csv, modalities [Story, Photo, table], targets [Died]",
                data.label("Died").guess().toString().replaceFirst(";.*", ""));
        for (int row = 1; row <= 40; row++) {
            picture("p" + row + ".png");
        }
        LabData loaded = data.label("Died").guess().badAsMissing().load();
        Raw.Fields fields = (Raw.Fields) loaded.dataset().column("table");
        assertEquals(
                "[Age (NUMBER), 40 rows, Port (CATEGORY), 40 rows]",
                fields.fields().toString());
        assertEquals(Optional.empty(), fields.fields().get(0).text(7));
        assertEquals(Optional.of("Cork"), fields.fields().get(1).category(2));
        assertTrue(
                loaded.dataset().card().flaws().toString().contains("'unknown' in column 'Age' is no number"),
                loaded.dataset().card().flaws().toString());
    }

    @Test
    void linesWithMoreOrFewerCellsAreNamed() throws IOException {
        Path file = csv("a,b", "1,\"two", "lines\"", "1,2,3", "", "4", "5,6");
        assertEquals(
                "OwnData shop: shop.csv cannot be read as CSV: the header has 2 cells, 2 lines have another number:"
                        + " line 4 has 3, line 6 has 1; quote cells that hold the separator ','",
                assertThrows(IllegalArgumentException.class, () -> OwnData.of("shop", file))
                        .getMessage());
        Path open = csv("a,b", "1,\"two", "3,4");
        assertEquals(
                "OwnData shop: shop.csv cannot be read as CSV: the quote that opens in line 2 never closes",
                assertThrows(IllegalArgumentException.class, () -> OwnData.of("shop", open))
                        .getMessage());
    }

    @Test
    void theRowsOfAQueryAreReadToTheirEnd() throws SQLException {
        RowSetMetaDataImpl about = new RowSetMetaDataImpl();
        about.setColumnCount(3);
        about.setColumnLabel(1, "title");
        about.setColumnType(1, Types.VARCHAR);
        about.setColumnLabel(2, "price");
        about.setColumnType(2, Types.DOUBLE);
        about.setColumnLabel(3, "sound");
        about.setColumnType(3, Types.VARBINARY);
        CachedRowSet result = RowSetProvider.newFactory().createCachedRowSet();
        result.setMetaData(about);
        for (int row = 0; row < 3; row++) {
            result.moveToInsertRow();
            result.updateString(1, row == 1 ? " " : "cup " + row);
            if (row == 2) {
                result.updateNull(2);
            } else {
                result.updateDouble(2, row + 0.5);
            }
            result.updateBytes(3, Sound.of(8000, new short[80]).wav());
            result.insertRow();
            result.moveToCurrentRow();
        }
        result.beforeFirst();
        LabData data = OwnData.of("shop", result)
                .texts("title")
                .numbers("price")
                .sounds("sound", folder)
                .load();
        assertEquals("101", present(data.dataset().column("title")));
        assertEquals("011", present(data.dataset().column("price")), "a row set inserts before the current row");
        assertEquals("111", present(data.dataset().column("sound")));
    }

    @Test
    void headersThatAreEmptyOrTwiceThereStillHaveAName() throws IOException {
        OwnData data = OwnData.of("shop", csv(",a,a,\"two", "lines\"", "1,2,3,4"));
        assertEquals(
                List.of("column 1", "a", "a (2)", "two lines"),
                data.columns().guesses().stream()
                        .map(ColumnGuesses.Guess::column)
                        .toList());
    }

    @Test
    void encodingSeparatorAndDecimalSignAreFoundOut() throws IOException {
        String text = "größe;preis;was\n1.234,5;2,5;Äpfel\n7;-0,25;Öl\n";
        for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
            Path file = Files.write(folder.resolve("shop.csv"), text.getBytes(charset));
            LabData data = OwnData.of("shop", file)
                    .numbers("größe")
                    .numbers("preis")
                    .texts("was")
                    .load();
            assertEquals(1234.5, number(data, "größe", 0), charset.name());
            assertEquals(-0.25, number(data, "preis", 1), charset.name());
            assertEquals(
                    List.of(Optional.of("Äpfel"), Optional.of("Öl")),
                    ((Raw.Texts) data.dataset().column("was")).values());
            String told = "cells are separated by ';'; numbers have a decimal comma";
            assertEquals(
                    List.of(
                            charset.equals(StandardCharsets.ISO_8859_1)
                                    ? "read as windows-1252; " + told
                                    : charset.equals(StandardCharsets.UTF_16) ? "read as utf-16; " + told : told),
                    data.dataset().card().flaws());
        }
        Path marked = Files.writeString(folder.resolve("marked.csv"), "\uFEFFa\tb\n1.5\t2\n");
        assertEquals(1.5, number(OwnData.of("marked", marked).numbers("a").load(), "a", 0));
        Path quoted = Files.writeString(folder.resolve("quoted.csv"), "\"a;b\",c\n\"1;2;3\",4\n");
        assertEquals(4.0, number(OwnData.of("quoted", quoted).numbers("c").load(), "c", 0));
    }

    @Test
    void aFileMayBeWrittenAsItsReaderSays() throws IOException {
        Path file = Files.write(folder.resolve("bars.csv"), "a|b\n1,5|é\n".getBytes(StandardCharsets.ISO_8859_1));
        LabData data = OwnData.of("bars", file, new Delimited(StandardCharsets.ISO_8859_1, '|', ','))
                .numbers("a")
                .texts("b")
                .load();
        assertEquals(1.5, number(data, "a", 0));
        assertEquals(List.of(Optional.of("é")), ((Raw.Texts) data.dataset().column("b")).values());
        Path mixed = Files.writeString(folder.resolve("mixed.csv"), "a;b\n1,5;x\n1.5;y\n");
        assertTrue(failure(OwnData.of("mixed", mixed, new Delimited(StandardCharsets.UTF_8, ';', ','))
                        .numbers("a"))
                .contains("row 2 (line 3): '1.5' in column 'a' is no number"));
        assertEquals(
                "Delimited: the separator ',' cannot be the decimal sign as well",
                assertThrows(IllegalArgumentException.class, () -> new Delimited(StandardCharsets.UTF_8, ',', ','))
                        .getMessage());
    }

    private static double number(LabData data, String column, int row) {
        return ((Raw.Numbers) data.dataset().column(column)).features().values().getDouble(row, 0);
    }
}
