package dev.interlace.maven.mima;

import dev.interlace.maven.resolver.Resolver.Listener;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/** Passes on what arrives. */
final class Transfers extends AbstractTransferListener {
    private static final String DESCRIPTOR = ".pom";

    private final Listener listener;

    Transfers(Listener listener) {
        this.listener = listener;
    }

    private static String file(TransferEvent event) {
        String path = event.getResource().getResourceName();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public void transferProgressed(TransferEvent event) {
        listener.downloading(file(event), event.getTransferredBytes());
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        String file = file(event);
        if (event.getRequestType() == TransferEvent.RequestType.GET && !file.endsWith(DESCRIPTOR)) {
            listener.downloaded(file, event.getTransferredBytes());
        }
    }
}
