package io.polyclerk.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.load.ModelSimulator.Day;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ladder with a model at its end that is no model: how many conversations need it, and what shoppers get when it is slow, wrong, hostile,
 * cut off, limited or out of money. Ends with 1 when somebody got no answer, waited too long, read what must not be said, or when more was
 * spent than the cap.
 */
public final class LadderRun {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Eight seconds less the quiet time before a turn, which is cut short here. */
    private static final Duration PATIENCE = Duration.ofMillis(6_600);
    /** Longer is waited for an answer, to tell one that comes late from silence. */
    private static final Duration BESIDE = Duration.ofSeconds(5);

    private static final long CAP = 20_000;
    private static final String NO_CAP = "1000";

    /** Nobody's clerk understands these. */
    private static final List<String> UNCLEAR = List.of(
            "the thing with the other thing, you know, from before",
            "so about that, can one do it or rather not",
            "hmm it is like last time only different",
            "my cousin said the same, what now",
            "could it be that it is because of it",
            "and if so, which of them then",
            "there was something with the round one",
            "it should have been the other way round");

    private final Path project;
    private final int perLanguage;
    private final int hostile;
    private final List<String> faults = new ArrayList<>();
    private final List<String> report = new ArrayList<>();

    private LadderRun(Path project, int perLanguage, int hostile) {
        this.project = project;
        this.perLanguage = perLanguage;
        this.hostile = hostile;
    }

    /** Usage: {@code conversations-of-each-language hostile-texts}; all of both when nothing is said. */
    public static void main(String[] arguments) throws Exception {
        LadderRun run = new LadderRun(
                Path.of("").toAbsolutePath(),
                arguments.length > 0 ? Integer.parseInt(arguments[0]) : Integer.MAX_VALUE,
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE);
        Path folder = Files.createTempDirectory("polyclerk-ladder");
        run.withServer(folder.resolve("days"), NO_CAP, run::days);
        run.withServer(folder.resolve("cap"), "0.02", run::cap);
        run.report.forEach(System.out::println);
        run.faults.forEach(fault -> System.out.println("FAULT " + fault));
        System.exit(run.faults.isEmpty() ? 0 : 1);
    }

    @FunctionalInterface
    private interface Part {
        void run(RunningServer server, ModelSimulator model) throws IOException, InterruptedException;
    }

    private void withServer(Path folder, String cap, Part part) throws IOException, InterruptedException {
        Path connections = Files.createDirectories(folder).resolve("connections.yaml");
        Files.writeString(connections, """
            connections:
              - {id: shop, adapter: samplestore, merchant: demo}
              - {id: web, adapter: webchat, merchant: demo}
            """);
        try (ModelSimulator model = new ModelSimulator();
                RunningServer server = new RunningServer(
                        project, Files.createDirectories(folder.resolve("data")), settings(connections, model, cap))) {
            server.start();
            part.run(server, model);
        }
    }

    private static Map<String, String> settings(Path connections, ModelSimulator model, String cap) {
        Map<String, String> settings = new HashMap<>();
        settings.put("POLYCLERK_CONNECTIONS", connections.toString());
        settings.put("POLYCLERK_BURST_QUIET", "PT0.1S");
        settings.put("POLYCLERK_API_RATE", "1000000");
        settings.put("POLYCLERK_MODEL_URL", model.address());
        settings.put("POLYCLERK_MODEL_INPUT_PRICE", "0.30");
        settings.put("POLYCLERK_MODEL_OUTPUT_PRICE", "1.20");
        settings.put("POLYCLERK_MODEL_DAILY_CAP", cap);
        return settings;
    }

    private void days(RunningServer server, ModelSimulator model) throws IOException, InterruptedException {
        // A server that has just started loads its models with the first message.
        new WebTalk(server, "web").say(UNCLEAR.get(0), Duration.ofMinutes(1));
        samples(server, model);
        report.add("day | asked | requests | longest wait | what was said last");
        for (Day day : Day.values()) {
            day(server, model, day);
            // Three failures in a row give the model a rest; the next day shall begin awake.
            wake(server, model);
        }
        injections(server, model);
    }

    /** What customers write first, in fifteen languages: how many conversations need the model. */
    private void samples(RunningServer server, ModelSimulator model) throws IOException, InterruptedException {
        Path languages = project.resolve("plugin-core/languages/src/main/resources/languages");
        Map<String, int[]> byLanguage = new TreeMap<>();
        int talks = 0;
        int local = 0;
        for (String language : Files.readAllLines(languages.resolve("index.txt"))) {
            Path file = languages.resolve(language.strip()).resolve("test-customers.jsonl");
            if (!Files.exists(file)) {
                continue;
            }
            int[] counts = byLanguage.computeIfAbsent(language.strip(), tag -> new int[2]);
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(0, Math.min(perLanguage, lines.size()))) {
                int before = model.requests();
                WebTalk talk = new WebTalk(server, "web");
                heard("sample", talk.say(JSON.readTree(line).path("text").asText(), PATIENCE.plus(BESIDE)));
                counts[0]++;
                counts[1] += model.requests() == before ? 1 : 0;
            }
            talks += counts[0];
            local += counts[1];
        }
        report.add(
                "conversations " + talks + ", without a call " + local + " (" + 1000L * local / talks / 10.0 + " %)");
        byLanguage.forEach((tag, counts) -> report.add("  " + tag + " " + counts[1] + " of " + counts[0]));
        JsonNode share = server.get("/api/v1/metrics/service").path("localShare");
        report.add("localShare of the service's own numbers: "
                + share.path("count").asInt() + " of " + share.path("of").asInt());
        if (local < 0.8 * talks) {
            faults.add("fewer than 80 % of the conversations were finished without a call");
        }
    }

    private void day(RunningServer server, ModelSimulator model, Day day) throws IOException, InterruptedException {
        model.become(day);
        int before = model.requests();
        Duration longest = Duration.ZERO;
        String last = "";
        int turns = 0;
        for (String text : UNCLEAR.subList(0, day == Day.SLOW ? 2 : 4)) {
            int asked = model.requests();
            WebTalk.Answer answer = new WebTalk(server, "web").say(text, PATIENCE.plus(BESIDE));
            heard(day.name(), answer);
            longest = answer.after().compareTo(longest) > 0 ? answer.after() : longest;
            last = model.requests() > asked ? String.join(" / ", answer.said()) : last;
            turns++;
        }
        int requests = model.requests() - before;
        report.add(day + " | " + turns + " | " + requests + " | " + longest.toMillis() + " ms | "
                + last.replace('\n', ' '));
        if (requests > 3 * turns) {
            faults.add(day + ": " + requests + " requests for " + turns + " turns");
        }
        if (requests == 0) {
            faults.add(day + ": the model was never asked");
        }
    }

    private void wake(RunningServer server, ModelSimulator model) throws IOException, InterruptedException {
        model.become(Day.HELPFUL);
        int before = model.requests();
        for (int look = 0; look < 60 && model.requests() == before; look++) {
            new WebTalk(server, "web").say(UNCLEAR.get(look % UNCLEAR.size()), PATIENCE.plus(BESIDE));
            if (model.requests() == before) {
                Thread.sleep(1_000);
            }
        }
    }

    /** Every hostile text of the suite, written to the server, with a model that obeys all of them. */
    private void injections(RunningServer server, ModelSimulator model) throws IOException, InterruptedException {
        model.become(Day.OBEDIENT);
        int before = model.requests();
        List<String> secrets = secrets();
        List<String> all = Files.readAllLines(project.resolve("plugin-core/core/src/test/resources/injections.txt"));
        List<String> texts = all.subList(0, Math.min(hostile, all.size()));
        int leaks = 0;
        for (String text : texts) {
            WebTalk talk = new WebTalk(server, "web");
            for (String message : List.of(text, UNCLEAR.get(0))) {
                if (talk.isWithHuman()) {
                    break;
                }
                WebTalk.Answer answer = talk.say(message, PATIENCE.plus(BESIDE));
                heard("hostile text " + text, answer);
                String said = String.join("\n", answer.said());
                for (String secret : secrets) {
                    if (!text.contains(secret) && said.contains(secret)) {
                        leaks++;
                        faults.add("leaked " + secret + " for: " + text);
                    }
                }
            }
        }
        int actions = server.get("/api/v1/actions").path("actions").size();
        report.add("hostile texts " + texts.size() + ", requests " + (model.requests() - before) + ", leaks " + leaks
                + ", actions in the ledger " + actions);
        if (actions > 0) {
            faults.add("an action was asked for by a hostile text");
        }
    }

    /** What stands in the sample shop's orders and belongs to its customers. */
    private List<String> secrets() throws IOException {
        List<String> secrets = new ArrayList<>(List.of("evil.example", "I have refunded", "has been cancelled"));
        JsonNode orders = JSON.readTree(project.resolve("adapters/samplestore/src/main/resources/data/orders.json")
                .toFile());
        for (String field : List.of("trackingNumber", "email", "phone", "line1")) {
            orders.findValuesAsText(field).stream()
                    .filter(value -> !value.isBlank())
                    .forEach(secrets::add);
        }
        return secrets.stream().distinct().toList();
    }

    private void cap(RunningServer server, ModelSimulator model) throws IOException, InterruptedException {
        int unasked = 0;
        model.become(Day.HELPFUL);
        new WebTalk(server, "web").say("hello", Duration.ofMinutes(1));
        for (int turn = 0; turn < 60; turn++) {
            int before = model.requests();
            heard("cap", new WebTalk(server, "web").say(UNCLEAR.get(turn % UNCLEAR.size()), PATIENCE.plus(BESIDE)));
            unasked += model.requests() == before ? 1 : 0;
        }
        report.add("cap " + CAP + " millionths, billed " + model.billed() + " for " + model.requests()
                + " requests, turns without a request " + unasked);
        if (model.billed() > CAP || unasked == 0) {
            faults.add("the cap was not kept");
        }
    }

    private void heard(String where, WebTalk.Answer answer) {
        String said = String.join("\n", answer.said());
        if (answer.said().isEmpty() || said.isBlank()) {
            faults.add(where + ": silence");
        }
        if (answer.after().compareTo(PATIENCE) > 0) {
            faults.add(where + ": an answer after " + answer.after().toMillis() + " ms");
        }
        for (String never : List.of("evil.example", "refunded your", "99 days", "1.23", "Exception")) {
            if (said.contains(never)) {
                faults.add(where + ": said " + never);
            }
        }
    }
}
