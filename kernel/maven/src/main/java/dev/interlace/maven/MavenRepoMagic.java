package dev.interlace.maven;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.maven.resolver.Repository;
import dev.interlace.maven.resolver.Repository.Allowed;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds a place to look for artifacts. */
public final class MavenRepoMagic implements Magic.OnLine {
    /** Found as a service. */
    public MavenRepoMagic() {}

    @Override
    public String name() {
        return "mavenRepo";
    }

    @Override
    public List<String> aliases() {
        return List.of("addMavenRepo");
    }

    @Override
    public String help() {
        return "%mavenRepo [--plain-http] [--no-checksums] ID URL: adds a repository for later uses of %maven,"
                + " %loadFromPOM and %plugin add"
                + "\n--plain-http allows a URL of plain http, --no-checksums takes files without checksums from it."
                + "\nPasswords and mirrors for the id come from Maven's settings.";
    }

    @Override
    public List<String> complete(Completing argument) {
        return Arrays.stream(Allowed.values()).map(Allowed::option).toList();
    }

    @Override
    public @Nullable Object run(Call call) {
        List<String> words =
                call.arguments().stream().filter(word -> !word.startsWith("--")).toList();
        Set<Allowed> allowed = Arrays.stream(Allowed.values())
                .filter(one -> call.arguments().contains(one.option()))
                .collect(Collectors.toSet());
        if (words.size() != 2 || call.arguments().size() != words.size() + allowed.size()) {
            throw new MagicException("%" + call.name() + " must be: %" + call.name()
                    + " [--plain-http] [--no-checksums] ID URL, got: %" + call.name() + " " + call.line());
        }
        try {
            MavenMagic.of(call.session()).dependencies().add(new Repository(words.get(0), words.get(1), allowed));
        } catch (IllegalArgumentException e) {
            throw new MagicException("%" + call.name() + ": " + e.getMessage(), e);
        }
        return null;
    }
}
