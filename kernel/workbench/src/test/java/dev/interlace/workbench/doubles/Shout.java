package dev.interlace.workbench.doubles;

import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Texts in upper case, some of them. */
public final class Shout implements Corruption<Shout.Options> {
    /** For {@link java.util.ServiceLoader}. */
    public Shout() {}

    /** How many. */
    public record Options(
            @Param(doc = "probability that a text becomes upper case", min = 0, max = 1, init = 1)
            double level) {
        public Options {
            OptionsSchema.require(Options.class, level);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of("corruption/shout", "1.0.0", "Shout", "upper case", Options.class);
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Texts;
    }

    @Override
    public Raw corrupt(Raw raw, Options options, FitContext context) {
        List<Optional<String>> texts = ((Raw.Texts) raw).values();
        return new Raw.Texts(IntStream.range(0, texts.size())
                .mapToObj(row -> context.seeds().split("row " + row).generator().nextDouble() < options.level()
                        ? texts.get(row).map(text -> text.toUpperCase(Locale.ROOT))
                        : texts.get(row))
                .toList());
    }
}
