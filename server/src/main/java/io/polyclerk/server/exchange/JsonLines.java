package io.polyclerk.server.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.persistence.archive.ArchiveLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One JSON object on each line; what is written so can be read again. */
public final class JsonLines {

    public static final String MEDIA_TYPE = "application/jsonl";
    static final int VERSION = 1;

    private static final ObjectWriter WRITER =
            Json.STORED.writerFor(ArchiveLine.class).without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private static final ObjectReader READER =
            Json.STORED.readerFor(ArchiveLine.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonLines() {}

    /** @param merchant null for all */
    public static void write(ArchiveExport export, @Nullable String merchant, Instant now, OutputStream target)
            throws IOException {
        try {
            put(new ArchiveLine.Begin(VERSION, now), target);
            long lines = export.each(merchant, line -> put(line, target));
            put(new ArchiveLine.End(lines), target);
            target.flush();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    private static void put(ArchiveLine line, OutputStream target) {
        try {
            target.write(WRITER.writeValueAsString(line).getBytes(StandardCharsets.UTF_8));
            target.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static ArchiveLine read(String line) throws JsonProcessingException {
        return READER.readValue(line);
    }
}
