package dev.interlace.maven.mima;

import java.io.File;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;

/** A workspace of one POM file, so that Maven reads it as the descriptor of an artifact, relative parents included. */
final class OnePom implements WorkspaceReader {
    private static final Artifact NAME = new DefaultArtifact("notebook", "notebook", "pom", "0");

    private final File pom;
    private final WorkspaceRepository repository = new WorkspaceRepository("notebook");

    OnePom(File pom) {
        this.pom = pom;
    }

    /** The name under which the file is found. */
    Artifact artifact() {
        return NAME;
    }

    @Override
    public WorkspaceRepository getRepository() {
        return repository;
    }

    @Override
    public @Nullable File findArtifact(Artifact artifact) {
        return artifact.getGroupId().equals(NAME.getGroupId())
                        && artifact.getArtifactId().equals(NAME.getArtifactId())
                        && artifact.getExtension().equals(NAME.getExtension())
                ? pom
                : null;
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        return List.of();
    }
}
