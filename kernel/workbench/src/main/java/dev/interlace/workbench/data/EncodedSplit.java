package dev.interlace.workbench.data;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;

/**
 * A split whose parts are encoded.
 *
 * @param train rows to fit on
 * @param validation rows to choose by
 * @param test rows to measure on, once
 */
public record EncodedSplit(Encoded train, Encoded validation, Encoded test) implements Showable {
    /** The three parts, each with those modalities only. */
    public EncodedSplit only(String... modalities) {
        return new EncodedSplit(train.only(modalities), validation.only(modalities), test.only(modalities));
    }

    /** The three parts with another target first. */
    public EncodedSplit by(String target) {
        return new EncodedSplit(train.by(target), validation.by(target), test.by(target));
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
