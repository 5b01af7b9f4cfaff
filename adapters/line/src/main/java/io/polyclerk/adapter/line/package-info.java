/**
 * LINE Official Accounts through the Messaging API. Facts: developers.line.biz, Messaging API reference, and the public OpenAPI
 * description of it, read on 2026-11-26.
 */
@NullMarked
package io.polyclerk.adapter.line;

import org.jspecify.annotations.NullMarked;
