package io.polyclerk.server.adapters;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import jdk.security.jarsigner.JarSigner;

/** What a partner does: compiles an adapter, makes a package of it and signs it with the tools of the JDK. */
final class PartnerPackages {

    private static final String SOURCE = """
            package partner;

            import io.polyclerk.spi.*;
            import io.polyclerk.spi.message.*;
            import java.io.InputStream;
            import java.util.List;
            import java.util.Map;

            public final class PartnerProvider implements AdapterProvider {
                static { System.setProperty("polyclerk.test.partner.ran", "yes"); }

                public PartnerProvider() { %s }

                public String id() { return "partner"; }

                public Adapter open(Connection connection, AdapterContext context) {
                    return new ChannelAdapter() {
                        public ChannelCapabilities capabilities() {
                            return new ChannelCapabilities(100, 0, 0, 0, false, false, Map.of(), ReplyLaw.UNLIMITED);
                        }
                        public WebhookOutcome<ChannelEvent> receive(WebhookRequest request) {
                            throw new NoClassDefFoundError("partner/Forgotten");
                        }
                        public Receipt send(OutboundMessage message) { throw new AdapterException.Refused("no"); }
                        public InputStream open(MediaRef media) { throw new AdapterException.Refused("no"); }
                        public void check() {
                            try {
                                context.http().send(
                                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(connection.requiredSetting("text"))).build(),
                                        java.net.http.HttpResponse.BodyHandlers.discarding());
                            } catch (java.io.IOException | InterruptedException failure) {
                                throw new AdapterException.Unavailable(failure.getMessage(), false, failure);
                            }
                        }
                    };
                }
            }
            """;

    private final Path folder;

    PartnerPackages(Path folder) {
        this.folder = folder;
    }

    /** A partner with a certificate of their own. */
    record Partner(PrivateKey key, X509Certificate certificate) {
        String fingerprint() throws Exception {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        }
    }

    Partner partner(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-validity",
                        "30")
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool");
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        return new Partner(
                (PrivateKey) keys.getKey("a", "changeit".toCharArray()), (X509Certificate) keys.getCertificate("a"));
    }

    /** The adapter's jar. @param inConstructor what its provider does when it is made */
    byte[] jar(String inConstructor) throws IOException {
        Path sources = Files.createTempDirectory(folder, "sources");
        Path source = sources.resolve("PartnerProvider.java");
        Files.writeString(source, SOURCE.formatted(inConstructor));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failed = compiler.run(
                null,
                OutputStream.nullOutputStream(),
                System.err,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                sources.toString(),
                source.toString());
        if (failed != 0) {
            throw new IllegalStateException("the adapter does not compile");
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name : List.of("partner/PartnerProvider.class", "partner/PartnerProvider$1.class")) {
            entries.put(name, Files.readAllBytes(sources.resolve(name)));
        }
        entries.put(
                "META-INF/services/io.polyclerk.spi.AdapterProvider",
                "partner.PartnerProvider".getBytes(StandardCharsets.UTF_8));
        entries.put("META-INF/adapter.json", MANIFEST.getBytes(StandardCharsets.UTF_8));
        return zip(entries);
    }

    private static final String MANIFEST = """
            {"schemaVersion":1,"id":"partner","kind":"channel","name":{"en":"Partner"},"version":"1.0.0","spi":"0.1","owners":["@partner"],
             "documentation":"https://partner.example/docs","licence":"Apache-2.0",
             "settings":[{"name":"text","type":"text","required":true,"label":{"en":"Text"}}],
             "webhook":{"methods":["POST"],"registration":"manual","verification":"none","answerWithinMs":5000},
             "egress":["api.partner.example"],"personalData":["message-content"],"capabilities":["text"],"quality":"bronze"}
            """;

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static Map<String, byte[]> entries(byte[] zip, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "package", ".zip");
        Files.write(file, zip);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile read = new ZipFile(file.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(read.entries())) {
                try (InputStream content = read.getInputStream(entry)) {
                    entries.put(entry.getName(), content.readAllBytes());
                }
            }
        }
        return entries;
    }

    byte[] signed(byte[] zip, Partner partner) throws Exception {
        Path file = Files.createTempFile(folder, "unsigned", ".zip");
        Files.write(file, zip);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JarSigner signer = new JarSigner.Builder(
                        partner.key(),
                        CertificateFactory.getInstance("X.509").generateCertPath(List.of(partner.certificate())))
                .build();
        try (ZipFile read = new ZipFile(file.toFile())) {
            signer.sign(read, bytes);
        }
        return bytes.toByteArray();
    }
}
