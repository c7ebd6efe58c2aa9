package dev.interlace.maven;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.maven.resolver.Repository;
import java.util.List;
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
        return "%mavenRepo ID URL: adds a repository for later uses of %maven and %loadFromPOM"
                + "\nPasswords and mirrors for the id come from Maven's settings.";
    }

    @Override
    public @Nullable Object run(Call call) {
        if (call.arguments().size() != 2) {
            throw new MagicException("%" + call.name() + " must be: %" + call.name() + " ID URL, got: %" + call.name()
                    + " " + call.line());
        }
        try {
            MavenMagic.of(call.session())
                    .dependencies()
                    .add(new Repository(
                            call.arguments().get(0), call.arguments().get(1)));
        } catch (IllegalArgumentException e) {
            throw new MagicException("%" + call.name() + ": " + e.getMessage(), e);
        }
        return null;
    }
}
