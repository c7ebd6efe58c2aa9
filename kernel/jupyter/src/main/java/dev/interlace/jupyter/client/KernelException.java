package dev.interlace.jupyter.client;

/** Says that a kernel did not answer: it could not start, it died, or it took too long. */
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KernelException(String message) {
        super(message);
    }

    public KernelException(String message, Throwable cause) {
        super(message, cause);
    }
}
