package dev.interlace.spi;

import static dev.interlace.spi.Rejections.requireMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsSchemaTest {
    enum Pooling {
        MEAN,
        LARGEST
    }

    record Options(
            @Param(doc = "units", min = 1, max = 64, init = 8)
            int hidden,

            @Param(doc = "seed", init = 3) long seed,

            @Param(doc = "rate", min = 0, max = 1, init = 0.5, ends = Param.Ends.OPEN_BELOW)
            double rate,

            @Param(doc = "temperature", min = 0, max = 2, init = 1, ends = Param.Ends.OPEN)
            double temperature,

            @Param(doc = "scaled", choice = "true") boolean scaled,
            @Param(doc = "pooling", choice = "MEAN") Pooling pooling,
            @Param(doc = "label", choice = "none") String label) {
        Options {
            OptionsSchema.require(Options.class, hidden, seed, rate, temperature, scaled, pooling, label);
        }
    }

    private static final OptionsSchema<Options> SCHEMA = OptionsSchema.of(Options.class);

    private static Options parse(String name, Object value) {
        return SCHEMA.parse(Map.of(name, value));
    }

    @Test
    void defaultsComeFromTheAnnotations() {
        assertEquals(new Options(8, 3, 0.5, 1, true, Pooling.MEAN, "none"), SCHEMA.defaults());
        assertEquals(SCHEMA.defaults(), SCHEMA.parse(Map.of()));
    }

    @Test
    void numbersBooleansConstantsAndTextsAreReadFromValuesAndFromText() {
        Options expected = new Options(16, -4, 0.25, 1.5, false, Pooling.LARGEST, "7");
        assertEquals(
                expected,
                SCHEMA.parse(Map.of(
                        "hidden",
                        16,
                        "seed",
                        -4L,
                        "rate",
                        0.25f,
                        "temperature",
                        1.5,
                        "scaled",
                        false,
                        "pooling",
                        Pooling.LARGEST,
                        "label",
                        7)));
        assertEquals(
                expected,
                SCHEMA.parse(Map.of(
                        "hidden",
                        "16",
                        "seed",
                        "-4",
                        "rate",
                        "0.25",
                        "temperature",
                        "1.5",
                        "scaled",
                        "False",
                        "pooling",
                        "largest",
                        "label",
                        "7")));
    }

    @Test
    void valuesAndParseAreInverse() {
        Options options = new Options(1, 1L << 53, 1, 0.001, false, Pooling.LARGEST, "");
        assertEquals(options, SCHEMA.parse(SCHEMA.values(options)));
        Map<String, String> texts = new LinkedHashMap<>();
        SCHEMA.values(options).forEach((name, value) -> texts.put(name, value.toString()));
        assertEquals(options, SCHEMA.parse(texts));
        assertEquals(
                List.of("hidden", "seed", "rate", "temperature", "scaled", "pooling", "label"),
                List.copyOf(SCHEMA.values(options).keySet()));
    }

    @Test
    void rangesAreSpeltWithTheirEnds() {
        assertEquals(
                List.of("[1, 64]", "(-∞, ∞)", "(0, 1]", "(0, 2)", "true or false", "one of MEAN, LARGEST", "text"),
                SCHEMA.options().stream().map(OptionsSchema.Option::range).toList());
    }

    @Test
    void closedEndsAreAllowedAndOpenOnesAreNot() {
        assertEquals(1, parse("hidden", 1).hidden());
        assertEquals(64, parse("hidden", 64).hidden());
        assertEquals(1.0, parse("rate", 1).rate());
        requireMessage("OptionsSchemaTest: hidden must be in [1, 64], got 0", () -> parse("hidden", 0));
        requireMessage("OptionsSchemaTest: hidden must be in [1, 64], got 65", () -> parse("hidden", 65));
        requireMessage("OptionsSchemaTest: rate must be in (0, 1], got 0.0", () -> parse("rate", 0));
        requireMessage("OptionsSchemaTest: temperature must be in (0, 2), got 2.0", () -> parse("temperature", 2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreOutOfEveryRange(double value) {
        requireMessage("OptionsSchemaTest: rate must be in (0, 1], got " + value, () -> parse("rate", value));
        requireMessage(
                "OptionsSchemaTest: seed must be a whole number in (-∞, ∞), got " + value, () -> parse("seed", value));
    }

    @Test
    void valuesOfAnotherTypeAreRejectedWithWhatIsWanted() {
        requireMessage(
                "OptionsSchemaTest: hidden must be a whole number in [1, 64], got 1.5", () -> parse("hidden", 1.5));
        requireMessage(
                "OptionsSchemaTest: hidden must be a whole number in [1, 64], got many", () -> parse("hidden", "many"));
        requireMessage("OptionsSchemaTest: rate must be a number in (0, 1], got half", () -> parse("rate", "half"));
        requireMessage("OptionsSchemaTest: scaled must be true or false, got 1", () -> parse("scaled", 1));
        requireMessage(
                "OptionsSchemaTest: pooling must be one of MEAN, LARGEST, got LEAST", () -> parse("pooling", "LEAST"));
    }

    @Test
    void anIntThatWouldOverflowIsRejectedNotWrapped() {
        requireMessage(
                "OptionsSchemaTest: hidden must be a whole number in [1, 64], got 4294967304",
                () -> parse("hidden", (1L << 32) + 8));
    }

    @Test
    void allViolationsAreReportedAtOnceWithTheNearestNames() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("hiden", 8);
        given.put("zzzzzzz", 1);
        given.put("hidden", 100);
        given.put("rate", -1);
        String all = "Known: hidden, seed, rate, temperature, scaled, pooling, label";
        requireMessage(
                "OptionsSchemaTest: unknown option 'hiden'; did you mean 'hidden'? " + all
                        + "; unknown option 'zzzzzzz'. " + all
                        + "; hidden must be in [1, 64], got 100; rate must be in (0, 1], got -1.0",
                () -> SCHEMA.parse(given));
    }

    @Test
    void aCompactConstructorRejectsAllViolationsAtOnce() {
        requireMessage(
                "Options.hidden must be in [1, 64], got 0; Options.rate must be in (0, 1], got NaN",
                () -> new Options(0, 0, Double.NaN, 1, true, Pooling.MEAN, ""));
    }

    record Undocumented(int hidden) {}

    record BadDefault(
            @Param(doc = "units", min = 1, init = 0) int hidden) {}

    record NoDefault(@Param(doc = "rate") double rate) {}

    record BadChoice(
            @Param(doc = "pooling", choice = "MEDIAN") Pooling pooling) {}

    record BadType(@Param(doc = "rate", init = 1) float rate) {}

    @Test
    void aWrongSchemaIsTheAuthorsMistakeAndSaysWhich() {
        requireState("Undocumented.hidden needs a @Param annotation: every option is documented", Undocumented.class);
        requireState("BadDefault.hidden: the default 0 is not in [1, ∞)", BadDefault.class);
        requireState("NoDefault.rate: the default NaN is not in (-∞, ∞)", NoDefault.class);
        requireState("BadChoice.pooling: the default 'MEDIAN' is not one of MEAN, LARGEST", BadChoice.class);
        requireState(
                "an option is int, long, double, boolean, String, an enum or a record of options, not float",
                BadType.class);
    }

    private static void requireState(String ending, Class<? extends Record> type) {
        String message = String.valueOf(assertThrows(IllegalStateException.class, () -> OptionsSchema.of(type))
                .getMessage());
        assertTrue(message.endsWith(ending), message);
    }

    @Test
    void optionsWithoutComponentsHaveOneValue() {
        assertEquals(new NoOptions(), OptionsSchema.of(NoOptions.class).defaults());
        requireMessage(
                "unknown option 'hidden'. Known: none",
                () -> OptionsSchema.of(NoOptions.class).parse(Map.of("hidden", 1)));
    }

    record Inner(
            @Param(doc = "rate", min = 0, max = 1, init = 0.5)
            double decay,

            @Param(doc = "pooling", choice = "MEAN") Pooling pooling) {
        Inner {
            OptionsSchema.require(Inner.class, decay, pooling);
        }
    }

    record Outer(
            @Param(doc = "epochs", min = 1, max = 9, init = 3)
            int epochs,

            @Group(defaults = "decay=0.25") Inner inner) {}

    record Grouped(
            @Param(doc = "units", min = 1, max = 64, init = 8)
            int hidden,

            @Group(
                    doc = "rows are pairs",
                    defaults = {"epochs=5", "pooling = largest"})
            Outer outer) {
        Grouped {
            OptionsSchema.require(Grouped.class, hidden, outer);
        }
    }

    @Test
    void aGroupsOptionsAreNamedFlatAndCarryTheirGroups() {
        OptionsSchema<Grouped> schema = OptionsSchema.of(Grouped.class);
        assertEquals(
                List.of("hidden", "epochs", "decay", "pooling"),
                schema.options().stream().map(OptionsSchema.Option::name).toList());
        assertEquals(
                List.of(new OptionsSchema.GroupOf("outer", "rows are pairs"), new OptionsSchema.GroupOf("inner", "")),
                schema.options().get(3).groups());
        assertEquals(List.of(), schema.options().get(0).groups());
    }

    @Test
    void theOutermostDefaultOfAGroupCounts() {
        assertEquals(
                new Grouped(8, new Outer(5, new Inner(0.25, Pooling.LARGEST))),
                OptionsSchema.of(Grouped.class).defaults());
        assertEquals(
                new Outer(3, new Inner(0.25, Pooling.MEAN)),
                OptionsSchema.of(Outer.class).defaults());
    }

    @Test
    void flatValuesAndParseAreInverseThroughGroups() {
        OptionsSchema<Grouped> schema = OptionsSchema.of(Grouped.class);
        Grouped given = schema.parse(Map.of("hidden", 16, "decay", "0.75", "pooling", "MEAN"));
        assertEquals(new Grouped(16, new Outer(5, new Inner(0.75, Pooling.MEAN))), given);
        Map<String, Object> values = schema.values(given);
        assertEquals(List.of("hidden", "epochs", "decay", "pooling"), List.copyOf(values.keySet()));
        assertEquals(given, schema.parse(values));
        assertEquals(Map.of("hidden", 16, "decay", 0.75, "pooling", Pooling.MEAN), schema.changed(given));
    }

    @Test
    void violationsInGroupsAreReportedWithAllOthers() {
        requireMessage(
                "OptionsSchemaTest: unknown option 'decai'; did you mean 'decay'? Known: hidden, epochs, decay, pooling;"
                        + " outer is a group; name its options instead: epochs, decay, pooling; hidden must be in [1, 64],"
                        + " got 0; epochs must be in [1, 9], got 10",
                () -> OptionsSchema.of(Grouped.class).parse(Map.of("decai", 1, "outer", 2, "hidden", 0, "epochs", 10)));
        requireMessage("Inner.decay must be in [0, 1], got 2.0", () -> new Inner(2, Pooling.MEAN));
    }

    record Twice(@Param(doc = "rate", init = 1) double decay, Inner inner) {}

    record NoSuchDefault(@Group(defaults = "decai=1") Inner inner) {}

    record NoEquals(@Group(defaults = "decay") Inner inner) {}

    record OutOfRange(@Group(defaults = "decay=2") Inner inner) {}

    @Test
    void aWrongGroupIsTheAuthorsMistakeAndSaysWhich() {
        requireState(
                "Twice: the option decay occurs twice; an option has one name, whatever group it is in", Twice.class);
        requireState("Inner: unknown option 'decai'; did you mean 'decay'? Known: decay, pooling", NoSuchDefault.class);
        requireState("NoEquals.inner: the default 'decay' must be name=value", NoEquals.class);
        requireState("Inner.decay: the default 2.0 is not in [0, 1]", OutOfRange.class);
    }
}
