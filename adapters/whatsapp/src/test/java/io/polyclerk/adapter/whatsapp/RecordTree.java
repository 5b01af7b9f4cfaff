package io.polyclerk.adapter.whatsapp;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes records out in full for golden files, also what their {@code toString} keeps to itself. */
final class RecordTree {

    private RecordTree() {}

    static Object of(Object value) {
        if (value instanceof Record fields) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("is", value.getClass().getSimpleName());
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                tree.put(component.getName(), of(read(fields, component)));
            }
            return tree;
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(RecordTree::of).toList();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static Object read(Record fields, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
