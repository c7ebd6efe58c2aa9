package dev.interlace.jupyter.magic;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A magic that finds artifacts by their coordinates, for other magics as well. */
public interface ArtifactMagic extends Magic {
    /** The one of the kernel that runs {@code call}; empty where it has none. */
    static Optional<ArtifactMagic> of(Call call) {
        return call.session().magics().stream()
                .filter(ArtifactMagic.class::isInstance)
                .map(ArtifactMagic.class::cast)
                .findFirst();
    }

    /**
     * Finds an artifact and what it needs; what cells see stays as it is.
     *
     * @param coordinates {@code group:artifact:version}
     * @param without {@code group:artifact} of what it must not bring; {@code *} stands for any
     * @return the file of the artifact, then those of what it needs
     * @throws MagicException when one cannot be found
     */
    List<Path> artifacts(String coordinates, List<String> without);
}
