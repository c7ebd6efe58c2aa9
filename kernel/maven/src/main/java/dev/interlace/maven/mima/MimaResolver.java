package dev.interlace.maven.mima;

import dev.interlace.maven.resolver.Coordinate;
import dev.interlace.maven.resolver.Repository;
import dev.interlace.maven.resolver.Request;
import dev.interlace.maven.resolver.Requested;
import dev.interlace.maven.resolver.Resolver;
import dev.interlace.maven.resolver.UnresolvedException;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.settings.io.DefaultSettingsReader;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/** Maven's own resolver, set up from the user's settings: mirrors, proxies, passwords, local repository. */
public final class MimaResolver implements Resolver {
    /** Made by name, from the loader of Maven's resolver. */
    public MimaResolver() {}

    @Override
    public List<Resolved> resolve(Request request, Listener listener) {
        try (Context maven = context(request, listener)) {
            CollectRequest collect = new CollectRequest();
            request.wanted().forEach(wanted -> collect.addDependency(dependency(wanted)));
            request.managed().forEach(managed -> collect.addManagedDependency(dependency(managed)));
            collect.setRepositories(maven.remoteRepositories());
            DependencyRequest all = new DependencyRequest(
                    collect, DependencyFilterUtils.classpathFilter(JavaScopes.COMPILE, JavaScopes.RUNTIME));
            DefaultRepositorySystemSession session =
                    new DefaultRepositorySystemSession(maven.repositorySystemSession());
            session.setMirrorSelector(new OthersRepositories(session.getMirrorSelector(), request));
            return maven.repositorySystem().resolveDependencies(session, all).getArtifactResults().stream()
                    .map(MimaResolver::resolved)
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new UnresolvedException(Missing.explain(e, request), e);
        }
    }

    @Override
    public Pom read(Path pom, Request request, Listener listener) {
        try (Context maven = context(request, listener)) {
            OnePom workspace = new OnePom(pom.toAbsolutePath().toFile());
            DefaultRepositorySystemSession session =
                    new DefaultRepositorySystemSession(maven.repositorySystemSession());
            session.setWorkspaceReader(workspace);
            session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(false, false));
            ArtifactDescriptorResult read = maven.repositorySystem()
                    .readArtifactDescriptor(
                            session,
                            new ArtifactDescriptorRequest(workspace.artifact(), maven.remoteRepositories(), null));
            return new Pom(
                    read.getDependencies().stream().map(MimaResolver::requested).toList(),
                    read.getManagedDependencies().stream()
                            .map(MimaResolver::requested)
                            .toList(),
                    read.getRepositories().stream()
                            .map(found -> request.repositories().stream() // with what it is allowed
                                    .filter(known -> known.url().equals(found.getUrl()))
                                    .findFirst()
                                    .orElseGet(() -> new Repository(found.getId(), found.getUrl())))
                            .toList());
        } catch (ArtifactDescriptorException e) {
            throw new UnresolvedException(Missing.explain(pom, e, request), e);
        }
    }

    private static Context context(Request request, Listener listener) {
        ContextOverrides.Builder overrides = ContextOverrides.create()
                .withUserSettings(true)
                .transferListener(new Transfers(listener))
                .offline(isOffline(request))
                // a repository of the settings replaces one of the same id
                .repositories(Stream.concat(
                                ContextOverrides.DEFAULT_REMOTE_REPOSITORIES.stream()
                                        .map(known -> checked(new RemoteRepository.Builder(known), false)),
                                request.repositories().stream().map(MimaResolver::remote))
                        .toList())
                .addRepositoriesOp(ContextOverrides.AddRepositoriesOp.PREPEND);
        request.home().settings().map(Path::toAbsolutePath).ifPresent(overrides::withUserSettingsXmlOverride);
        request.home().localRepository().map(Path::toAbsolutePath).ifPresent(overrides::withLocalRepositoryOverride);
        return new StandaloneStaticRuntime().create(overrides.build());
    }

    /** Whether the call or the settings forbid the network. */
    static boolean isOffline(Request request) {
        File settings = request.home().settingsFile().toFile();
        try {
            return request.network() == Request.Network.OFFLINE
                    || (settings.isFile()
                            && new DefaultSettingsReader()
                                    .read(settings, Map.of())
                                    .isOffline());
        } catch (IOException e) {
            throw new IllegalArgumentException("the settings " + settings + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static RemoteRepository remote(Repository repository) {
        return checked(
                new RemoteRepository.Builder(repository.id(), "default", repository.url()),
                repository.allowed().contains(Repository.Allowed.NO_CHECKSUMS));
    }

    // Maven itself only warns of a missing or wrong checksum
    static RemoteRepository checked(RemoteRepository.Builder repository, boolean unchecked) {
        return repository
                .setPolicy(new RepositoryPolicy(
                        true,
                        RepositoryPolicy.UPDATE_POLICY_DAILY,
                        unchecked ? RepositoryPolicy.CHECKSUM_POLICY_IGNORE : RepositoryPolicy.CHECKSUM_POLICY_FAIL))
                .build();
    }

    private static Dependency dependency(Requested requested) {
        Coordinate wanted = requested.coordinate();
        Artifact artifact = new DefaultArtifact(
                wanted.group(), wanted.artifact(), wanted.classifier(), wanted.extension(), wanted.version());
        if (requested.systemPath().isPresent()) {
            artifact = artifact.setFile(requested.systemPath().get().toFile());
        }
        List<Exclusion> exclusions = new ArrayList<>();
        for (String exclusion : requested.exclusions()) {
            String[] names = exclusion.split(":", 2);
            exclusions.add(new Exclusion(names[0], names[1], "*", "*"));
        }
        return new Dependency(artifact, requested.scope(), false, exclusions);
    }

    private static Requested requested(Dependency dependency) {
        Artifact artifact = dependency.getArtifact();
        Optional<Path> system =
                Optional.ofNullable(artifact.getProperty("localPath", null)).map(Path::of);
        return new Requested(
                coordinate(artifact),
                dependency.getScope().toLowerCase(Locale.ROOT),
                dependency.getExclusions().stream()
                        .map(exclusion -> exclusion.getGroupId() + ":" + exclusion.getArtifactId())
                        .toList(),
                system);
    }

    private static Resolved resolved(ArtifactResult result) {
        Artifact artifact = result.getArtifact();
        return new Resolved(
                coordinate(artifact),
                artifact.getFile().toPath(),
                Optional.ofNullable(result.getRepository()).map(r -> r.getId()).orElse(""));
    }

    /** {@code artifact} in our terms. */
    static Coordinate coordinate(Artifact artifact) {
        return new Coordinate(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getExtension(),
                artifact.getClassifier(),
                artifact.getVersion());
    }
}
