package dev.interlace.workbench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.OwnData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class LedgerTest {
    private static final Lab LAB = SmallTrials.LAB;
    private static final EncodedSplit PAIRS = SmallTrials.PAIRS;
    private static final String[] QUICK = {
        "alignment/cca", "alignment/pls", "alignment/ridge", "dependence/cka", "dependence/hsic", "sequence/dtw"
    };

    @TempDir
    Path folder;

    private Ledger ledger(Lab lab) {
        return lab.claims()
                .on("pairs", PAIRS)
                .effort(Effort.SMALL)
                .keptIn(folder)
                .only(QUICK);
    }

    private static List<?> numbers(LedgerTable table) {
        return table.results().stream()
                .map(one -> List.of(one.provenance().key(), one.effects(), one.beside(), one.refusal()))
                .toList();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void whatWasMeasuredBeforeTheReleaseIsShownAndNotMeasuredAgain() {
        Lab asShipped = LAB.seed(42);
        LedgerTable shipped = asShipped.claims().keptIn(folder).table();
        assertFalse(shipped.get("fusion/late", "fusion/interaction").isEmpty(), shipped::toString);
        for (ClaimResult result : shipped.results()) {
            assertEquals(
                    Optional.of(result),
                    new ResultFiles(folder).get(result.provenance().key()));
        }
        assertTrue(LAB.seed(43).claims().keptIn(folder).table().results().isEmpty(), "another seed has other numbers");
    }

    @Test
    void theLedgerStandsInTheOrderOfTheLesson() {
        List<LessonSection> sections = LAB.claims().lines().stream()
                .map(Ledger.Line::section)
                .distinct()
                .toList();
        assertEquals(sections.stream().sorted().toList(), sections);
        assertTrue(
                sections.containsAll(List.of(
                        LessonSection.EARLY,
                        LessonSection.MID,
                        LessonSection.LATE,
                        LessonSection.CHOOSING,
                        LessonSection.ATTENTION,
                        LessonSection.MMD,
                        LessonSection.CONTRASTIVE,
                        LessonSection.GRAPHS)),
                sections.toString());
        assertTrue(LAB.claims().only("choosing").lines().stream()
                .anyMatch(line -> line.words().equals("fusion/early: fusion/cost")));
        assertTrue(LAB.claims().only("attention").lines().stream()
                .allMatch(line -> line.section() == LessonSection.ATTENTION));
    }

    @Test
    void aWordThatNamesNoClaimIsRefused() {
        String text = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> LAB.claims().only("fusion/erly"))
                        .getMessage());
        assertTrue(
                text.startsWith("unknown section, method or experiment of a claim 'fusion/erly'; did you mean"
                        + " 'fusion/early'? Known: "),
                text);
    }

    @Test
    void dataThatIsNotThereIsRefusedAtOnce() {
        String unknown = String.valueOf(
                assertThrows(RuntimeException.class, () -> LAB.claims().on("nope"))
                        .getMessage());
        assertTrue(unknown.contains("nope") && unknown.contains("Known: "), unknown);
    }

    @Test
    void theFirstPairIsTheLongestTextAndWhatItDescribes() {
        Table table = Table.create(
                StringColumn.create("name", "owl", "oak"),
                DoubleColumn.create("size", 1, 20),
                StringColumn.create("caption", "a bird of the night", "a tree"));
        Dataset rows = OwnData.of("made", table)
                .texts("name")
                .numbers("size")
                .texts("caption")
                .load()
                .dataset();
        Encoding all =
                Encoding.none().and("name", "encoder/any").and("size", "").and("caption", "encoder/any");
        assertEquals(
                List.of("caption", "size"),
                Ledger.paired(rows, all).steps().stream()
                        .map(Encoding.Step::column)
                        .toList());
    }

    @Test
    void aResultShowsItsVerdictAndItsProvenanceItsVersions() {
        LedgerTable table = ledger(LAB).only("dependence/cka").measure();
        ClaimResult result = table.results().get(0);
        assertTrue(result.toString().contains(result.words()), result.toString());
        assertTrue(result.toString().contains(result.provenance().key()), result.toString());
        assertTrue(
                result.provenance().toString().contains("version of dependence/cka"),
                result.provenance().toString());
        assertFalse(table.csv().contains("DataRecipe["), table.csv());
        assertTrue(table.csv().contains("{\"\"dependence/cka\"\":"), table.csv());
    }

    @Test
    void whatIsMeasuredIsKeptAndDoesNotDependOnTheNumberOfWorkers() throws IOException {
        LedgerTable first = ledger(LAB).cores(4).measure();
        long files = files();
        assertEquals(ledger(LAB).lines().size(), first.claims());
        assertTrue(files >= first.claims(), files + " files of " + first.claims() + " claims");
        assertEquals(first.results(), ledger(LAB).measure().results(), "what is kept is not measured again");
        assertEquals(files, files());
        LedgerTable alone =
                ledger(LAB).cores(1).keptIn(folder.resolve("one worker")).measure();
        assertEquals(numbers(alone), numbers(first));
        assertEquals(numbers(first), numbers(ledger(LAB).table()), "shown without a look at the data");
    }

    @Test
    void anotherSeedOrOtherRowsAreMeasuredAgain() throws IOException {
        Ledger one = ledger(LAB).only("dependence/hsic", "alignment/pls");
        one.measure();
        long files = files();
        ledger(LAB.seed(7)).only("dependence/hsic").measure();
        long more = files();
        assertTrue(more > files, "another seed");
        one.on("pairs", new EncodedSplit(PAIRS.train(), PAIRS.validation(), PAIRS.train()))
                .measure();
        assertTrue(files() > more, "other rows");
    }

    @Test
    void aFileThatCannotBeReadIsMeasuredAgain() throws IOException {
        Ledger one = ledger(LAB).only("dependence/hsic");
        LedgerTable first = one.measure();
        String key = first.results().get(0).provenance().key();
        Files.writeString(folder.resolve(key + ".json"), "{");
        assertEquals(numbers(first), numbers(one.measure()));
    }

    @Test
    void aResultIsReadAsItWasWritten() {
        for (ClaimResult result :
                ledger(LAB).only("alignment/pls", "fusion/early").measure().results()) {
            assertEquals(result, ResultFiles.parse(ResultFiles.text(result)));
        }
    }

    @Test
    void tenResultsComeAgainFromTheirProvenance() {
        List<ClaimResult> results = ledger(LAB).measure().results().stream()
                .filter(result -> result.refusal().isEmpty())
                .limit(10)
                .toList();
        assertEquals(10, results.size());
        for (ClaimResult result : results) {
            ClaimProvenance from = ResultFiles.parse(ResultFiles.text(result)).provenance();
            Outcome again = LAB.seed(1).replay(from, PAIRS);
            assertEquals(result.findings(), again.findings(), from.toString());
            assertEquals(result.verdict().orElseThrow(), again.verdict());
        }
    }

    @Test
    void otherRowsOrAnotherVersionAreNoReplay() {
        ClaimProvenance from =
                ledger(LAB).only("alignment/pls").measure().results().get(0).provenance();
        String rows =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> LAB.replay(from, SmallTrials.ROWS))
                        .getMessage());
        assertTrue(rows.contains(": these rows are not those of 'pairs', their SHA-256 is "), rows);
        String none = String.valueOf(assertThrows(IllegalArgumentException.class, () -> LAB.replay(from))
                .getMessage());
        assertTrue(
                none.endsWith("the rows 'pairs' were given ready-made; give them again: replay(provenance, rows)"),
                none);
        ClaimProvenance old = new ClaimProvenance(
                from.claim(),
                from.method(),
                from.options(),
                java.util.Map.of("alignment/pls", "0.0.1"),
                from.source(),
                from.seed(),
                from.effort(),
                from.rows(),
                from.machine());
        String version = String.valueOf(assertThrows(IllegalArgumentException.class, () -> LAB.replay(old, PAIRS))
                .getMessage());
        assertTrue(version.endsWith("it was measured with alignment/pls 0.0.1, here is 1.0.0"), version);
    }

    @Test
    void anInterruptKeepsWhatIsFinishedAndTheNextCallGoesOn() throws Exception {
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        CellOutput interrupted = new CellOutput() {
            @Override
            public String display(DisplayData data) {
                return "id";
            }

            @Override
            public void update(String displayId, DisplayData data) {}

            @Override
            public void clear(Clear when) {}

            @Override
            public void checkInterrupt() {
                try {
                    if (left.get() != 0 && files() >= 2) {
                        left.set(0);
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                if (left.get() == 0) {
                    throw new CancellationException("interrupted");
                }
            }
        };
        List<String> ends = new ArrayList<>();
        FutureTask<LedgerTable> cell = new FutureTask<>(() -> {
            CurrentCell.set(interrupted);
            return ledger(LAB).cores(2).measure();
        });
        Thread thread = new Thread(cell, "a cell");
        thread.start();
        ends.add(String.valueOf(assertThrows(Exception.class, cell::get).getCause()));
        assertTrue(ends.get(0).contains("interrupted") || ends.get(0).contains("stopped"), ends.toString());
        long kept = files();
        LedgerTable partly = ledger(LAB).table();
        assertTrue(kept >= 2 && partly.results().size() < ledger(LAB).lines().size(), kept + " files");
        LedgerTable whole = ledger(LAB).measure();
        assertTrue(numbers(whole).containsAll(numbers(partly)));
        assertFalse(numbers(partly).isEmpty());
    }

    @Test
    void workersAreAsManyAsCoresAndMemoryAllow() {
        assertEquals(8, LedgerGrid.workers(8, 64L << 30));
        assertEquals(2, LedgerGrid.workers(8, 1L << 30));
        assertEquals(1, LedgerGrid.workers(8, 0));
    }

    @Test
    void theTableAndTheCsvSayVerdictUnitIntervalTimeAndProvenance() {
        LedgerTable table = ledger(LAB).only("fusion/early").measure();
        ClaimResult missing = table.get("fusion/early", "fusion/missing").get(0);
        assertFalse(missing.beside().isEmpty(), "level at share 1 beside the fall");
        assertTrue(missing.beside().get(0).measure().endsWith(", at share 1"), missing.toString());
        String page = table.display().data().getOrDefault("text/html", "");
        assertTrue(
                page.contains("<details><summary style=\"cursor:pointer\"><b>choosing a fusion</b> <small>"),
                "a section is folded, with its counts: " + page);
        String text = table.toString();
        for (String part : List.of(
                table.claims() + " of " + table.claims() + " claims measured: ",
                "choosing a fusion",
                "Absent modalities hurt it more than late fusion",
                "beside: without left",
                " accuracy",
                "ln of a ratio")) {
            assertTrue(text.contains(part), part + " in\n" + text);
        }
        String[] lines = table.csv().split("\n", -1);
        assertTrue(lines[0].startsWith("section,method,side,claim,experiment,"), lines[0]);
        assertTrue(lines[1].contains("," + LAB.seed() + ",SMALL,"), lines[1]);
        assertTrue(
                table.csv().contains(missing.provenance().rows().sha256() + ",,unpackaged,CpuBackend,")
                        || table.csv().contains(missing.provenance().rows().sha256() + ",,0."),
                lines[1]);
    }
}
