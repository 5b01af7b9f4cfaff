package io.polyclerk.ai.side;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The other end of {@link SideProcess}: answers what comes on the standard input until it ends. */
public final class SideLoop {

    static final String FAILURE = "sideFailure";

    private SideLoop() {}

    /** Runs until the server closes the pipe or dies; then the process has nothing left to do. */
    public static void run(SideTask task) throws IOException {
        // Libraries like to talk; the pipe is for answers only.
        DataOutputStream answers =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err);
        Logger.getLogger("").setLevel(Level.WARNING);
        DataInputStream questions = new DataInputStream(new BufferedInputStream(System.in));
        while (true) {
            Message question;
            try {
                question = Message.read(questions);
            } catch (EOFException over) {
                return;
            }
            answer(task, question).write(answers);
        }
    }

    private static Message answer(SideTask task, Message question) {
        try {
            return task.answer(question);
        } catch (OutOfMemoryError full) {
            // Whatever was built up is half built: a new process is cheaper than a doubtful one.
            Runtime.getRuntime().halt(3);
            throw full;
        } catch (Exception | LinkageError | StackOverflowError failure) {
            failure.printStackTrace(System.err);
            return Message.of(Map.of(FAILURE, failure.getClass().getSimpleName()));
        }
    }
}
