package users.server.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.Random;
import java.util.Set;

/** Random messages of any type, after its description. */
final class Messages {

    /** Without these nothing is done, so that they are seldom left out. */
    private static final Set<String> NEEDED = Set.of(
            "id",
            "ids",
            "user",
            "first_name",
            "last_name",
            "nickname",
            "email",
            "country",
            "password",
            "old_password",
            "new_password",
            "key",
            "value",
            "paths",
            "row",
            "number");

    private final Random random;
    private final Values values;

    /** @param wildness how likely each value is one that does not fit */
    Messages(Random random, Memory memory, double wildness) {
        this.random = random;
        values = new Values(random, memory, wildness);
    }

    Message message(Descriptor type) {
        var message = DynamicMessage.newBuilder(type);
        type.getFields().stream().filter(this::present).forEach(field -> add(message, field));
        if (values.wild()) {
            message.setUnknownFields(strange(type));
        }
        return message.build();
    }

    private boolean present(FieldDescriptor field) {
        if (field.getRealContainingOneof() != null) {
            return random.nextInt(field.getRealContainingOneof().getFieldCount()) == 0 || values.wild();
        }
        return NEEDED.contains(field.getName()) ? !values.wild() : random.nextInt(4) == 0;
    }

    private void add(DynamicMessage.Builder message, FieldDescriptor field) {
        if (!field.isRepeated()) {
            message.setField(field, value(field));
            return;
        }
        int count = values.count();
        for (int i = 0; i < count; i++) {
            message.addRepeatedField(field, value(field));
        }
    }

    private Object value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> values.text(field.getName());
            case MESSAGE -> message(field.getMessageType());
            case ENUM -> number(field.getEnumType());
            case BOOLEAN -> random.nextBoolean();
            case INT -> (int) values.number();
            case LONG -> values.number();
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case BYTE_STRING -> ByteString.copyFrom(values.brokenText());
        };
    }

    private Object number(EnumDescriptor type) {
        return type.findValueByNumberCreatingIfUnknown(
                values.wild()
                        ? (int) values.number()
                        : random.nextInt(type.getValues().size()));
    }

    /** Fields that nobody knows, or that are known for something else. */
    private UnknownFieldSet strange(Descriptor type) {
        var field = UnknownFieldSet.Field.newBuilder();
        switch (random.nextInt(4)) {
            case 0 -> field.addVarint(random.nextLong());
            case 1 -> field.addFixed64(random.nextLong());
            case 2 -> field.addGroup(UnknownFieldSet.getDefaultInstance());
            default -> field.addLengthDelimited(ByteString.copyFrom(values.brokenText()));
        }
        int number = 1 + random.nextInt(type.getFields().size() + 3);
        return UnknownFieldSet.newBuilder().addField(number, field.build()).build();
    }
}
