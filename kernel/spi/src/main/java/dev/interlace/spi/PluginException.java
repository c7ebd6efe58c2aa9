package dev.interlace.spi;

/** What a plugin did wrong: names the plugin, so that nobody looks for the fault elsewhere. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pluginId;

    public PluginException(String pluginId, String message, Throwable cause) {
        super(pluginId + ": " + message, cause);
        this.pluginId = pluginId;
    }

    public PluginException(String pluginId, String message) {
        super(pluginId + ": " + message);
        this.pluginId = pluginId;
    }

    /** The id of the method or the name of the jar. */
    public String pluginId() {
        return pluginId;
    }
}
