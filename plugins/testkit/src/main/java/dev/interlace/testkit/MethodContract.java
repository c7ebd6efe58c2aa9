package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Method;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * What every method keeps, whatever its kind: a full descriptor and honest options. The contracts of the kinds extend
 * this.
 *
 * @param <O> the options record
 */
public abstract class MethodContract<O extends Record> {
    /**
     * Wall time after which a run at the end of an option's range counts as working and is cancelled. A slow or busy
     * machine ends fewer runs in it, and so sees less; {@code -Dinterlace.contract.millis=5000} gives them more.
     */
    private static final long BUDGET_NANOS = 1_000_000L * Long.getLong("interlace.contract.millis", 200);

    private static final int STRETCH = 8;

    /** A fit under chosen options takes no more epochs unless they say so: it is repeated a few hundred times. */
    private static final int EPOCHS = 4;

    private Optional<Map<String, ?>> given = Optional.empty();

    /** The method under test. */
    protected abstract Method<O> method();

    /** Options under which a fit takes well below a second; the defaults unless overridden. */
    protected O options() {
        return given.map(options -> descriptor().schema().parse(cheap(options)))
                .orElseGet(() -> descriptor().schema().defaults());
    }

    /** The same contract for options that a caller has chosen, where the class overrides none. */
    final MethodContract<O> given(Map<String, ?> options) {
        given = Optional.of(options);
        return this;
    }

    /** Options of a fit that suffices to learn: those that a caller has chosen, with all epochs. */
    final O wholeOptions() {
        return given.map(options -> descriptor().schema().parse(options)).orElseGet(this::options);
    }

    /** With few epochs, where their number is an option that was not given. */
    private Map<String, Object> cheap(Map<String, ?> options) {
        Map<String, Object> few = new LinkedHashMap<>(options);
        for (OptionsSchema.Option option : descriptor().schema().options()) {
            boolean many =
                    option.initial() instanceof Integer usual && (usual == 0 || usual > EPOCHS); // 0: by the rows
            if (option.name().equals("epochs") && many) {
                few.putIfAbsent("epochs", Math.max(EPOCHS, (int)
                        Math.ceil(option.param().min())));
            }
        }
        return few;
    }

    /** The seed of the data and of the fits. */
    protected long seed() {
        return 7;
    }

    /** Options whose ends are not tried, because a single step there would take too long or too much memory. */
    protected Set<String> optionsNotStretched() {
        return Set.of();
    }

    /** Runs the method on small data under these options, and checks that the result is sound. */
    abstract void exercise(O options, Cancellation cancellation);

    final MethodDescriptor<O> descriptor() {
        return method().descriptor();
    }

    final boolean claims(Capability capability) {
        return descriptor().capabilities().contains(capability);
    }

    /** {@link #options} with some components changed. */
    final O options(Map<String, ?> changes) {
        Map<String, Object> values = new LinkedHashMap<>(descriptor().schema().values(options()));
        values.putAll(changes);
        return descriptor().schema().parse(values);
    }

    @Test
    final void theDescriptorIsComplete() {
        MethodDescriptor<O> d = descriptor();
        assertFalse(d.title().isBlank(), d.id() + ": the title is blank");
        assertFalse(d.summary().isBlank(), d.id() + ": the summary is blank");
        assertFalse(d.references().isEmpty(), d.id() + ": there is no reference; name the paper or the book");
        for (Reference reference : d.references()) {
            assertFalse(
                    reference.authors().isBlank()
                            || reference.title().isBlank()
                            || reference.venue().isBlank(),
                    d.id() + ": a reference needs authors, title and venue: " + reference);
            assertTrue(reference.year() > 1600 && reference.year() < 2200, d.id() + ": the year of " + reference);
        }
        for (Claim claim : d.claims()) {
            assertFalse(
                    claim.text().isBlank() || claim.expected().isBlank(),
                    d.id() + ": a claim needs a text and what is expected: " + claim);
            assertTrue(
                    claim.experiment().matches("[a-z][a-z0-9-]*/[a-z][a-z0-9.-]*"),
                    d.id() + ": a claim names the experiment family/name that measures it: " + claim);
        }
        assertEquals(d, descriptor(), d.id() + ": two descriptors of one method must be equal");
    }

    @Test
    final void theDescriptorIsReadWithoutATensorLibrary() {
        assumeTrue(
                TensorFreeLoader.reads(method().getClass()), "the class is not in a file; a build of its project asks");
        String id = assertThrowsNothing(
                () -> TensorFreeLoader.idOf(method().getClass()),
                "reading the descriptor must not touch a class of ND4J; move tensor constants out of the class");
        assertEquals(descriptor().id(), id);
    }

    @Test
    final void everyOptionIsDocumentedAndItsDefaultValid() {
        OptionsSchema<O> schema = descriptor().schema();
        O defaults = schema.defaults();
        for (OptionsSchema.Option option : schema.options()) {
            assertFalse(option.param().doc().isBlank(), option.name() + ": the doc is blank");
        }
        assertEquals(defaults, schema.parse(schema.values(defaults)), "the defaults must survive values and parse");
        Map<String, String> texts = new LinkedHashMap<>();
        schema.values(defaults).forEach((name, value) -> texts.put(name, value.toString()));
        assertEquals(defaults, schema.parse(texts), "the defaults must survive the text of the provenance");
    }

    @Test
    final void anUnknownOptionIsRejectedWithTheNearestName() {
        for (OptionsSchema.Option option : descriptor().schema().options()) {
            String misspelt = option.name() + "x";
            requireRejection(() -> descriptor().schema().parse(Map.of(misspelt, "1")), misspelt, option.name());
        }
        requireRejection(() -> descriptor().schema().parse(Map.of("no-such-option", "1")), "no-such-option");
    }

    @Test
    final void aValueOutsideItsRangeIsRejectedByName() {
        for (OptionsSchema.Option option : descriptor().schema().options()) {
            if (option.type() == int.class || option.type() == long.class || option.type() == double.class) {
                requireRejection(() -> options(Map.of(option.name(), Double.NaN)), option.name());
                if (Double.isFinite(option.param().min())) {
                    requireRejection(
                            () -> options(Map.of(option.name(), option.param().min() - 1)), option.name());
                }
                if (Double.isFinite(option.param().max())) {
                    requireRejection(
                            () -> options(Map.of(option.name(), option.param().max() + 1)), option.name());
                }
            } else if (option.type() != String.class) {
                requireRejection(() -> options(Map.of(option.name(), "no such value")), option.name());
            }
        }
    }

    @Test
    final void everyOptionWorksAtItsEndsOrIsRejectedByName() {
        for (OptionsSchema.Option option : descriptor().schema().options()) {
            if (optionsNotStretched().contains(option.name())) {
                continue;
            }
            for (Object value : ends(option)) {
                String where = option.name() + " = " + value;
                try {
                    exercise(options(Map.of(option.name(), value)), stopAfterBudget());
                } catch (CancellationException e) {
                    assertNotNull(e.getMessage(), where); // it worked as long as anybody would wait here
                } catch (IllegalArgumentException | IllegalStateException e) {
                    assertTrue(
                            names(e, option.name()) || (e instanceof IllegalStateException && names(e, "finite")),
                            where + " is neither accepted nor rejected by name, but ends in " + e);
                } catch (RuntimeException e) {
                    fail(where + " is neither accepted nor rejected by name, but ends in " + e, e);
                }
            }
        }
    }

    @Test
    final void nothingOfARunStaysInTheProcess() {
        Traces.requireNone(descriptor().id(), () -> exercise(options(), Cancellation.when(() -> false)));
    }

    /**
     * The values to try: what a range begins and ends with. A size that costs is tried at no more than {@link #STRETCH}
     * times its default, a range that goes on from there is taken on trust.
     */
    private static List<?> ends(OptionsSchema.Option option) {
        if (option.type() == boolean.class) {
            return List.of(true, false);
        }
        if (option.type().isEnum()) {
            return option.choices();
        }
        if (option.type() == String.class) {
            return List.of("");
        }
        return DoubleStream.of(option.param().min(), option.param().max())
                .filter(Double::isFinite)
                .filter(end -> Math.abs(end) <= Integer.MAX_VALUE || option.type() == double.class)
                .filter(end -> end == option.param().max()
                        ? option.param().ends() != Param.Ends.OPEN
                        : option.param().ends() == Param.Ends.CLOSED)
                .map(end -> option.type() == double.class ? end : Math.min(end, furthest(option)))
                .boxed()
                .toList();
    }

    private static double furthest(OptionsSchema.Option option) {
        return Math.max(
                option.param().min(), STRETCH * Math.max(1, Math.abs(((Number) option.initial()).doubleValue())));
    }

    private static boolean names(RuntimeException e, String option) {
        return letters(String.valueOf(e.getMessage())).contains(letters(option));
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static Cancellation stopAfterBudget() {
        long end = System.nanoTime() + BUDGET_NANOS;
        return Cancellation.when(() -> System.nanoTime() - end > 0);
    }

    /** That {@code call} throws an {@link IllegalArgumentException} whose message holds every one of {@code parts}. */
    static void requireRejection(Executable call, String... parts) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                call,
                "must be rejected by an IllegalArgumentException about " + String.join(", ", parts));
        String message = e.getMessage();
        assertNotNull(message, "an error needs a message");
        for (String part : parts) {
            assertTrue(message.contains(part), "the message must name '" + part + "': " + message);
        }
    }

    /** A step that may throw anything. */
    interface Step<T> {
        T run() throws Throwable;
    }

    static <T> T assertThrowsNothing(Step<T> step, String otherwise) {
        try {
            return step.run();
        } catch (Throwable e) {
            return fail(otherwise + ": " + e, e);
        }
    }
}
