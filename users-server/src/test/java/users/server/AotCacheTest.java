package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AotCacheTest {

    @Test
    void theVirtualMachineTellsWhetherItIsUsed() {
        assertThat(new AotCache("mixed mode, sharing").used()).isTrue();
        assertThat(new AotCache("mixed mode").used()).isFalse();
    }
}
