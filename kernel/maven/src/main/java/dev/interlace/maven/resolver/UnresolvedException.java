package dev.interlace.maven.resolver;

/** Says which artifacts could not be found, where they were looked for, and why not there. */
public final class UnresolvedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnresolvedException(String message, Throwable cause) {
        super(message, cause);
    }
}
