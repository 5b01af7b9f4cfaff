package io.polyclerk.ai.vision;

import org.opencv.core.Mat;
import org.opencv.core.MatOfKeyPoint;
import org.opencv.features2d.SIFT;
import org.opencv.imgproc.Imgproc;

/** Points of a picture that are found again when it is turned, scaled or lit otherwise. @param descriptors one row a point, unit length by root */
record Features(MatOfKeyPoint points, Mat descriptors) {

    static final int CATALOGUE_POINTS = 400;
    static final int PHOTO_POINTS = 600;

    static Features of(Mat picture, int most, Scope scope) {
        Mat grey = scope.mat();
        Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
        MatOfKeyPoint points = scope.keep(new MatOfKeyPoint());
        Mat descriptors = scope.mat();
        // Drawn and plain goods have few strong corners: a lower threshold than usual.
        SIFT.create(most, 3, 0.02, 12, 1.4).detectAndCompute(grey, new Mat(), points, descriptors);
        return new Features(points, descriptors);
    }
}
