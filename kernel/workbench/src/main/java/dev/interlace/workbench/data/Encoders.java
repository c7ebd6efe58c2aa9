package dev.interlace.workbench.data;

import dev.interlace.runtime.FittedStep;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Raw;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.display.FitProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads columns by encoders: those that learn from data are fitted to the training part of a split before they read
 * any.
 *
 * @param seed of what an encoder draws
 * @param shown what is made of the progress of an encoding
 */
record Encoders(Catalogue catalogue, long seed, UnaryOperator<FitProgress> shown) {
    /** The columns of a data set by encoders as they are. */
    Encoded encode(LabData data, Encoding encoding) {
        return encode(data, encoding, step -> catalogue.encoder(step.encoder()));
    }

    /** One column by an encoder as it is. */
    Features encode(Raw raw, Encoding.Step step) {
        return encode(raw, step, known -> catalogue.encoder(known.encoder()));
    }

    /** The three parts of a split by encoders fitted to the first. */
    EncodedSplit encode(Split split, Encoding encoding) {
        Map<Encoding.Step, Found<Encoder<?>>> fitted = new HashMap<>();
        Function<Encoding.Step, Found<Encoder<?>>> encoders =
                step -> fitted.computeIfAbsent(step, key -> fitted(split.train().dataset(), step));
        Encoded train = encode(split.train(), encoding, encoders);
        return new EncodedSplit(
                train,
                encode(split.validation(), encoding, encoders),
                encode(split.test(), encoding, encoders),
                encoding.steps().stream().map(step -> step(step, fitted)).toList());
    }

    /** The step as new rows are read by it. */
    private FittedStep step(Encoding.Step step, Map<Encoding.Step, Found<Encoder<?>>> fitted) {
        Found<Encoder<?>> found = fitted.get(step);
        return new FittedStep(
                step.column(),
                step.modality(),
                found == null
                        ? Optional.empty()
                        : Optional.of(FittedStep.Fitted.of(
                                found.plugin().mark(),
                                catalogue.encoder(step.encoder()).method(),
                                found.method(),
                                step.options())));
    }

    private Encoded encode(LabData data, Encoding encoding, Function<Encoding.Step, Found<Encoder<?>>> encoders) {
        List<Features> modalities = encoding.steps().stream()
                .map(step -> encode(data.dataset().column(step.column()), step, encoders))
                .toList();
        return new Encoded(
                MultimodalBatch.of(data.dataset().rowIds(), modalities),
                data.dataset().targets(),
                data.dataset().groups(),
                data.id());
    }

    private Found<Encoder<?>> fitted(Dataset training, Encoding.Step step) {
        Raw raw = training.column(step.column());
        Found<Encoder<?>> found = catalogue.encoder(step.encoder());
        if (!found.call(encoder -> encoder.accepts(raw))) {
            return found; // encoding says so
        }
        String what = found.plugin().id() + " to " + step.column();
        FitProgress progress = shown.apply(FitProgress.of("fitting " + what));
        FitContext context = FitContext.seeded(seed)
                .with(progress)
                .with(progress.cancellation())
                .on(training.card().id())
                .grouped(training.groups());
        try {
            Encoder<?> fitted = found.call(encoder -> fitted(encoder, step, found.rows(raw), context));
            progress.done("fitted " + what + " in " + FitProgress.number(progress.seconds()) + " s");
            return found.with(fitted);
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    private static <O extends Record> Encoder<O> fitted(
            Encoder<O> encoder, Encoding.Step step, Raw training, FitContext context) {
        return encoder.fitted(training, encoder.descriptor().schema().parse(step.options()), context);
    }

    /** Every column by a pretrained encoder that reads it, else by any; the first in alphabetical order of ids. */
    Encoding defaults(LabData data) {
        List<Encoding.Step> steps = new ArrayList<>();
        data.dataset().columns().forEach((column, raw) -> {
            String encoder = raw instanceof Raw.Numbers
                    ? ""
                    : catalogue.ids(PluginKind.ENCODER).stream()
                            .filter(id -> catalogue.encoder(id).call(method -> method.accepts(raw)))
                            .min(Comparator.comparing(id -> !pretrained(id))) // of equal ones the first
                            .orElseThrow(() -> new IllegalArgumentException("no encoder reads column '" + column
                                    + "' of " + data.id() + "; there are " + catalogue.ids(PluginKind.ENCODER)));
            steps.add(new Encoding.Step(column, encoder, Map.of(), column));
        });
        return new Encoding(steps);
    }

    /** Whether no encoder learns from the rows, so that a row's features do not depend on the split. */
    boolean pretrained(Encoding encoding) {
        return encoding.steps().stream().map(Encoding.Step::encoder).allMatch(id -> id.isEmpty() || pretrained(id));
    }

    private boolean pretrained(String encoder) {
        return catalogue
                .plugin(encoder)
                .descriptor()
                .map(descriptor -> descriptor.capabilities().contains(Capability.PRETRAINED))
                .orElse(false);
    }

    private Features encode(Raw raw, Encoding.Step step, Function<Encoding.Step, Found<Encoder<?>>> encoders) {
        if (raw instanceof Raw.Numbers numbers && step.encoder().isEmpty()) {
            return numbers.features().named(step.modality());
        }
        Found<Encoder<?>> found = encoders.apply(step);
        if (!found.call(encoder -> encoder.accepts(raw))) {
            throw new IllegalArgumentException(
                    found.plugin().id() + " does not read column '" + step.column() + "', which holds " + raw.words());
        }
        FitProgress progress = shown.apply(FitProgress.of(
                "encoding " + step.column() + " with " + found.plugin().id()));
        FitContext context = FitContext.seeded(seed).with(progress).with(progress.cancellation());
        try {
            Features features = found.call(encoder -> encode(encoder, step, found.rows(raw), context));
            if (features.rows() != raw.rows()) {
                throw found.wrong("encode gave " + features.rows() + " rows for " + raw.rows());
            }
            progress.done("encoded " + step.column() + " with " + found.plugin().id() + " in "
                    + FitProgress.number(progress.seconds()) + " s");
            return features;
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    private static <O extends Record> Features encode(
            Encoder<O> encoder, Encoding.Step step, Raw raw, FitContext context) {
        return encoder.encode(
                step.modality(), raw, encoder.descriptor().schema().parse(step.options()), context);
    }
}
