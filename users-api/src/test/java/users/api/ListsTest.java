package users.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ListsTest {

    @Test
    void aPageHasFiftyUsersUnlessAskedAndAThousandAtMost() {
        assertThat(UserQuery.pageSize(0)).isEqualTo(50);
        assertThat(UserQuery.pageSize(1)).isEqualTo(1);
        assertThat(UserQuery.pageSize(1000)).isEqualTo(1000);
        assertThat(UserQuery.pageSize(1001)).isEqualTo(1000);
        assertThat(UserQuery.pageSize(Integer.MAX_VALUE)).isEqualTo(1000);
    }

    @Test
    void aNegativePageSizeIsRefused() {
        assertThatThrownBy(() -> UserQuery.pageSize(-1))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("must not be negative; leave it out for 50");
    }

    @Test
    void aListIsOrderedByOneField() {
        assertThat(UserOrder.parse("")).isEqualTo(UserOrder.DEFAULT).hasToString("create_time");
        assertThat(UserOrder.parse(" last_name ")).isEqualTo(new UserOrder(UserOrder.Field.LAST_NAME, false));
        assertThat(UserOrder.parse("last_name asc")).isEqualTo(new UserOrder(UserOrder.Field.LAST_NAME, false));
        assertThat(UserOrder.parse("email  desc")).isEqualTo(new UserOrder(UserOrder.Field.EMAIL, true));
        for (var field : UserOrder.Field.values()) {
            var order = new UserOrder(field, true);
            assertThat(UserOrder.parse(order.toString())).isEqualTo(order);
        }
    }

    @Test
    void anyOtherOrderIsRefused() {
        assertThat(Refusal.of("last_name, first_name", UserOrder::parse))
                .isEqualTo("must be one field, with desc behind it or not: the id is always the second");
        assertThat(Refusal.of("last_name DESC", UserOrder::parse))
                .isEqualTo("must have asc, desc or nothing behind last_name");
        assertThat(Refusal.of("lastname", UserOrder::parse))
                .isEqualTo("has no field \"lastname\"; did you mean last_name?");
        assertThat(Refusal.of("EMAIL", UserOrder::parse)).isEqualTo("has no field \"EMAIL\"; did you mean email?");
        assertThat(Refusal.of("id", UserOrder::parse))
                .isEqualTo("has no field \"id\"; there are create_time, update_time, email, last_name, first_name,"
                        + " nickname, country");
    }
}
