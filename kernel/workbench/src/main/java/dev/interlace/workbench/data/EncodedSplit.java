package dev.interlace.workbench.data;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.runtime.FittedStep;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.workbench.display.Showable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A split whose parts are encoded.
 *
 * @param train rows to fit on
 * @param validation rows to choose by
 * @param test rows to measure on, once
 * @param steps the encoders as they were fitted to the training rows, which read new rows; none where the features were
 *     given
 */
public record EncodedSplit(Encoded train, Encoded validation, Encoded test, List<FittedStep> steps)
        implements Showable, SuggestsTexts {
    private static final Set<String> PARTS = Set.of("train", "validation", "test", "by");

    public EncodedSplit {
        steps = List.copyOf(steps);
    }

    /** Three parts whose features were given, so that no encoder reads new rows. */
    public EncodedSplit(Encoded train, Encoded validation, Encoded test) {
        this(train, validation, test, List.of());
    }

    /** The three parts, each with those modalities only. */
    public EncodedSplit only(String... modalities) {
        Set<String> kept = Set.of(modalities);
        return new EncodedSplit(
                train.only(modalities),
                validation.only(modalities),
                test.only(modalities),
                steps.stream().filter(step -> kept.contains(step.modality())).toList());
    }

    /** New rows of the same columns, by the encoders as they were fitted to the training rows. */
    public Encoded encode(LabData rows) {
        if (steps.isEmpty()) {
            throw new IllegalStateException("EncodedSplit.encode: the features of this split were given, so no encoder"
                    + " reads new rows; encode a split of the data set by lab.encode(data.split(seed))");
        }
        FitContext context = FitContext.seeded(0);
        List<Features> modalities = steps.stream()
                .map(step -> step.encode(rows.dataset().column(step.column()), context))
                .toList();
        return new Encoded(
                MultimodalBatch.of(rows.dataset().rowIds(), modalities),
                rows.dataset().targets(),
                rows.dataset().groups(),
                rows.id());
    }

    /** The three parts with another target first. */
    public EncodedSplit by(String target) {
        return new EncodedSplit(train.by(target), validation.by(target), test.by(target), steps);
    }

    @Override
    public List<Suggestion> suggest(OpenCall open) {
        return train.suggest(open);
    }

    @Override
    public Optional<SuggestsTexts> following(Call call) {
        return PARTS.contains(call.method()) ? Optional.of(train) : train.following(call);
    }

    @Override
    public DisplayData display() {
        DisplayData first = train.display();
        DisplayData second = validation.display();
        DisplayData third = test.display();
        return DisplayData.html(
                "<h4>training</h4>" + html(first) + "<h4>validation</h4>" + html(second) + "<h4>test</h4>"
                        + html(third),
                "training: " + first.plain() + "\n\nvalidation: " + second.plain() + "\n\ntest: " + third.plain());
    }

    private static String html(DisplayData part) {
        return part.data().getOrDefault(DisplayData.HTML, "");
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
