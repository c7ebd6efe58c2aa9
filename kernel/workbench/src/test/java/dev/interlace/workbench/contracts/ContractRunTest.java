package dev.interlace.workbench.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.spi.MethodChecks.Check;
import dev.interlace.spi.MethodChecks.Outcome;
import dev.interlace.spi.MethodChecks.Verdict;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.doubles.RecordedCell;
import dev.interlace.workbench.doubles.Shout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ContractRunTest {
    private static Check check(String name, Supplier<Outcome> run) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Outcome run() {
                return run.get();
            }
        };
    }

    private static Check ends(String name, Verdict verdict, String message) {
        return check(name, () -> new Outcome(verdict, message));
    }

    @Test
    void theReportCountsAndPutsFailuresFirst() {
        List<Check> checks = List.of(
                ends("it adds", Verdict.PASSED, ""),
                ends("it explains", Verdict.NOT_ASKED, "not claimed"),
                ends("it divides", Verdict.FAILED, "5 / 2 gave 3 (at Mine.divide, line 4 of its declaration)"));
        ContractReport report = new ContractRun((method, options) -> checks).of(new Shout(), Map.of());
        assertFalse(report.passed());
        assertEquals(List.of("it adds", "it explains", "it divides"), names(report.lines()));
        assertEquals(List.of("it divides"), names(report.failures()));
        String text = report.display().plain();
        assertTrue(text.startsWith("corruption/shout: 1 of 3 checks passed, 1 failed, 1 do not apply, in "), text);
        assertTrue(text.indexOf("it divides") < text.indexOf("it adds"), text);
        assertTrue(text.contains("5 / 2 gave 3 (at Mine.divide, line 4 of its declaration)"), text);
    }

    private static List<String> names(List<ContractReport.Line> lines) {
        return lines.stream().map(ContractReport.Line::check).toList();
    }

    @Test
    void anInterruptEndsTheRunBeforeTheNextCheck() {
        RecordedCell cell = new RecordedCell();
        List<String> ran = new ArrayList<>();
        List<Check> checks = List.of(
                check("first", () -> {
                    ran.add("first");
                    cell.interrupt();
                    return new Outcome(Verdict.PASSED, "");
                }),
                check("second", () -> {
                    ran.add("second");
                    return new Outcome(Verdict.PASSED, "");
                }));
        CurrentCell.begin(cell);
        try {
            ContractRun run = new ContractRun((method, options) -> checks);
            assertThrows(IllegalStateException.class, () -> run.of(new Shout(), Map.of()));
        } finally {
            CurrentCell.end(cell);
            CurrentCell.set(new RecordedCell()); // the thread goes on with other tests
        }
        assertEquals(List.of("first"), ran);
    }

    @Test
    void aWrongOptionIsToldBeforeAnythingIsChecked() {
        ContractRun run = new ContractRun((method, options) -> {
            throw new IllegalStateException("nothing may be checked");
        });
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> run.of(new Shout(), Map.of("levle", 1)))
                .getMessage());
        assertTrue(message.contains("levle"), message);
    }

    @Test
    void theTestkitChecksAMethodOfTheLab() {
        ContractReport report = Interlace.lab(Catalogue.open(List.of())).check("corruption/shout");
        assertEquals("corruption/shout", report.subject());
        assertEquals(
                "corruption/shout: there is no reference; name the paper or the book",
                report.failures().get(0).message());
        assertTrue(names(report.lines()).contains("level zero gives back equal data"), report.toString());
    }
}
