package dev.interlace.maven.mima;

import dev.interlace.maven.resolver.Repository;
import dev.interlace.maven.resolver.Request;
import java.util.List;
import java.util.Locale;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * The repositories that the POMs of artifacts bring, which the user has not named: plain http is not asked, and files
 * without checksums are not taken, unless the user has allowed that repository to. A mirror of the settings goes first.
 */
final class OthersRepositories implements MirrorSelector {
    private final MirrorSelector settings;
    private final Request request;

    OthersRepositories(MirrorSelector settings, Request request) {
        this.settings = settings;
        this.request = request;
    }

    @Override
    public RemoteRepository getMirror(RemoteRepository repository) {
        RemoteRepository mirror = settings.getMirror(repository);
        return mirror != null
                ? mirror
                : MimaResolver.checked(
                        new RemoteRepository.Builder(repository)
                                .setMirroredRepositories(List.of(repository))
                                .setBlocked(isPlainHttp(repository)
                                        && !isAllowed(repository, Repository.Allowed.PLAIN_HTTP)),
                        isAllowed(repository, Repository.Allowed.NO_CHECKSUMS));
    }

    private boolean isAllowed(RemoteRepository repository, Repository.Allowed what) {
        return request.repositories().stream()
                .anyMatch(known -> known.url().equals(repository.getUrl())
                        && known.allowed().contains(what));
    }

    private static boolean isPlainHttp(RemoteRepository repository) {
        return repository.getProtocol().toLowerCase(Locale.ROOT).equals("http");
    }
}
