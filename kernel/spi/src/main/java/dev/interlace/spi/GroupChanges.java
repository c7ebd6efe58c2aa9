package dev.interlace.spi;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What {@link Group} and {@link Param} say of the defaults and choices of options, read and checked. */
final class GroupChanges {
    private GroupChanges() {}

    /** {@code name=value} by name. */
    static Map<String, String> pairs(String where, String what, String[] all) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String one : all) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                throw new IllegalStateException(where + ": the " + what + " '" + one + "' must be name=value");
            }
            pairs.put(
                    one.substring(0, equals).strip(), one.substring(equals + 1).strip());
        }
        return pairs;
    }

    /**
     * Names of the constants that may be chosen, in the order of the type; empty where it is no enum.
     *
     * @param narrowed the choices of the group, {@code A,B}; empty where it has those of {@code param}
     */
    static List<String> constants(String where, Class<?> type, Param param, Optional<String> narrowed) {
        if (!type.isEnum()) {
            return List.of();
        }
        List<String> all = Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
        List<String> asked = narrowed.map(names ->
                        Arrays.stream(names.split(",", -1)).map(String::strip).toList())
                .orElse(List.of(param.choices()));
        for (String name : asked) {
            if (!all.contains(name)) {
                throw new IllegalStateException(where + ": " + Names.unknown("choice", name, all));
            }
        }
        return asked.isEmpty() ? all : all.stream().filter(asked::contains).toList();
    }
}
