package dev.interlace.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Arguments of a subcommand, taken apart.
 *
 * @param values options with a value: {@code --name x} or {@code --name=x}
 * @param flags options without one
 * @param rest everything else, in order
 */
record Options(Map<String, String> values, Set<String> flags, List<String> rest) {
    /**
     * Takes {@code arguments} apart.
     *
     * @param valued names of the options that take a value
     * @param flags names of the options that do not
     */
    static Options parse(List<String> arguments, Set<String> valued, Set<String> flags) {
        Map<String, String> values = new HashMap<>();
        List<String> found = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!argument.startsWith("--")) {
                rest.add(argument);
            } else if (flags.contains(argument)) {
                found.add(argument);
            } else if (!valued.contains(name)) {
                List<String> known = new ArrayList<>(valued);
                known.addAll(flags);
                throw new IllegalArgumentException("unknown option " + argument + "; there are "
                        + String.join(", ", known.stream().sorted().toList()));
            } else if (equals >= 0) {
                values.put(name, argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                i++;
                values.put(name, arguments.get(i));
            } else {
                throw new IllegalArgumentException(name + " needs a value, got none");
            }
        }
        return new Options(Map.copyOf(values), Set.copyOf(found), List.copyOf(rest));
    }

    /** The value of an option. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
