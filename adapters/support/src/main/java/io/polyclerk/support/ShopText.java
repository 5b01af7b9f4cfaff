package io.polyclerk.support;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Reads what shops write for browsers. */
public final class ShopText {

    private ShopText() {}

    /** A name or a title, which may hold entities and tags, on one line. */
    public static String line(String html) {
        return Jsoup.parse(html).text();
    }

    /** A page, policy or description, with its paragraphs; without scripts and forms. */
    public static String paragraphs(String html) {
        Document document = Jsoup.parse(html);
        document.select("script, style, noscript, form").remove();
        document.select("p, li, tr, h1, h2, h3, h4, h5, h6, div")
                .forEach(block -> block.appendChild(new TextNode("\n")));
        document.select("li").forEach(item -> item.prependText("• "));
        return document.body()
                .wholeText()
                .replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** An address that a browser may be sent to, or null. */
    public static @Nullable URI webAddress(@Nullable String written) {
        try {
            URI address = written == null ? null : new URI(written);
            return address != null
                            && address.getHost() != null
                            && List.of("http", "https").contains(address.getScheme())
                    ? address
                    : null;
        } catch (URISyntaxException broken) {
            return null;
        }
    }
}
