package io.polyclerk.server.notices;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows what somebody should look at. Thread-safe. */
@FunctionalInterface
public interface NoticeSource {

    /** What is most pressing first. @param merchant null for all, and for what concerns the server */
    List<Notice> of(@Nullable String merchant);
}
