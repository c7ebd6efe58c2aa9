package dev.interlace.spi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The schema of an options record, derived from its {@link Param} annotations: names, types, units, ranges and
 * defaults.
 *
 * @param <O> the options record
 */
public final class OptionsSchema<O extends Record> {
    private static final ClassValue<OptionsSchema<?>> KNOWN = new ClassValue<>() {
        @Override
        protected OptionsSchema<?> computeValue(Class<?> type) {
            return new OptionsSchema<>(type.asSubclass(Record.class));
        }
    };

    private final Class<O> type;
    private final List<Option> options;

    /**
     * One component.
     *
     * @param name its name
     * @param type its Java type
     * @param param its annotation
     * @param initial its default value
     */
    public record Option(String name, Class<?> type, Param param, Object initial) {
        /** The allowed values in words, for instance {@code [1, 4096]} or {@code one of SGD, ADAM}. */
        public String range() {
            if (type == boolean.class) {
                return "true or false";
            }
            if (type.isEnum()) {
                return "one of " + String.join(", ", constants());
            }
            if (type == String.class) {
                return "text";
            }
            String low = bound(param.min());
            String high = bound(param.max());
            boolean openBelow = param.ends() != Param.Ends.CLOSED || param.min() == Double.NEGATIVE_INFINITY;
            boolean openAbove = param.ends() == Param.Ends.OPEN || param.max() == Double.POSITIVE_INFINITY;
            return (openBelow ? "(" : "[") + low + ", " + high + (openAbove ? ")" : "]");
        }

        private List<String> constants() {
            return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList();
        }

        private static String bound(double value) {
            if (Double.isInfinite(value)) {
                return value < 0 ? "-∞" : "∞";
            }
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }

        private boolean allows(Object value) {
            if (!(value instanceof Number number)) {
                return true;
            }
            double x = number.doubleValue();
            boolean low = param.ends() == Param.Ends.CLOSED ? x >= param.min() : x > param.min();
            boolean high = param.ends() == Param.Ends.OPEN ? x < param.max() : x <= param.max();
            return low && high && (type == int.class || type == long.class || Double.isFinite(x));
        }
    }

    private OptionsSchema(Class<O> type) {
        this.type = type;
        List<Option> found = new ArrayList<>();
        for (RecordComponent component : Objects.requireNonNull(type.getRecordComponents())) {
            Param param = component.getAnnotation(Param.class);
            if (param == null) {
                throw new IllegalStateException(type.getName() + "." + component.getName()
                        + " needs a @Param annotation: every option is documented");
            }
            Option bare = new Option(component.getName(), component.getType(), param, "");
            Object initial = component.getType().isPrimitive() && component.getType() != boolean.class
                    ? number(component.getType(), param.init())
                    : read(bare, param.choice())
                            .orElseThrow(() -> new IllegalStateException(type.getName() + "." + component.getName()
                                    + ": the default '" + param.choice() + "' is not " + bare.range()));
            Option option = new Option(component.getName(), component.getType(), param, initial);
            if (!option.allows(initial)) {
                throw new IllegalStateException(type.getName() + "." + option.name + ": the default " + initial
                        + " is not in " + option.range());
            }
            found.add(option);
        }
        options = List.copyOf(found);
    }

    /** The schema of an options record. */
    @SuppressWarnings("unchecked") // the class value maps each class to the schema of that very class
    public static <O extends Record> OptionsSchema<O> of(Class<O> type) {
        return (OptionsSchema<O>) KNOWN.get(type);
    }

    /** The components in order. */
    public List<Option> options() {
        return options;
    }

    /** The record of all defaults. */
    public O defaults() {
        return parse(Map.of());
    }

    /**
     * The options that {@code given} names, the rest by default.
     *
     * @param given option name to a number, boolean, enum constant or text
     * @throws IllegalArgumentException with every violation at once: unknown keys with the nearest name, wrong types,
     *     values out of range
     */
    public O parse(Map<String, ?> given) {
        List<String> wrong = new ArrayList<>();
        List<String> names = options.stream().map(Option::name).toList();
        given.keySet().stream()
                .filter(key -> !names.contains(key))
                .sorted()
                .forEach(key -> wrong.add(Names.unknown("option", key, names)));
        Object[] values = new Object[options.size()];
        for (int i = 0; i < values.length; i++) {
            Option option = options.get(i);
            Object value = given.get(option.name);
            Optional<Object> read = value == null ? Optional.of(option.initial) : read(option, value);
            values[i] = read.orElse(option.initial);
            if (read.isEmpty()) {
                wrong.add(option.name + " must be " + describe(option) + ", got " + value);
            } else if (!option.allows(values[i])) {
                wrong.add(violation(option, values[i]));
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getEnclosingClass() == null
                            ? String.join("; ", wrong)
                            : Objects.requireNonNull(type.getEnclosingClass()).getSimpleName() + ": "
                                    + String.join("; ", wrong));
        }
        return create(values);
    }

    /**
     * Checks a record's components against its annotations; for use in compact constructors.
     *
     * @param values every component, in order
     * @throws IllegalArgumentException with every violation at once
     */
    public static void require(Class<? extends Record> type, Object... values) {
        OptionsSchema<?> schema = KNOWN.get(type);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Option option = schema.options.get(i);
            if (!option.allows(values[i])) {
                wrong.add(type.getSimpleName() + "." + violation(option, values[i]));
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
    }

    /** The values of a record by name, in order. */
    public Map<String, Object> values(O record) {
        Map<String, Object> values = new LinkedHashMap<>();
        RecordComponent[] components = Objects.requireNonNull(type.getRecordComponents());
        for (RecordComponent component : components) {
            try {
                component.getAccessor().trySetAccessible();
                values.put(component.getName(), component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type.getName() + "." + component.getName() + " cannot be read", e);
            }
        }
        return values;
    }

    private O create(Object[] values) {
        Class<?>[] types = options.stream().map(Option::type).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(type.getName() + " cannot be created", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be created", e);
        }
    }

    private static String describe(Option option) {
        return option.type.isPrimitive() && option.type != boolean.class
                ? (option.type == double.class ? "a number" : "a whole number") + " in " + option.range()
                : option.range();
    }

    private static String violation(Option option, Object value) {
        return option.name + " must be in " + option.range() + ", got " + value;
    }

    private static Optional<Object> read(Option option, Object value) {
        Class<?> type = option.type;
        if (type == String.class) {
            return Optional.of(value.toString());
        }
        if (type == boolean.class) {
            String text = value.toString().toLowerCase(Locale.ROOT);
            return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
        }
        if (type.isEnum()) {
            return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                    .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(value.toString()))
                    .map(Object.class::cast)
                    .findFirst();
        }
        double x;
        try {
            x = value instanceof Number number ? number.doubleValue() : Double.parseDouble(value.toString());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        boolean whole = x == Math.rint(x) && Math.abs(x) <= (type == int.class ? Integer.MAX_VALUE : 1L << 53);
        return type == double.class || whole ? Optional.of(number(type, x)) : Optional.empty();
    }

    private static Object number(Class<?> type, double value) {
        if (type == int.class) {
            return (int) value;
        }
        if (type == long.class) {
            return (long) value;
        }
        if (type == double.class) {
            return value;
        }
        throw new IllegalStateException(
                "an option is int, long, double, boolean, String or an enum, not " + type.getName());
    }
}
