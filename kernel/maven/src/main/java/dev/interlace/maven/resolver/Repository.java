package dev.interlace.maven.resolver;

/**
 * A place to look for artifacts.
 *
 * @param id its name, in messages and in settings (mirrors, passwords)
 * @param url where it is
 */
public record Repository(String id, String url) {
    public Repository {
        if (id.isBlank() || !url.contains(":")) {
            throw new IllegalArgumentException(
                    "a repository must have an id and a url with its protocol, got '" + id + "' '" + url + "'");
        }
    }
}
