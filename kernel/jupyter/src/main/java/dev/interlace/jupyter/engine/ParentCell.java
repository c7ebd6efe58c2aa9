package dev.interlace.jupyter.engine;

/** A cell as the processes see it that it starts. */
public interface ParentCell {
    /** Where a process writes to. */
    enum Channel {
        OUT,
        ERR
    }

    /** The interrupt that ends them. */
    Interruption interruption();

    /** Shows what a process has written. */
    void relay(Channel channel, byte[] bytes, int length);

    /** Takes in a process that writes into the cell. */
    void relayed(ChildProcess child);
}
