package dev.interlace.jupyter.magic;

/** Says that a magic was called wrongly or does not exist, and what to write instead. */
public final class MagicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MagicException(String message) {
        super(message);
    }

    public MagicException(String message, Throwable cause) {
        super(message, cause);
    }
}
