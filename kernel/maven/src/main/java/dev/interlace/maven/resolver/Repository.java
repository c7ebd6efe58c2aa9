package dev.interlace.maven.resolver;

import java.util.Locale;
import java.util.Set;

/**
 * A place to look for artifacts.
 *
 * @param id its name, in messages and in settings (mirrors, passwords)
 * @param url where it is
 * @param allowed what is refused elsewhere and taken from here
 */
public record Repository(String id, String url, Set<Allowed> allowed) {
    /** What a repository may do only where the user has allowed it by name. */
    public enum Allowed {
        /** It is reached over plain http, where anyone on the way can change what arrives. */
        PLAIN_HTTP,
        /** Its files may lack checksums, or have wrong ones. */
        NO_CHECKSUMS;

        /** The option of {@code %mavenRepo} that allows it. */
        public String option() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Repository {
        allowed = Set.copyOf(allowed);
        if (id.isBlank() || !url.contains(":")) {
            throw new IllegalArgumentException(
                    "a repository must have an id and a url with its protocol, got '" + id + "' '" + url + "'");
        }
        if (url.toLowerCase(Locale.ROOT).startsWith("http:") && !allowed.contains(Allowed.PLAIN_HTTP)) {
            throw new IllegalArgumentException("a repository must be reached over https, got " + url
                    + ": over plain http anyone on the way can change what arrives. If it has no https, allow it with"
                    + " %mavenRepo " + Allowed.PLAIN_HTTP.option() + " " + id + " " + url);
        }
    }

    /** A place that is allowed nothing in particular. */
    public Repository(String id, String url) {
        this(id, url, Set.of());
    }
}
