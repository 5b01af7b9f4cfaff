package io.polyclerk.server.adapters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A partner's package: a ZIP of the adapter's jars, signed as {@code jarsigner} does it. Whoever signed it is known by the SHA-256 of the
 * certificate. All of it is verified before anything is unpacked: an entry that is not signed, was changed or comes from another signer
 * makes the whole package worthless.
 */
final class SignedPackage {

    private static final int MOST_ENTRIES = 500;
    private static final long LARGEST = 200L << 20;
    private static final String JAR = "[A-Za-z0-9][A-Za-z0-9._+-]{0,150}\\.jar";
    private static final String SIGNATURES = "META-INF/";

    private final Path file;
    private final String signer;
    private final String signerName;

    private SignedPackage(Path file, String signer, String signerName) {
        this.file = file;
        this.signer = signer;
        this.signerName = signerName;
    }

    /**
     * @param trusted fingerprints of certificates, in lower-case hexadecimal
     * @throws PackageRefusedException when it is not wholly signed by one of them
     */
    static SignedPackage verified(Path file, Set<String> trusted, Instant now) throws PackageRefusedException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            X509Certificate signer = signer(jar);
            String fingerprint = fingerprint(signer);
            if (!trusted.contains(fingerprint)) {
                throw new PackageRefusedException(
                        "it is signed by " + fingerprint + ", which this server does not trust");
            }
            signer.checkValidity(Date.from(now));
            return new SignedPackage(
                    file, fingerprint, signer.getSubjectX500Principal().getName());
        } catch (SecurityException | GeneralSecurityException wrong) {
            throw new PackageRefusedException("its signature does not hold: " + wrong.getMessage());
        } catch (IOException damaged) {
            throw new PackageRefusedException("it is no ZIP that can be read");
        }
    }

    private static X509Certificate signer(JarFile jar) throws IOException, PackageRefusedException {
        List<JarEntry> entries = Collections.list(jar.entries());
        if (entries.size() > MOST_ENTRIES) {
            throw new PackageRefusedException("it has more than " + MOST_ENTRIES + " entries");
        }
        Set<X509Certificate> signers = new HashSet<>();
        long left = LARGEST;
        for (JarEntry entry : entries) {
            boolean isSignature = entry.getName().startsWith(SIGNATURES);
            if (!isSignature && !entry.getName().matches(JAR)) {
                throw new PackageRefusedException(
                        "it holds something else than jars: " + entry.getName().replaceAll("[^ -~]", "?"));
            }
            left -= drained(jar, entry, left);
            if (!isSignature) {
                signers.add(signer(entry));
            }
        }
        if (signers.size() != 1) {
            throw new PackageRefusedException(signers.isEmpty() ? "it holds no jar" : "it has several signers");
        }
        return signers.iterator().next();
    }

    /** Digests are compared while an entry is read, so all of it has to be. */
    private static long drained(JarFile jar, JarEntry entry, long most) throws IOException, PackageRefusedException {
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream content = jar.getInputStream(entry)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > most) {
                    throw new PackageRefusedException("unpacked it is larger than " + LARGEST + " bytes");
                }
            }
        }
        return size;
    }

    private static X509Certificate signer(JarEntry entry) throws PackageRefusedException {
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null
                || signers.length != 1
                || !(signers[0].getSignerCertPath().getCertificates().get(0) instanceof X509Certificate certificate)) {
            throw new PackageRefusedException("it is not signed, or not by one signer: " + entry.getName());
        }
        return certificate;
    }

    private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    /** SHA-256 of the signer's certificate, in lower-case hexadecimal. */
    String signer() {
        return signer;
    }

    /** The name in the signer's certificate. */
    String signerName() {
        return signerName;
    }

    /** Unpacks the jars into an empty folder; they are verified once more while they are read. */
    void unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().matches(JAR)) {
                    try (InputStream content = jar.getInputStream(entry);
                            OutputStream target = Files.newOutputStream(folder.resolve(entry.getName()))) {
                        content.transferTo(target);
                    }
                }
            }
        }
    }
}
