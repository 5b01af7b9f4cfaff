package io.polyclerk.ai.evaluation;

import io.polyclerk.ai.evaluation.Evaluation.Judged;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** An evaluation as a page that needs nothing else: tables, bars and every error. */
final class HtmlReport {

    private static final int MOST_ERRORS = 400;

    private final StringBuilder page = new StringBuilder("""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Understanding, measured</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}
            table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #ccc;padding:.2rem .5rem;text-align:start}
            td.n{text-align:end;font-variant-numeric:tabular-nums}td.good{background:#d9f2e3}td.bad{background:#f7d9d6}
            .bar{display:inline-block;height:.8rem;background:#0b6e5f;vertical-align:middle}</style>
            <h1>Understanding, measured</h1>
            <p>Shares are given with counts and the 95 % interval.</p>
            """);

    String finish() {
        return page.append("</html>\n").toString();
    }

    void add(String title, Evaluation evaluation) {
        page.append("<h2>").append(escaped(title)).append("</h2><table>");
        row("messages", evaluation.size());
        row("top intent right", evaluation.topIntent());
        row("right intent among the best three", evaluation.amongThree());
        row("out of scope caught", evaluation.outOfScopeCaught());
        row("real wishes refused", evaluation.wronglyRefused());
        row("several intents all found", evaluation.severalFound());
        row("several intents seen where there is one", evaluation.wronglySeveral());
        row("language found", evaluation.languageFound());
        row("time a message", evaluation.perMessage().toNanos() / 1000 + " µs");
        page.append("</table>");
        confusion(evaluation.confusion());
        calibration(evaluation.calibration());
        errors(evaluation.errors());
    }

    /** Details, masks and languages with all that was missed. */
    void add(Map<String, DetailsEvaluation.Details> details, Share languages, List<DetailsEvaluation.Miss> misses) {
        page.append("<h2>Details, masks, languages</h2><table><tr><th></th><th>details found</th>")
                .append("<th>nothing found where nothing is</th><th>masked as expected</th></tr>");
        details.forEach((tag, one) -> page.append("<tr><th>%s</th><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(tag, one.found(), one.silent(), one.masked())));
        page.append("</table><table>");
        row("language of single words, mixed and romanised messages", languages);
        page.append("</table><table><tr><th>set</th><th>text</th><th>expected</th><th>found</th></tr>");
        misses.forEach(miss -> page.append("<tr><td>%s</td><td dir=\"auto\">%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(miss.set(), escaped(miss.text()), escaped(miss.expected()), escaped(miss.found()))));
        page.append("</table>");
    }

    private void row(String name, Object value) {
        page.append("<tr><th>%s</th><td>%s</td></tr>".formatted(escaped(name), escaped(value.toString())));
    }

    private void confusion(Map<String, Map<String, Integer>> confusion) {
        TreeSet<String> columns = new TreeSet<>();
        confusion.values().forEach(row -> columns.addAll(row.keySet()));
        page.append("<h3>What was meant (rows) and what was understood (columns)</h3><table><tr><th></th>");
        columns.forEach(column ->
                page.append("<th>").append(escaped(column.replace('_', ' '))).append("</th>"));
        page.append("<th>right</th></tr>");
        confusion.forEach((meant, row) -> {
            page.append("<tr><th>").append(escaped(meant)).append("</th>");
            for (String column : columns) {
                int count = row.getOrDefault(column, 0);
                String kind = count == 0 ? "n" : column.equals(meant) ? "n good" : "n bad";
                page.append("<td class=\"%s\">%s</td>".formatted(kind, count == 0 ? "" : "" + count));
            }
            int all = row.values().stream().mapToInt(Integer::intValue).sum();
            page.append("<td>%s</td></tr>".formatted(new Share(row.getOrDefault(meant, 0), all)));
        });
        page.append("</table>");
    }

    /** A point for each tenth of confidence; on the diagonal, confidence is what it says. */
    private void calibration(List<Share> steps) {
        page.append("<h3>Calibration: share that was right, by confidence</h3>")
                .append("<svg viewBox=\"-8 -4 116 116\" width=\"320\" role=\"img\" aria-label=\"calibration\">")
                .append("<rect width=\"100\" height=\"100\" fill=\"none\" stroke=\"#ccc\"/>")
                .append("<line x1=\"0\" y1=\"100\" x2=\"100\" y2=\"0\" stroke=\"#999\" stroke-dasharray=\"2\"/>");
        for (int step = 0; step < steps.size(); step++) {
            Share share = steps.get(step);
            if (share.of() > 0) {
                double x = (step + 0.5) * 100 / steps.size();
                page.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#0b6e5f\"/>"
                                + "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"#0b6e5f\"><title>%s</title></circle>",
                        x,
                        x,
                        100 - 100 * share.low(),
                        100 - 100 * share.high(),
                        x,
                        100 - 100 * share.value(),
                        escaped(share.toString())));
            }
        }
        page.append(
                        "<text y=\"109\" font-size=\"6\">0</text><text x=\"70\" y=\"109\" font-size=\"6\">confidence 1</text>")
                .append("</svg>");
    }

    private void errors(List<Judged> errors) {
        page.append(
                "<h3>Errors: %d</h3><table><tr><th>message</th><th>meant</th><th>understood</th><th>confidence</th></tr>"
                        .formatted(errors.size()));
        errors.stream()
                .limit(MOST_ERRORS)
                .forEach(one -> page.append(String.format(
                        Locale.ROOT,
                        "<tr><td dir=\"auto\">%s</td><td>%s</td><td>%s</td><td class=\"n\">%.2f</td></tr>",
                        escaped(one.message().text()),
                        escaped(String.join(", ", new TreeSet<>(one.message().intents()))),
                        escaped(one.top()),
                        one.confidence())));
        page.append("</table>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
