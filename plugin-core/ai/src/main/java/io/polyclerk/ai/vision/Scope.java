package io.polyclerk.ai.vision;

import java.util.ArrayDeque;
import java.util.Deque;
import org.opencv.core.Mat;

/** Native memory that is given back at the end of a block; the garbage collector does not know how large it is. */
final class Scope implements AutoCloseable {

    private final Deque<Mat> held = new ArrayDeque<>();

    Mat mat() {
        return keep(new Mat());
    }

    <T extends Mat> T keep(T mat) {
        held.push(mat);
        return mat;
    }

    @Override
    public void close() {
        while (!held.isEmpty()) {
            held.pop().release();
        }
    }
}
