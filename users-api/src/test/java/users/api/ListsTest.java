package users.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListsTest {

    private static final UserFilter BRITISH = new UserFilter.InCountry(new CountryCode("GB"));

    @ParameterizedTest
    @ValueSource(
            strings = {"country = \"GB\"", "country=\"gb\"", "  country =  GB ", "country=GB", "country\t=\n\"GB\""})
    void aCountryCanBeFilteredBy(String filter) {
        assertThat(UserFilter.parse(filter)).isEqualTo(BRITISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void anEmptyFilterIsForAll(String filter) {
        assertThat(UserFilter.parse(filter)).isEqualTo(new UserFilter.All());
    }

    @Test
    void aPrintedFilterReadsAsItself() {
        assertThat(UserFilter.parse(BRITISH.toString())).isEqualTo(BRITISH);
        assertThat(UserFilter.parse(new UserFilter.All().toString())).isEqualTo(new UserFilter.All());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "country",
                "country = ",
                "country != \"GB\"",
                "email = \"a@b.c\"",
                "country = \"GB\" AND x",
                "COUNTRY = GB"
            })
    void anyOtherFilterIsRefused(String filter) {
        assertThat(Refusal.of(filter, UserFilter::parse))
                .isEqualTo("must be country = \"GB\" or empty: nothing else can be filtered by yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"country = \"\"", "country = GBR", "country = \"' or 1=1 --\""})
    void aFilterWithAnImpossibleCountryIsRefused(String filter) {
        assertThat(Refusal.of(filter, UserFilter::parse))
                .isEqualTo("has a country that is no code: it must be two letters, such as GB");
    }

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
}
