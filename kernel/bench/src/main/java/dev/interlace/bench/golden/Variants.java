package dev.interlace.bench.golden;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The options under which a method is recorded: few epochs, and each choice of each option once. */
final class Variants {
    private static final int EPOCHS = 3;

    private Variants() {}

    /**
     * Options that differ from the default in one choice.
     *
     * @param name for the key of a line, for instance {@code missing=MEAN}
     */
    record Variant(String name, Map<String, Object> options) {}

    /** The defaults with few epochs. */
    static Variant plain(MethodDescriptor<?> descriptor) {
        return new Variant("", few(descriptor, Map.of()));
    }

    /** One variant for each value of an enum or a boolean that is not the default. */
    static List<Variant> others(MethodDescriptor<?> descriptor) {
        List<Variant> all = new ArrayList<>();
        for (Option option : descriptor.schema().options()) {
            for (Object value : choices(option.type())) {
                if (!value.toString().equals(option.initial().toString())) {
                    all.add(new Variant(
                            "{" + option.name() + "=" + value + "}",
                            few(descriptor, Map.of(option.name(), value.toString()))));
                }
            }
        }
        return all;
    }

    private static List<Object> choices(Class<?> type) {
        if (type == boolean.class) {
            return List.of(true, false);
        }
        List<Object> names = new ArrayList<>();
        if (type.isEnum()) {
            for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
                names.add(((Enum<?>) constant).name());
            }
        }
        return names;
    }

    static Map<String, Object> few(MethodDescriptor<?> descriptor, Map<String, Object> chosen) {
        Map<String, Object> options = new HashMap<>(chosen);
        for (Option option : descriptor.schema().options()) {
            if (option.name().equals("epochs")) {
                options.put("epochs", EPOCHS);
            }
        }
        return options;
    }
}
