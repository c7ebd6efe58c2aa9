package dev.interlace.workbench.catalogue;

/** A jar that is refused before any of its classes is loaded; the message says why and what to do. */
final class RefusedJarException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedJarException(String reason) {
        super(reason);
    }
}
