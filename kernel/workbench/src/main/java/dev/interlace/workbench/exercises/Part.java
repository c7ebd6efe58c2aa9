package dev.interlace.workbench.exercises;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A value as a check sees it: arrays, lists and tensors alike, numbers of every type alike. */
sealed interface Part {
    /** How many numbers are shown in one line. */
    int MOST_IN_LINE = 6;

    /** The value in one line. */
    String shown();

    /** What kind of value it is, for instance "2 numbers". */
    String kind();

    /** The kind, and the value where the kind does not tell it. */
    default String described() {
        return kind() + ", " + shown();
    }

    /** What an array of such values is counted in. */
    default String unit() {
        return "value";
    }

    /** A number; {@code whole} where its type has no fractions. */
    record Count(double value, boolean whole) implements Part {
        boolean isFinite() {
            return Double.isFinite(value);
        }

        @Override
        public String shown() {
            return Agreement.number(value);
        }

        @Override
        public String unit() {
            return "number";
        }

        @Override
        public String kind() {
            return "a number";
        }
    }

    /** An array, list or tensor. */
    record Many(List<Part> parts) implements Part {
        /** Whether these are few numbers. */
        boolean isShort() {
            return parts.size() <= MOST_IN_LINE
                    && parts.stream().allMatch(part -> part instanceof Count count && count.isFinite());
        }

        @Override
        public String shown() {
            return parts.stream().map(Part::shown).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        public String unit() {
            return "row";
        }

        @Override
        public String kind() {
            Optional<Part> first = parts.stream().findFirst();
            String of = first.map(Part::unit).orElse("value");
            return parts.size() + " " + of + (parts.size() == 1 ? "" : "s");
        }

        @Override
        public String described() {
            return isShort() ? kind() + ", " + shown() : kind();
        }
    }

    /** A record or a map. */
    record Named(String type, Map<String, Part> parts) implements Part {
        @Override
        public String shown() {
            return type + parts;
        }

        @Override
        public String kind() {
            return "a " + type + " with " + String.join(", ", parts.keySet());
        }

        @Override
        public String described() {
            return kind();
        }
    }

    /** A text. */
    record Text(String text) implements Part {
        @Override
        public String shown() {
            return "\"" + text + "\"";
        }

        @Override
        public String unit() {
            return "text";
        }

        @Override
        public String kind() {
            return "a text";
        }
    }

    /** Anything else, compared by its equals. */
    record Other(@Nullable Object value) implements Part {
        @Override
        public String shown() {
            return String.valueOf(value);
        }

        @Override
        public String kind() {
            return value == null
                    ? "a value"
                    : value instanceof Boolean
                            ? "true or false"
                            : "a " + value.getClass().getSimpleName();
        }

        @Override
        public String described() {
            return value == null || value instanceof Boolean ? shown() : kind() + ", " + shown();
        }
    }

    /** A value as a check sees it. */
    static Part of(@Nullable Object value) {
        if (value instanceof Number number) {
            boolean whole = value instanceof Integer
                    || value instanceof Long
                    || value instanceof Short
                    || value instanceof Byte;
            return new Count(number.doubleValue(), whole);
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return new Text(value.toString());
        }
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            return of(optional.get());
        }
        if (value instanceof Collection<?> all && !(value instanceof Set<?>)) {
            return new Many(all.stream().map(Part::of).toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Part> parts = new LinkedHashMap<>();
            map.forEach((key, one) -> parts.put(String.valueOf(key), of(one)));
            return new Named("map", parts);
        }
        if (value instanceof Record one) {
            return record(one);
        }
        if (value != null && value.getClass().isArray()) {
            return new Many(IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> of(Array.get(value, i)))
                    .toList());
        }
        // by name first: asking for the type would load ND4J for every exercise
        return value != null && value.getClass().getName().startsWith("org.nd4j.")
                ? TensorParts.of(value)
                : new Other(value);
    }

    private static Part record(Record value) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            try {
                if (!accessor.trySetAccessible()) {
                    return new Other(value);
                }
                parts.put(component.getName(), of(accessor.invoke(value)));
            } catch (ReflectiveOperationException e) {
                return new Other(value);
            }
        }
        return new Named(value.getClass().getSimpleName(), parts);
    }
}
