package dev.interlace.maven;

import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.maven.resolver.Request.Network;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The arguments of a Maven magic.
 *
 * @param plain those that are no options
 * @param from repositories to look in as well: a URL, or the id of one that was added
 * @param network whether anything may be downloaded
 * @param detail how much to tell
 */
record Wishes(List<String> plain, List<String> from, Network network, Detail detail) {
    /** The options, for completion. */
    static final List<String> OPTIONS = List.of("--from", "--offline", "-v");

    /** How much to tell. */
    enum Detail {
        BRIEF,
        FULL
    }

    /** Reads the arguments of the magic {@code name}. */
    static Wishes of(String name, List<String> arguments) {
        List<String> plain = new ArrayList<>();
        List<String> from = new ArrayList<>();
        Network network = Network.ONLINE;
        Detail detail = Detail.BRIEF;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("--offline") || argument.equals("-o")) {
                network = Network.OFFLINE;
            } else if (argument.equals("-v") || argument.equals("--verbose")) {
                detail = Detail.FULL;
            } else if (argument.startsWith("--from=")) {
                from.add(argument.substring("--from=".length()));
            } else if (argument.equals("--from")) {
                if (!rest.hasNext()) {
                    throw new MagicException("%" + name + ": --from must be followed by a repository's url");
                }
                from.add(rest.next());
            } else if (argument.startsWith("-")) {
                throw new MagicException(
                        "%" + name + " knows no option " + argument + "; it knows " + String.join(", ", OPTIONS));
            } else {
                plain.add(argument);
            }
        }
        return new Wishes(List.copyOf(plain), List.copyOf(from), network, detail);
    }
}
