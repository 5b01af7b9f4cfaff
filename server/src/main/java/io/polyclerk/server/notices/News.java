package io.polyclerk.server.notices;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is new for somebody since they were told. What is no longer so is forgotten, and new again when it comes back.
 *
 * @param fresh what they are to be told
 * @param still what they were told and is still so, with how many it were
 */
public record News(List<Notice> fresh, Map<String, Integer> still) {

    public News {
        fresh = List.copyOf(fresh);
        still = Map.copyOf(still);
    }

    /** @param now what is so @param told what they were told, by the keys of notices */
    public static News of(List<Notice> now, Map<String, Integer> told) {
        Map<String, Integer> still = new HashMap<>();
        now.forEach(notice -> {
            Integer before = told.get(notice.key());
            if (before != null) {
                still.put(notice.key(), Math.min(before, notice.count()));
            }
        });
        List<Notice> fresh = now.stream()
                .filter(notice -> notice.count() > still.getOrDefault(notice.key(), 0))
                .toList();
        return new News(fresh, still);
    }

    /** What they were told and is still so, once they have been told what is fresh. */
    public Map<String, Integer> told() {
        Map<String, Integer> told = new HashMap<>(still);
        fresh.forEach(notice -> told.put(notice.key(), notice.count()));
        return told;
    }
}
