package dev.interlace.jupyter.wire;

/** Says why received bytes are no message: wrong frames, a wrong signature, or text that is no JSON object. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message) {
        super(message);
    }
}
