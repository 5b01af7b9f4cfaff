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
        row("language found", evaluation.languageFound());
        row("time a message", evaluation.perMessage().toNanos() / 1000 + " µs");
        page.append("</table>");
        confusion(evaluation.confusion());
        calibration(evaluation.calibration());
        errors(evaluation.errors());
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

    private void calibration(List<Share> steps) {
        page.append("<h3>Calibration: share that was right, by confidence</h3><table>");
        for (int step = 0; step < steps.size(); step++) {
            Share share = steps.get(step);
            double width = share.of() == 0 ? 0 : share.value() * 20;
            page.append(String.format(
                    Locale.ROOT,
                    "<tr><th>%.1f–%.1f</th><td><span class=\"bar\" style=\"width:%.1frem\"></span> %s</td></tr>",
                    step / 10.0,
                    (step + 1) / 10.0,
                    width,
                    share));
        }
        page.append("</table>");
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
