package io.polyclerk.adapter.telegram;

import java.util.regex.Pattern;

/** Some servers of this API, such as emulators, tell times in milliseconds, which do not fit where seconds belong. */
final class Times {

    /** Within a text, quotation marks are escaped, so only fields are meant. */
    private static final Pattern MILLISECONDS = Pattern.compile("(\"(?:edit_)?date\"\\s*:\\s*\\d{10})\\d{3}(?!\\d)");

    private Times() {}

    static String inSeconds(String json) {
        return MILLISECONDS.matcher(json).replaceAll("$1");
    }
}
