package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Method;
import dev.interlace.spi.MethodChecks;
import dev.interlace.spi.MethodChecks.Check;
import dev.interlace.spi.MethodChecks.Outcome;
import dev.interlace.spi.MethodChecks.Verdict;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContractChecksTest {
    private static Map<String, Outcome> run(Method<?> method) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        new ContractChecks().of(method, Map.of()).forEach(check -> outcomes.put(check.name(), check.run()));
        return outcomes;
    }

    private static Outcome one(Method<?> method, String name) {
        return new ContractChecks()
                .of(method, Map.of()).stream()
                        .filter(check -> check.name().equals(name))
                        .findFirst()
                        .map(Check::run)
                        .orElseThrow(() -> new AssertionError("there is no check '" + name + "'"));
    }

    private static List<String> failures(Map<String, Outcome> outcomes) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue().verdict() == Verdict.FAILED)
                .map(entry -> entry.getKey() + ": " + entry.getValue().message())
                .toList();
    }

    @Test
    void theServiceIsFound() {
        assertEquals(
                List.of(ContractChecks.class),
                ServiceLoader.load(MethodChecks.class).stream()
                        .<Class<?>>map(ServiceLoader.Provider::type)
                        .toList());
    }

    @Test
    void aMethodThatKeepsItsContractPassesEveryCheckThatApplies() {
        Map<String, Outcome> outcomes = run(new Averaged());
        assertEquals(List.of(), failures(outcomes));
        assertEquals(
                new Outcome(Verdict.NOT_ASKED, "the method does not claim EXPLAINS"),
                outcomes.get("explanations are given if claimed"));
        assertEquals(new Outcome(Verdict.PASSED, ""), outcomes.get("a stopped fit goes on from its checkpoints"));
    }

    /** A mistake in the author's own code. */
    private static final class Stumbling extends Averaged {
        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            return super.part(layers, inputs.all().get(7), options);
        }
    }

    @Test
    void anErrorOfTheMethodIsAFailureThatSaysWhatAndWhere() {
        Outcome outcome = one(new Stumbling(), "the same seed gives the same bits");
        assertEquals(Verdict.FAILED, outcome.verdict());
        assertTrue(
                outcome.message()
                        .matches(
                                "(?s).*IndexOutOfBoundsException: Index 7 out of bounds for length \\d.*\\(at Stumbling\\.fuse,"
                                        + " ContractChecksTest\\.java:\\d+\\)"),
                outcome.message());
    }

    /** Stands for what ends an interrupted cell. */
    private static final class StopError extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Stopped extends Averaged {
        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            throw new StopError();
        }
    }

    @Test
    void anInterruptReachesTheCallerEvenWhereACheckExpectsAnotherError() {
        assertThrows(StopError.class, () -> one(new Stopped(), "a missing modality is rejected by name"));
        assertThrows(StopError.class, () -> one(new Stopped(), "a cancelled fit stops with the callers error"));
    }

    record Level(
            @Param(doc = "share", min = 0, max = 1, init = 1)
            double level) {
        Level {
            OptionsSchema.require(Level.class, level);
        }
    }

    /** Turns texts around, and forgets that rows may be absent. */
    private static final class Reversal implements Corruption<Level> {
        @Override
        public MethodDescriptor<Level> descriptor() {
            return MethodDescriptor.of("corruption/reversal", "1.0.0", "Reversal", "Texts backwards", Level.class)
                    .withReferences(new Reference("Nobody", "Nothing", "Nowhere", 2026, ""));
        }

        @Override
        public boolean accepts(Raw raw) {
            return raw instanceof Raw.Texts;
        }

        @Override
        public Raw corrupt(Raw raw, Level options, FitContext context) {
            if (!(raw instanceof Raw.Texts texts)) {
                throw new IllegalArgumentException("corruption/reversal reads texts, got " + raw.words());
            }
            return options.level() == 0
                    ? raw
                    : Raw.Texts.of(texts.values().stream()
                            .map(text ->
                                    new StringBuilder(text.orElse("")).reverse().toString())
                            .toList());
        }
    }

    @Test
    void columnsAreDrawnForWhatACorruptionAccepts() {
        assertEquals(
                Verdict.PASSED,
                one(new Reversal(), "the kinds that it reads are stated").verdict());
        assertEquals(
                Verdict.FAILED,
                one(new Reversal(), "rows stay of their kind and absent ones absent")
                        .verdict());
    }

    /** Ten rows; its row ids repeat. */
    private static final class Repeating implements DatasetProvider<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return MethodDescriptor.of("data/repeating", "1.0.0", "Repeating", "Ten words", NoOptions.class)
                    .withReferences(new Reference("Nobody", "Nothing", "Nowhere", 2026, ""));
        }

        @Override
        public Dataset load(NoOptions options) {
            List<String> words =
                    IntStream.range(0, 10).mapToObj(row -> "word " + row).toList();
            return new Dataset(
                    new Dataset.Card(
                            "data/repeating", "Repeating", "a row is a word", "drawn", "CC0-1.0", "", List.of()),
                    words.stream().map(word -> "same").toList(),
                    Map.of("text", Raw.Texts.of(words)),
                    Map.of(
                            "half",
                            Labels.of(words.stream()
                                    .map(word -> word.compareTo("word 5") < 0 ? "a" : "b")
                                    .toList())),
                    words);
        }
    }

    @Test
    void aDataSetIsHeldToItsContract() {
        assertEquals(
                List.of("every row has an id of its own: row ids must be unique ==> expected: <10> but was: <1>"),
                failures(run(new Repeating())));
    }
}
