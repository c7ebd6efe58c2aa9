package dev.interlace.maven;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.jupyter.magic.Paths;
import dev.interlace.maven.resolver.Requested;
import dev.interlace.maven.resolver.Resolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds what a POM declares: one in a file, or one in the cell, whole or in pieces. */
public final class LoadFromPomMagic implements Magic.OnLine, Magic.OnCell {
    private static final Set<String> DEFAULT_SCOPES = Set.of("compile", "runtime", "system", "import");
    private static final Set<String> SCOPES = Set.of("compile", "runtime", "system", "import", "provided", "test");

    /** Found as a service. */
    public LoadFromPomMagic() {}

    @Override
    public String name() {
        return "loadFromPOM";
    }

    @Override
    public List<String> aliases() {
        return List.of("pom");
    }

    @Override
    public String help() {
        return "%loadFromPOM FILE [scope…], %%loadFromPOM [scope…]: adds the dependencies of a POM"
                + "\nThe body of a cell may be a whole <project> or pieces: <dependency>, <repository>,"
                + " <dependencies>, <dependencyManagement>."
                + "\nScopes: compile runtime system import unless others are named. --offline, --from URL and -v are those of"
                + " %maven.";
    }

    @Override
    public List<String> complete(Completing argument) {
        if (argument.prefix().startsWith("-")) {
            return Wishes.OPTIONS;
        }
        return argument.before().stream().allMatch(one -> one.startsWith("-"))
                ? Paths.complete(argument.prefix())
                : SCOPES.stream().sorted().toList();
    }

    @Override
    public @Nullable Object run(Call call) {
        Wishes wishes = Wishes.of(call.name(), call.arguments());
        if (wishes.plain().isEmpty()) {
            throw new MagicException("%" + call.name() + " needs the path of a POM, or %%" + call.name()
                    + " a body with <dependency> elements");
        }
        Path file = Path.of(wishes.plain().get(0));
        if (!Files.isRegularFile(file)) {
            throw new MagicException("%" + call.name() + ": there is no file "
                    + file.toAbsolutePath().normalize());
        }
        Set<String> scopes =
                scopes(call.name(), wishes.plain().subList(1, wishes.plain().size()));
        return load(call, wishes, file, scopes);
    }

    @Override
    public @Nullable Object run(Call call, String body) throws IOException {
        Wishes wishes = Wishes.of(call.name(), call.arguments());
        Set<String> scopes = scopes(call.name(), wishes.plain());
        Path file = Files.createTempFile("notebook", ".pom");
        try {
            Files.writeString(file, PomText.complete(body));
            return load(call, wishes, file, scopes);
        } finally {
            Files.delete(file);
        }
    }

    private static Set<String> scopes(String name, List<String> named) {
        Set<String> scopes =
                named.stream().map(scope -> scope.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        for (String scope : scopes) {
            if (!SCOPES.contains(scope)) {
                throw new MagicException("%" + name + ": there is no scope " + scope
                        + "; scopes are compile, runtime, system, import," + " provided, test");
            }
        }
        return scopes.isEmpty() ? DEFAULT_SCOPES : scopes;
    }

    private static @Nullable Object load(Call call, Wishes wishes, Path file, Set<String> scopes) {
        MavenMagic maven = MavenMagic.of(call.session());
        return maven.load(call, wishes, progress -> {
            Resolver.Pom pom = maven.dependencies().read(file, wishes.network(), progress);
            pom.repositories().forEach(maven.dependencies()::add);
            List<Requested> chosen = pom.dependencies().stream()
                    .filter(one -> scopes.contains(one.scope()))
                    .map(LoadFromPomMagic::wanted)
                    .toList();
            return new Resolver.Pom(chosen, pom.managed(), pom.repositories());
        });
    }

    // whatever its scope was in a build, here it is wanted
    private static Requested wanted(Requested one) {
        return one.systemPath().isPresent()
                ? one
                : new Requested(one.coordinate(), "compile", one.exclusions(), one.systemPath());
    }
}
