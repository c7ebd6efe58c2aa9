package dev.interlace.jupyter.server;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.engine.CellInterruptedError;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Asks the front end for lines of input, and brings each answer to the thread that waits for it. */
final class InputRelay {
    private final Publisher publisher;
    private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

    InputRelay(Publisher publisher) {
        this.publisher = publisher;
    }

    /** The line that the user types; the calling thread waits for it and can be interrupted. */
    String ask(Message request, String prompt, NotebookSession.Echo echo) {
        if (!Json.flag(request.content(), "allow_stdin", true)) {
            throw new IllegalStateException("this front end does not let cells ask for input (allow_stdin is false)");
        }
        JsonObject question = Json.of("prompt", prompt);
        question.addProperty("password", echo == NotebookSession.Echo.HIDDEN);
        CompletableFuture<String> answer = new CompletableFuture<>();
        String id;
        synchronized (waiting) {
            id = publisher.askInput(request, question);
            waiting.put(id, answer);
        }
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CellInterruptedError();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            waiting.remove(id);
        }
    }

    /** Takes an answer; an answer that no thread waits for any more is dropped. */
    void answer(Message message) {
        String parent = Json.string(message.parent(), "msg_id", "");
        synchronized (waiting) {
            CompletableFuture<String> answer = waiting.get(parent);
            if (answer == null && parent.isEmpty() && waiting.size() == 1) {
                answer = waiting.values().iterator().next(); // older front ends name no parent
            }
            if (answer != null) {
                answer.complete(Json.string(message.content(), "value", ""));
            }
        }
    }
}
