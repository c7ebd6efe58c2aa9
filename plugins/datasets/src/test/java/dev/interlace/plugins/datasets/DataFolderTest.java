package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.PluginException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFolderTest {
    private static final DataFolder FOLDER = new DataFolder("data/emoji", "emoji");
    private static final List<String> COLUMNS = List.of("id", "name");

    @Test
    void aTableIsItsRowsWithoutTheHeaderAndKeepsEmptyCells() {
        assertEquals(
                List.of(List.of("1", "a b"), List.of("2", "")),
                FOLDER.table("t.tsv", "id\tname\n1\ta b\n2\t\n", COLUMNS));
    }

    @Test
    void aRowWithTooFewCellsIsNamedByItsLine() {
        assertEquals(
                "data/emoji: emoji/t.tsv line 3 must have 2 cells, got 1; the data sets' jar is damaged, install it again",
                assertThrows(PluginException.class, () -> FOLDER.table("t.tsv", "id\tname\n1\ta\n2\n", COLUMNS))
                        .getMessage());
    }

    @Test
    void anotherHeaderIsRejectedWithBothHeaders() {
        assertEquals(
                "data/emoji: emoji/t.tsv must have the columns [id, name], got [id, label]; the data sets' jar is damaged,"
                        + " install it again",
                assertThrows(PluginException.class, () -> FOLDER.table("t.tsv", "id\tlabel\n", COLUMNS))
                        .getMessage());
    }

    @Test
    void anEmptyTableIsRejected() {
        assertEquals(
                "data/emoji: emoji/t.tsv must have the columns [id, name], got []; the data sets' jar is damaged, install"
                        + " it again",
                assertThrows(PluginException.class, () -> FOLDER.table("t.tsv", "", COLUMNS))
                        .getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        assertEquals(
                "data/emoji: emoji/none.zip is not on the class path; the data sets' jar is damaged, install it again",
                assertThrows(PluginException.class, () -> FOLDER.pictures("none.zip"))
                        .getMessage());
    }

    @Test
    void aTableWhoseHeaderIsDataBringsItFirst() {
        List<List<String>> table = new DataFolder("data/multiomics", "multiomics").tableWithHeader("protein.tsv");
        assertEquals(47, table.size(), "the header and 46 patients");
        assertEquals(List.of("patient", "G6PD", "IGFBP2", "ASNS"), table.get(0).subList(0, 4));
        assertEquals("TCGA-OR-A5J2", table.get(1).get(0));
    }

    @Test
    void soundsAreNamedByTheirKeys() {
        assertEquals(
                5520,
                new DataFolder("data/spoken", "spoken")
                        .sounds("en.zip").entrySet().stream()
                                .filter(sound -> sound.getKey().equals("digits/1"))
                                .findFirst()
                                .orElseThrow()
                                .getValue()
                                .length());
    }
}
