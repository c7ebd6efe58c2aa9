package dev.interlace.workbench.data;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.jupyter.display.DisplayData;
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
 */
public record EncodedSplit(Encoded train, Encoded validation, Encoded test) implements Showable, SuggestsTexts {
    private static final Set<String> PARTS = Set.of("train", "validation", "test", "by");

    /** The three parts, each with those modalities only. */
    public EncodedSplit only(String... modalities) {
        return new EncodedSplit(train.only(modalities), validation.only(modalities), test.only(modalities));
    }

    /** The three parts with another target first. */
    public EncodedSplit by(String target) {
        return new EncodedSplit(train.by(target), validation.by(target), test.by(target));
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
