package dev.interlace.jupyter.magic;

import dev.interlace.jupyter.engine.CodeAnalysis.Completion;
import dev.interlace.jupyter.engine.CodeAnalysis.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Completes the names and arguments of magics. */
public final class Completions {
    private final MagicTable magics;

    public Completions(MagicTable magics) {
        this.magics = magics;
    }

    /** The ways to go on at {@code cursor}, where it stands in a magic. */
    public Optional<Completion> complete(String code, int cursor) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        String line = code.substring(lineStart, cursor);
        String bare = line.stripLeading();
        if (!bare.startsWith("%")) {
            return Optional.empty();
        }
        String percent = bare.startsWith("%%") ? "%%" : "%";
        String call = bare.substring(percent.length());
        int space = call.indexOf(' ');
        int callStart = cursor - call.length();
        if (space < 0) {
            List<Match> names = magics.all().stream()
                    .filter(magic ->
                            percent.equals("%%") ? magic instanceof Magic.OnCell : magic instanceof Magic.OnLine)
                    .flatMap(magic -> Stream.concat(Stream.of(magic.name()), magic.aliases().stream()))
                    .filter(name -> name.startsWith(call))
                    .map(name -> new Match(name, "magic", ""))
                    .toList();
            return Optional.of(new Completion(callStart, names));
        }
        String rest = call.substring(space + 1);
        String prefix = rest.substring(rest.lastIndexOf(' ') + 1);
        List<String> before = new ArrayList<>(Arguments.split(rest.substring(0, rest.length() - prefix.length())));
        List<Match> arguments = magics.find(call.substring(0, space)).stream()
                .flatMap(magic -> magic.complete(new Magic.Completing(before, prefix)).stream())
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> new Match(argument, "argument", ""))
                .toList();
        return Optional.of(new Completion(cursor - prefix.length(), arguments));
    }
}
