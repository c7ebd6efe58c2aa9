package dev.interlace.spi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The schema of an options record, derived from its {@link Param} annotations: names, types, units, ranges and
 * defaults. A component that is a record itself is a {@link Group}; its options stand in the schema as if they were
 * components of the whole, so that every name occurs once.
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
    private final List<Part> parts;
    private final List<Option> options;

    /**
     * One option.
     *
     * @param name its name
     * @param type its Java type
     * @param param its annotation
     * @param initial its default value
     * @param groups the groups that it is in, the outermost first; empty where it is in none
     * @param constants names of the constants that may be chosen; empty where it is no enum
     */
    public record Option(
            String name, Class<?> type, Param param, Object initial, List<GroupOf> groups, List<String> constants) {
        public Option {
            groups = List.copyOf(groups);
            constants = List.copyOf(constants);
        }

        /** The constants that may be chosen, in the order of their type; empty where it is no enum. */
        public List<Object> choices() {
            return type.isEnum()
                    ? Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                            .filter(constant -> constants.contains(((Enum<?>) constant).name()))
                            .map(Object.class::cast)
                            .toList()
                    : List.of();
        }

        /** The allowed values in words, for instance {@code [1, 4096]} or {@code one of SGD, ADAM}. */
        public String range() {
            if (type == boolean.class) {
                return "true or false";
            }
            if (type.isEnum()) {
                return "one of " + String.join(", ", constants);
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

    /**
     * A group as a method uses it.
     *
     * @param name the component that holds it, for instance {@code training}
     * @param doc what it is about in this method; may be empty
     */
    public record GroupOf(String name, String doc) {}

    /** A component of the record: an option, or a group with a schema of its own. */
    private sealed interface Part {
        /** An option. */
        record Single(Option option) implements Part {}

        /** A group. */
        record Nested(GroupOf group, OptionsSchema<?> schema) implements Part {}
    }

    private OptionsSchema(Class<O> type) {
        this(type, List.of(), Map.of(), Map.of());
        Set<String> names = new HashSet<>();
        for (Option option : options) {
            if (!names.add(option.name)) {
                throw new IllegalStateException(type.getName() + ": the option " + option.name
                        + " occurs twice; an option has one name, whatever group it is in");
            }
        }
    }

    private OptionsSchema(
            Class<O> type, List<GroupOf> groups, Map<String, String> defaults, Map<String, String> choices) {
        this.type = type;
        List<Part> found = new ArrayList<>();
        for (RecordComponent component : Objects.requireNonNull(type.getRecordComponents())) {
            found.add(
                    component.getType().isRecord()
                            ? nested(component, groups, defaults, choices)
                            : new Part.Single(single(component, groups, defaults, choices)));
        }
        parts = List.copyOf(found);
        options = parts.stream()
                .flatMap(part -> part instanceof Part.Nested group
                        ? group.schema.options.stream()
                        : List.of(((Part.Single) part).option).stream())
                .toList();
        List<String> names = options.stream().map(Option::name).toList();
        Set<String> changed = new LinkedHashSet<>(defaults.keySet());
        changed.addAll(choices.keySet());
        for (String name : changed) {
            if (!names.contains(name)) {
                throw new IllegalStateException(
                        "the defaults of the group " + type.getName() + ": " + Names.unknown("option", name, names));
            }
        }
    }

    private Part nested(
            RecordComponent component,
            List<GroupOf> groups,
            Map<String, String> outer,
            Map<String, String> outerChoices) {
        Group given = component.getAnnotation(Group.class);
        GroupOf group = new GroupOf(component.getName(), given == null ? "" : given.doc());
        Map<String, String> defaults =
                GroupChanges.pairs(where(component), "default", given == null ? new String[0] : given.defaults());
        Map<String, String> choices =
                GroupChanges.pairs(where(component), "choice", given == null ? new String[0] : given.choices());
        Class<? extends Record> record = component.getType().asSubclass(Record.class);
        List<String> names = new OptionsSchema<>(record, List.of(), Map.of(), Map.of())
                .options.stream().map(Option::name).toList();
        outer.forEach((name, value) -> {
            if (names.contains(name)) {
                defaults.put(name, value); // the method that uses the group knows best
            }
        });
        outerChoices.forEach((name, value) -> {
            if (names.contains(name)) {
                choices.put(name, value);
            }
        });
        List<GroupOf> path = new ArrayList<>(groups);
        path.add(group);
        return new Part.Nested(group, new OptionsSchema<>(record, List.copyOf(path), defaults, choices));
    }

    private String where(RecordComponent component) {
        return type.getName() + "." + component.getName();
    }

    private Option single(
            RecordComponent component,
            List<GroupOf> groups,
            Map<String, String> defaults,
            Map<String, String> choices) {
        Param param = component.getAnnotation(Param.class);
        if (param == null) {
            throw new IllegalStateException(type.getName() + "." + component.getName()
                    + " needs a @Param annotation: every option is documented");
        }
        List<String> constants = GroupChanges.constants(
                where(component), component.getType(), param, Optional.ofNullable(choices.get(component.getName())));
        Option bare = new Option(component.getName(), component.getType(), param, "", groups, constants);
        String other = defaults.get(component.getName());
        boolean number = component.getType().isPrimitive() && component.getType() != boolean.class;
        Object initial = other == null && number
                ? number(component.getType(), param.init())
                : read(bare, other == null ? param.choice() : other)
                        .orElseThrow(() -> new IllegalStateException(type.getName() + "." + component.getName()
                                + ": the default '" + (other == null ? param.choice() : other) + "' is not "
                                + bare.range()));
        Option option = new Option(component.getName(), component.getType(), param, initial, groups, constants);
        if (!option.allows(initial)) {
            throw new IllegalStateException(
                    type.getName() + "." + option.name + ": the default " + initial + " is not in " + option.range());
        }
        return option;
    }

    /** The schema of an options record. */
    @SuppressWarnings("unchecked") // the class value maps each class to the schema of that very class
    public static <O extends Record> OptionsSchema<O> of(Class<O> type) {
        return (OptionsSchema<O>) KNOWN.get(type);
    }

    /** All options in order, those of groups in their place. */
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
                .forEach(key -> wrong.add(unknown(key, names)));
        List<Object> values = new ArrayList<>();
        for (Option option : options) {
            Object value = given.get(option.name);
            Optional<Object> read = value == null ? Optional.of(option.initial) : read(option, value);
            Object taken = read.orElse(option.initial);
            values.add(taken);
            if (read.isEmpty()) {
                wrong.add(option.name + " must be " + describe(option) + ", got " + value);
            } else if (!option.allows(taken)) {
                wrong.add(violation(option, taken));
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getEnclosingClass() == null
                            ? String.join("; ", wrong)
                            : Objects.requireNonNull(type.getEnclosingClass()).getSimpleName() + ": "
                                    + String.join("; ", wrong));
        }
        return create(values.iterator());
    }

    private String unknown(String key, List<String> names) {
        List<String> members = options.stream()
                .filter(option -> option.groups.stream().anyMatch(group -> group.name.equals(key)))
                .map(Option::name)
                .toList();
        return members.isEmpty()
                ? Names.unknown("option", key, names)
                : key + " is a group; name its options instead: " + String.join(", ", members);
    }

    /**
     * Checks a record's components against its annotations; for use in compact constructors.
     *
     * @param values every component, in order; a group has checked itself when it was made
     * @throws IllegalArgumentException with every violation at once
     */
    public static void require(Class<? extends Record> type, Object... values) {
        OptionsSchema<?> schema = KNOWN.get(type);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (schema.parts.get(i) instanceof Part.Single single && !single.option.allows(values[i])) {
                wrong.add(type.getSimpleName() + "." + violation(single.option, values[i]));
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
    }

    /** The values of a record by option name, in the order of {@link #options}. */
    public Map<String, Object> values(O record) {
        Map<String, Object> values = new LinkedHashMap<>();
        collect(record, values);
        return values;
    }

    /** The values that differ from the defaults, by option name, in the order of {@link #options}. */
    public Map<String, Object> changed(O record) {
        Map<String, Object> changed = values(record);
        options.forEach(option -> changed.remove(option.name, option.initial));
        return changed;
    }

    private void collect(Record record, Map<String, Object> values) {
        RecordComponent[] components = Objects.requireNonNull(type.getRecordComponents());
        for (int i = 0; i < components.length; i++) {
            Object value = component(record, components[i]);
            if (parts.get(i) instanceof Part.Nested group) {
                group.schema.collect((Record) value, values);
            } else {
                values.put(components[i].getName(), value);
            }
        }
    }

    private Object component(Record record, RecordComponent component) {
        try {
            component.getAccessor().trySetAccessible();
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + "." + component.getName() + " cannot be read", e);
        }
    }

    private O create(Iterator<Object> values) {
        Class<?>[] types = Arrays.stream(Objects.requireNonNull(type.getRecordComponents()))
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Object[] arguments = parts.stream()
                .map(part -> part instanceof Part.Nested group ? group.schema.create(values) : values.next())
                .toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(arguments);
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
            return option.choices().stream()
                    .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(value.toString()))
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
                "an option is int, long, double, boolean, String, an enum or a record of options, not "
                        + type.getName());
    }
}
