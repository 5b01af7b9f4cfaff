package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Match;
import io.polyclerk.core.media.PhotoInspector.Outcome;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import io.polyclerk.core.media.PhotoInspector.Reason;
import io.polyclerk.core.media.PhotoInspector.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the vision process answers; an annotated picture is in the body. */
record VisionAnswer(
        @Nullable Reason refused,
        @Nullable String detail,
        List<String> known,
        int width,
        int height,
        @Nullable Match product,
        @Nullable Fault fault,
        double confidence,
        List<Box> boxes,
        @Nullable Written written) {

    static VisionAnswer known(List<String> keys) {
        return new VisionAnswer(null, null, keys, 0, 0, null, null, 0, List.of(), null);
    }

    static VisionAnswer refused(Reason reason, @Nullable String detail) {
        return new VisionAnswer(reason, detail, List.of(), 0, 0, null, null, 0, List.of(), null);
    }

    static VisionAnswer seen(Seen seen) {
        return new VisionAnswer(
                null,
                null,
                List.of(),
                seen.width(),
                seen.height(),
                seen.product(),
                seen.fault(),
                seen.confidence(),
                seen.boxes(),
                seen.written());
    }

    Outcome outcome(byte[] annotated) {
        if (refused != null) {
            return new Outcome.Refused(refused, detail == null ? "" : detail);
        }
        return new Seen(
                width, height, product, fault == null ? Fault.UNCLEAR : fault, confidence, boxes, annotated, written);
    }
}
